package io.ganglion.cli.command;

import io.ganglion.cli.failure.Failures;
import io.ganglion.cli.option.Converters;
import io.ganglion.cli.option.Preset;
import io.ganglion.cli.option.Version;
import io.ganglion.cli.terminal.CommandName;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ganglion}: its subcommands, and the options they all have. */
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
      "Example: train a network to read handwritten digits, then test it.",
      "  ${ROOT-COMMAND-NAME} train",
      "  ${ROOT-COMMAND-NAME} test",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong usage,",
      "3 trained and saved, but the network has not learnt,",
      "4 an answer is less probable than --min-probability,",
      "130 stopped by Ctrl-C, 143 stopped by SIGTERM.",
      "Environment: GANGLION_BACKEND names the backend unless --backend does;",
      "GANGLION_DATA names the folder for fetched data."
    })
public final class Ganglion implements Runnable {

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
      description = "Show the versions of Ganglion, Java and the operating system.")
  boolean version;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      order = 102,
      description = "Also print the stack trace of an error.")
  void trace(boolean on) {
    failures.trace(on);
  }

  @Spec private CommandSpec spec;

  private final Failures failures;

  private Ganglion(Failures failures) {
    this.failures = failures;
  }

  /**
   * Returns the command with all of its subcommands, ready to parse.
   *
   * @param session the environment of the run
   * @param failures reports failures
   * @param args the arguments to be parsed; a preset among them sets defaults
   */
  public static CommandLine commandLine(Session session, Failures failures, String... args) {
    CommandLine commandLine =
        new CommandLine(new Ganglion(failures))
            .addSubcommand(new TrainCommand(session))
            .addSubcommand(new TestCommand(session))
            .addSubcommand(new PredictCommand(session, failures))
            .addSubcommand(new ShowCommand(session))
            .addSubcommand(new SummaryCommand(session))
            .addSubcommand(new BackendsCommand(session))
            .addSubcommand(new BenchCommand())
            .addSubcommand(
                new CommandLine(new DataCommand())
                    .addSubcommand(new FetchCommand(session))
                    .addSubcommand(new InfoCommand(session)));
    for (String presettable : List.of("train", "summary")) {
      Preset.applyTo(commandLine.getSubcommands().get(presettable), args);
    }
    return Converters.registerIn(commandLine.setCommandName(CommandName.typed()));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "no command given, expected one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
