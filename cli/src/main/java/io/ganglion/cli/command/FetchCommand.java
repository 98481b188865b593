package io.ganglion.cli.command;

import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.cli.terminal.Progress;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.datasets.fetch.FetchListener;
import io.ganglion.datasets.fetch.Fetcher;
import io.ganglion.datasets.fetch.RemoteDataset;
import io.ganglion.datasets.fetch.RemoteFile;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ganglion data fetch}. */
@Command(
    name = "fetch",
    description = {
      "Downloads a dataset: MNIST (12 MB) or Fashion-MNIST (31 MB).",
      "",
      "Tries several mirrors, continues interrupted downloads, and verifies checksums. Files that"
          + " are already there are not downloaded again. Prints the folder that holds the files."
    },
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} data fetch mnist"})
final class FetchCommand implements Callable<Integer> {

  @Parameters(paramLabel = "mnist|fashion-mnist", description = "The dataset to download.")
  private String name;

  @Spec private CommandSpec spec;

  private final Session session;

  FetchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    RemoteDataset dataset =
        RemoteDataset.named(name)
            .orElseThrow(
                () ->
                    new CommandLine.ParameterException(
                        spec.commandLine(),
                        "no dataset to fetch is called '"
                            + name
                            + "', expected mnist or fashion-mnist"));
    DataFolder folder = session.dataFolder();
    try (Report report = new Report(session.terminal())) {
      session.terminal().result(Fetcher.into(folder).fetch(dataset, report));
    }
    session.terminal().note("use it with --data " + dataset.name());
    return ExitStatus.DONE;
  }

  /** Shows the progress of a download. */
  private static final class Report implements FetchListener, AutoCloseable {

    private final Terminal terminal;
    private Progress progress = Progress.HIDDEN;
    private String shown = "";

    Report(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public void started(RemoteFile file, URI source, long alreadyThere) {
      close();
      terminal.note("fetching " + source);
    }

    @Override
    public void progressed(RemoteFile file, long done, long total) {
      if (!shown.equals(file.name())) {
        shown = file.name();
        progress = Progress.of(terminal, shown, total);
      }
      progress.at(done);
    }

    @Override
    public void failed(RemoteFile file, URI source, String reason) {
      close();
      terminal.note("failed: " + source + ": " + reason);
    }

    @Override
    public void finished(RemoteFile file) {
      close();
    }

    @Override
    public void close() {
      progress.close();
      progress = Progress.HIDDEN;
      shown = "";
    }
  }
}
