package io.ganglion.cli.terminal;

/** What the user types to run the command, such as {@code ./ganglion}. */
public final class CommandName {

  /** The system property in which the launcher says so; {@code Datasets} reads it, too. */
  private static final String PROPERTY = "ganglion.command";

  private CommandName() {}

  /** Returns the name that hints and help give the command. */
  public static String typed() {
    return System.getProperty(PROPERTY, "ganglion");
  }
}
