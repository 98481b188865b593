package io.ganglion.cli.command;

import io.ganglion.cli.failure.CommandException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ganglion bench}, for the list of commands: what it does is in the benchmarks' jar, which the
 * launcher builds and runs in its place, because of its size.
 */
@Command(
    name = "bench",
    description = {
      "Compares the backends on this machine, with JMH, and writes report.json, report.md and"
          + " report.html.",
      "",
      "The launcher ./ganglion runs it, from the benchmarks' jar."
    },
    footer = {"", "Example: a first look, within three minutes.", "  ganglion bench --quick"})
@SuppressWarnings("unused") // The options stand here for the help alone.
final class BenchCommand implements Callable<Integer> {

  @Option(names = "--quick", description = "Measure the original network alone, and less often.")
  private boolean quick;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where the report goes (default: the current folder).")
  private String output;

  @Override
  public Integer call() {
    throw new CommandException(
        "bench is not in this jar; run it by the launcher ./ganglion bench, or by"
            + " java -cp benchmarks.jar io.ganglion.benchmarks.Report");
  }
}
