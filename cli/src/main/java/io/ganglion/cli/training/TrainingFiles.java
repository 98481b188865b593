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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a training reads and writes.
 *
 * @param weights the weights file, read at the start and written at the end
 * @param fresh whether to start from new weights even if the weights file exists
 * @param checkpoint the options of the checkpoint
 * @param history the file for one line per epoch, if there is one
 */
public record TrainingFiles(
    WeightsFile weights, boolean fresh, CheckpointOptions checkpoint, Optional<Path> history) {

  /**
   * Refuses files that cannot be used, before anything is loaded or computed.
   *
   * @param data the data's file, if the data is a single file
   * @throws IOException if a file would replace one of another kind, or cannot be read
   */
  public void check(Optional<Path> data) throws IOException {
    requireFilesOfTheirOwn(data);
    checkpoint.check(fresh);
    weights.requireWritable();
    if (fresh || checkpoint.resumes()) {
      // Otherwise the file is read as weights before anything is computed.
      weights.requireReplaceable();
    }
    if (history.isPresent()) {
      new OutputFile(history.get(), "--history").requireWritable(HistoryFile::check);
    }
  }

  /** Refuses to write two files to one path, or to overwrite the data. */
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
              String.format(
                  Locale.ROOT,
                  "%s and %s both name %s; give each a file of its own",
                  options.get(i),
                  other,
                  file));
        }
      }
    }
  }

  private static boolean same(Path one, Path other) throws IOException {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
        || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
  }

  /** Describes the files after a training has failed. */
  String afterFailure() {
    return (weights.exists() ? weights + " is unchanged" : "no weights were saved")
        + checkpoint
            .file()
            .filter(Files::exists)
            .map(file -> ", and " + file + " has the last checkpoint, with the same settings")
            .orElse("");
  }

  /** How to run the same command to continue where it was stopped: {@code again}, for example. */
  String again() {
    return checkpoint.again(fresh);
  }
}
