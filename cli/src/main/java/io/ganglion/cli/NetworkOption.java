package io.ganglion.cli;

import io.ganglion.datasets.Dataset;
import io.ganglion.network.Architecture;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which network. */
final class NetworkOption {

  /** The original's, for data of any size and any number of classes. */
  private static final String ORIGINAL =
      "linear 100 uniform no-bias, linear classes uniform no-bias, softmax";

  @Option(
      names = "--network",
      paramLabel = "TEXT",
      description =
          "The network's layers, separated by commas: linear N [glorot|he|lecun|uniform|zeros]"
              + " [no-bias], relu, leaky-relu SLOPE, tanh, sigmoid, identity, dropout RATE, softmax;"
              + " 'classes' stands for the number of classes (default: what the weights' file says,"
              + " else the original's: "
              + ORIGINAL
              + ").")
  private String text;

  /** What {@code --network} says, if it is given. */
  Optional<String> given() {
    return Optional.ofNullable(text);
  }

  /**
   * The network whose weights a file holds: what the file says, or else the given one, or else the
   * original's.
   *
   * @param input the shape of the samples
   * @param classes the number of their classes
   */
  Architecture ofWeights(WeightsFile weights, Shape input, int classes) throws IOException {
    Optional<String> described = weights.description();
    return described.isPresent()
        ? Architecture.parse(input, described.get())
        : forData(input, classes);
  }

  /** The network for a dataset: the given one, or else the original's. */
  Architecture forData(Dataset dataset) {
    return forData(dataset.samples().inputShape(), dataset.classNames().size());
  }

  /** The network for samples of a shape and a number of classes: the given one, or the original's. */
  Architecture forData(Shape input, int classes) {
    return Architecture.parse(
        input, given().orElse(ORIGINAL).replaceAll("\\bclasses\\b", Integer.toString(classes)));
  }
}
