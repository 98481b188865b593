package io.ganglion.cli.terminal;

/** The exit statuses of the command. */
public final class ExitStatus {

  /** The command has done its work. */
  public static final int DONE = 0;

  /** The command could not do its work. */
  public static final int FAILED = 1;

  /** The command line is wrong. */
  public static final int MISUSED = 2;

  /** The network was trained and saved, but it has not learnt. */
  public static final int NOT_LEARNT = 3;

  /** An answer was less probable than was asked for. */
  public static final int UNSURE = 4;

  /** Ctrl-C stopped the command: 128 + SIGINT, by the convention of POSIX shells. */
  public static final int STOPPED = 130;

  private ExitStatus() {}
}
