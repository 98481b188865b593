package io.ganglion.cli.option;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.file.WeightsFile;
import io.ganglion.network.Architecture;
import io.ganglion.tensor.Shape;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that describes the network. */
public final class NetworkOption {

  /** The original program's network, for data of any size and any number of classes. */
  private static final String ORIGINAL =
      "linear 100 uniform no-bias, linear classes uniform no-bias, softmax";

  /** The remedy for commands that need these weights, if {@code --network} does not match them. */
  public static final String LEAVE_OUT = "leave out --network";

  @Option(
      names = "--network",
      paramLabel = "TEXT",
      converter = Converter.class,
      description =
          "The network's layers, separated by commas: linear N [glorot|he|lecun|uniform|zeros]"
              + " [no-bias], relu, leaky-relu SLOPE, tanh, sigmoid, identity, dropout RATE,"
              + " flatten, softmax; 'classes' stands for the number of classes (default: the"
              + " network that the weights file describes, otherwise the original program's: "
              + ORIGINAL
              + ").")
  private String text;

  /** Whether {@code --network} is given, or set by the preset. */
  public boolean isGiven() {
    return text != null;
  }

  /**
   * The network whose weights a file holds: the one that the file describes, otherwise the given
   * one, otherwise the original program's.
   *
   * @param weights the file that errors name
   * @param held the network that the file describes, if it describes one
   * @param input the shape of the samples
   * @param classes the number of their classes
   * @param remedy what to do if the file describes another network than the given one
   * @throws CommandException if it does, or if its network does not fit the data
   */
  public Architecture ofWeights(
      WeightsFile weights, Optional<Architecture> held, Shape input, int classes, String remedy) {
    if (held.isEmpty()) {
      return forData(input, classes);
    }
    Architecture network = held.get();
    if (isGiven() && !network.layers().equals(forData(input, classes).layers())) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "%s: holds the weights of '%s', not of '%s'; %s",
              weights,
              network,
              forData(input, classes),
              remedy));
    }
    if (network.inputShape().size() != input.size() || network.outputShape().size() != classes) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "%s: its network takes %s and gives %s, but the data has %s and %d classes; name the data it was trained on with --data",
              weights,
              network.inputShape(),
              network.outputShape(),
              input,
              classes));
    }
    return network;
  }

  /**
   * The network for samples of a shape and a number of classes: the given one, otherwise the
   * original program's.
   *
   * @throws CommandException if the network does not have one output for each class
   */
  public Architecture forData(Shape input, int classes) {
    Architecture network = Architecture.parse(input, sized(text(), classes));
    if (network.outputShape().size() != classes) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "--network has %d outputs, but the data has %d classes; end it with 'linear classes, softmax'",
              network.outputShape().size(),
              classes));
    }
    return network;
  }

  /** The network by itself; sizes that its text leaves out are those of the data. */
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

  /** Refuses a text that is not a network for any data. */
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
