package io.ganglion.cli.option;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.file.WeightsFile;
import io.ganglion.network.Architecture;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which network. */
public final class NetworkOption {

  /** The original's, for data of any size and any number of classes. */
  private static final String ORIGINAL =
      "linear 100 uniform no-bias, linear classes uniform no-bias, softmax";

  /** What to do about a network that is not the weights', for who needs these weights. */
  public static final String LEAVE_OUT = "leave out --network";

  @Option(
      names = "--network",
      paramLabel = "TEXT",
      converter = Converter.class,
      description =
          "The network's layers, separated by commas: linear N [glorot|he|lecun|uniform|zeros]"
              + " [no-bias], relu, leaky-relu SLOPE, tanh, sigmoid, identity, dropout RATE, softmax;"
              + " 'classes' stands for the number of classes (default: what the weights' file says,"
              + " else the original's: "
              + ORIGINAL
              + ").")
  private String text;

  /** Whether {@code --network} is given, or stands in the preset. */
  public boolean isGiven() {
    return text != null;
  }

  /**
   * The network whose weights a file holds: what the file says, or else the given one, or else the
   * original's.
   *
   * @param input the shape of the samples
   * @param classes the number of their classes
   * @param remedy what to do if the file holds another network than the given one
   * @throws CommandException if it does, or its network is for other data
   */
  public Architecture ofWeights(WeightsFile weights, Shape input, int classes, String remedy)
      throws IOException {
    Optional<Architecture> held = weights.network();
    if (held.isEmpty()) {
      return forData(input, classes);
    }
    Architecture network = held.get();
    if (isGiven() && !network.layers().equals(forData(input, classes).layers())) {
      throw new CommandException(
          "%s: holds the weights of '%s', not of '%s'; %s"
              .formatted(weights, network, forData(input, classes), remedy));
    }
    if (network.inputShape().size() != input.size() || network.outputShape().size() != classes) {
      throw new CommandException(
          "%s: its network takes %s to %s, the data are %s of %d classes; name the data that it was trained on with --data"
              .formatted(weights, network.inputShape(), network.outputShape(), input, classes));
    }
    return network;
  }

  /**
   * The network for samples of a shape and a number of classes: the given one, or else the
   * original's.
   *
   * @throws CommandException if the given one has another number of outputs
   */
  public Architecture forData(Shape input, int classes) {
    Architecture network = Architecture.parse(input, sized(text(), classes));
    if (network.outputShape().size() != classes) {
      throw new CommandException(
          "--network has %d outputs, the data have %d classes; let its last layers be 'linear classes, softmax'"
              .formatted(network.outputShape().size(), classes));
    }
    return network;
  }

  /** The network by itself; what its text leaves out is that of the data. */
  public Architecture alone(Shape input, int classes) {
    return alone(text(), input, classes);
  }

  private static Architecture alone(String text, Shape input, int classes) {
    String sized = sized(text, classes);
    return sized.strip().toLowerCase(Locale.ROOT).startsWith("input")
        ? Architecture.parse(sized)
        : Architecture.parse(input, sized);
  }

  private String text() {
    return isGiven() ? text : ORIGINAL;
  }

  private static String sized(String text, int classes) {
    return text.replaceAll("(?i)\\bclasses\\b", Integer.toString(classes));
  }

  /** Refuses a text that is no network, whatever the data. */
  private static final class Converter implements ITypeConverter<String> {

    @Override
    public String convert(String text) {
      try {
        alone(text, Shape.of(1), 1);
        return text;
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
