package io.ganglion.cli.option;

import io.ganglion.cli.file.WeightsFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option that names the weights file. */
public final class WeightsOption {

  /** The original program's format, which does not describe the network. */
  private static final WeightsFile ORIGINAL = new WeightsFile(Path.of("weights.json"));

  /** A format that describes the network. */
  private static final WeightsFile DESCRIBED = new WeightsFile(Path.of("weights.safetensors"));

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "The file of the network's weights, ending in .json, .npz or .safetensors; the last two"
              + " also describe the network (default: weights.json to train the original network,"
              + " weights.safetensors to train another; otherwise the one saved last).")
  private Path file;

  /**
   * The file for training: the given one, otherwise the default.
   *
   * @param original whether to train the original program's network
   */
  public WeightsFile toTrain(boolean original) {
    return given().orElse(original ? ORIGINAL : DESCRIBED);
  }

  /** The file to load: the given one, otherwise the default that was saved last. */
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
