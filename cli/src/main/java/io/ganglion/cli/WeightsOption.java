package io.ganglion.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which file of weights. */
final class WeightsOption {

  /** The original's format, which does not say what network it holds. */
  private static final WeightsFile ORIGINAL = new WeightsFile(Path.of("weights.json"));

  /** Says what network it holds. */
  private static final WeightsFile DESCRIBED = new WeightsFile(Path.of("weights.safetensors"));

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "The network's weights, ending in .json, .npz or .safetensors; the last two say what"
              + " network they hold (default: weights.json for the original's network,"
              + " weights.safetensors for others).")
  private Path file;

  /**
   * The file to train: the given one, or else the usual one.
   *
   * @param original whether the network is the original's
   */
  WeightsFile toTrain(boolean original) {
    return given().orElse(original ? ORIGINAL : DESCRIBED);
  }

  /** The file to use: the given one, or else whichever of the usual ones is there. */
  WeightsFile toUse() {
    List<WeightsFile> found = Stream.of(ORIGINAL, DESCRIBED).filter(WeightsFile::exists).toList();
    if (file == null && found.size() > 1) {
      throw new CommandException(
          "there are both %s and %s; say which with --weights".formatted(ORIGINAL, DESCRIBED));
    }
    return given().orElse(found.isEmpty() ? ORIGINAL : found.get(0));
  }

  /** Whether a file is given. */
  boolean isGiven() {
    return file != null;
  }

  private Optional<WeightsFile> given() {
    return Optional.ofNullable(file).map(WeightsFile::new);
  }
}
