package io.ganglion.cli.file;

import io.ganglion.formats.HistoryFile;
import io.ganglion.train.EpochResult;
import io.ganglion.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the history of a training to a file. The file is replaced after the first epoch, and
 * rewritten as a whole after a line could not be written, so it never has a gap.
 */
public final class History implements TrainingListener {

  private final Path path;
  private final SideFile side;
  private final List<EpochResult> results;
  private Optional<HistoryFile> file = Optional.empty();

  /**
   * Prepares to write a history.
   *
   * @param before the results of the epochs before a resume; their lines may have been lost
   */
  public History(Path path, SideFile side, List<EpochResult> before) {
    this.path = path;
    this.side = side;
    this.results = new ArrayList<>(before);
  }

  @Override
  public void epochEnded(EpochResult result) {
    results.add(result);
    side.write(
        () -> {
          if (file.isPresent() && side.isWhole()) {
            file.get().epochEnded(result);
          } else {
            writeAll();
          }
        });
  }

  private void writeAll() {
    try {
      HistoryFile opened = HistoryFile.open(path, false);
      results.forEach(opened::epochEnded);
      file = Optional.of(opened);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
