package io.ganglion.cli.option;

import io.ganglion.cli.file.WeightsFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which file of weights. */
public final class WeightsOption {

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
              + " weights.safetensors for others; to use, whichever was saved last).")
  private Path file;

  /**
   * The file to train: the given one, or else the usual one.
   *
   * @param original whether the network is the original's
   */
  public WeightsFile toTrain(boolean original) {
    return given().orElse(original ? ORIGINAL : DESCRIBED);
  }

  /** The file to use: the given one, or else that of the usual ones which was saved last. */
  public WeightsFile toUse() {
    return given()
        .orElseGet(
            () ->
                Stream.of(ORIGINAL, DESCRIBED)
                    .filter(WeightsFile::exists)
                    .max(Comparator.comparing(WeightsFile::saved))
                    .orElse(ORIGINAL));
  }

  /** Whether a file is given. */
  public boolean isGiven() {
    return file != null;
  }

  private Optional<WeightsFile> given() {
    return Optional.ofNullable(file).map(WeightsFile::new);
  }
}
