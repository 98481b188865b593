package io.ganglion.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ganglion data}. */
@Command(
    name = "data",
    description = "Fetches and describes data.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: fetch MNIST, then describe it.",
      "  ${ROOT-COMMAND-NAME} data fetch mnist",
      "  ${ROOT-COMMAND-NAME} data info --data mnist"
    })
final class DataCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "no command given, expected one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
