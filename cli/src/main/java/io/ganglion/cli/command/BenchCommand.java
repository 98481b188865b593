package io.ganglion.cli.command;

import io.ganglion.cli.failure.CommandException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ganglion bench}, for the list of commands only. The benchmarks are in a jar of their own
 * because of its size; the launcher builds and runs that jar instead.
 */
@Command(
    name = "bench",
    description = {
      "Benchmarks the backends on this machine with JMH.",
      "",
      "Writes report.json, report.md and report.html. Run it with the launcher"
          + " ./ganglion: the benchmarks have a jar of their own."
    },
    footer = {
      "",
      "Example: a first look, in less than three minutes.",
      "  ${ROOT-COMMAND-NAME} bench --quick"
    })
@SuppressWarnings("unused") // The options are here for the help only.
final class BenchCommand implements Callable<Integer> {

  @Option(
      names = "--quick",
      description = "Measure only the original network, with fewer repetitions.")
  private boolean quick;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "The folder for the report (default: the current folder).")
  private String output;

  @Override
  public Integer call() {
    throw new CommandException(
        "bench is not part of this jar; run ./ganglion bench, or"
            + " java -cp benchmarks.jar io.ganglion.benchmarks.Report");
  }
}
