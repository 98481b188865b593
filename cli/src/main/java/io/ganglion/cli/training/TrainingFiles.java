package io.ganglion.cli.training;

import io.ganglion.cli.failure.UsageException;
import io.ganglion.cli.file.OutputFile;
import io.ganglion.cli.file.WeightsFile;
import io.ganglion.cli.option.CheckpointOptions;
import io.ganglion.formats.HistoryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a training reads and writes.
 *
 * @param weights where the weights are and will be
 * @param fresh whether to start from fresh weights even if there are some
 * @param checkpoint where the state is kept
 * @param history where a line an epoch is written, if anywhere
 */
public record TrainingFiles(
    WeightsFile weights, boolean fresh, CheckpointOptions checkpoint, Optional<Path> history) {

  /**
   * Refuses what cannot be, before anything is loaded or computed.
   *
   * @param data the file of the data, if they are in one
   * @throws IOException if a link cannot be followed, or a file holds something else
   */
  public void check(Optional<Path> data) throws IOException {
    requireFilesOfTheirOwn(data);
    checkpoint.check(fresh);
    weights.requireWritable();
    if (history.isPresent()) {
      HistoryFile.check(history.get());
      new OutputFile(history.get(), "--history").requireWritable();
    }
  }

  /** Refuses to write two things to one file, or over the data. */
  private void requireFilesOfTheirOwn(Optional<Path> data) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    data.ifPresent(file -> files.put("--data", file));
    checkpoint.file().ifPresent(file -> files.put("--checkpoint", file));
    files.put("--weights", weights.path());
    history.ifPresent(file -> files.put("--history", file));
    List<String> options = List.copyOf(files.keySet());
    for (int i = 0; i < options.size(); i++) {
      for (String other : options.subList(i + 1, options.size())) {
        Path file = files.get(options.get(i));
        if (same(file, files.get(other))) {
          throw new UsageException(
              "%s and %s both name %s; give each a file of its own"
                  .formatted(options.get(i), other, file));
        }
      }
    }
  }

  private static boolean same(Path one, Path other) throws IOException {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
        || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
  }

  /** How the files stand when a training has failed: what is kept, and where. */
  String afterFailure() {
    return (weights.exists() ? weights + " is as it was before" : "no weights were saved")
        + checkpoint
            .file()
            .filter(Files::exists)
            .map(file -> ", the last checkpoint is in " + file + ", with the same settings")
            .orElse("");
  }

  /** How the command is to be run to go on where it was stopped, as in "the same command again". */
  String again() {
    return checkpoint.again(fresh);
  }
}
