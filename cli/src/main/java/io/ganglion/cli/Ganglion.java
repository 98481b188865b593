package io.ganglion.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ganglion}: the options of every subcommand. */
@Command(
    name = "ganglion",
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    description = "Trains and runs small neural networks.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footer = {
      "",
      "Example: learn to read handwritten digits, then see how well.",
      "  ganglion train",
      "  ganglion test",
      "",
      "Exit status: 0 done, 1 could not be done, 2 wrong usage,",
      "130 stopped by Ctrl-C, 143 by SIGTERM.",
      "Environment: GANGLION_BACKEND names the backend where --backend does not;",
      "GANGLION_DATA is the folder for fetched data."
    })
final class Ganglion implements Runnable {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      order = 100,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      scope = ScopeType.INHERIT,
      order = 101,
      description = "Show the versions of Ganglion, Java and the system.")
  boolean version;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      order = 102,
      description = "Show where in the program an error arose.")
  void trace(boolean on) {
    failures.trace(on);
  }

  @Spec private CommandSpec spec;

  private final Failures failures;

  Ganglion(Failures failures) {
    this.failures = failures;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "no command given, expected one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
