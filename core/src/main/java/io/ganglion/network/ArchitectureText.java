package io.ganglion.network;

import io.ganglion.layer.Activate;
import io.ganglion.layer.Flatten;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Initialization;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Softmax;
import io.ganglion.spi.Activations;
import io.ganglion.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads an {@link Architecture} from its text: see there. */
final class ArchitectureText {

  private static final String NO_BIAS = "no-bias";

  /** More than anybody writes: a text from a file could have any number. */
  private static final int MOST_LAYERS = 1000;

  /** The layers that are described by their names alone. */
  private static final Map<String, Layer> PLAIN =
      Stream.of(
              Arrays.stream(Activations.values()).map(Activate::new),
              Stream.of(new Identity(), new Flatten(), new Softmax()))
          .flatMap(layers -> layers)
          .collect(Collectors.toMap(Layer::name, Function.identity()));

  private ArchitectureText() {}

  static Architecture parse(String text) {
    List<Item> items = items(text);
    Item first = items.get(0);
    if (!first.isInput()) {
      throw first.refused("a network's text begins with its input, such as 'input 28x28'");
    }
    return architecture(first.input(), items.subList(1, items.size()));
  }

  static Architecture parse(Shape input, String text) {
    List<Item> items = items(text);
    Item first = items.get(0);
    if (!first.isInput()) {
      return architecture(input, items);
    }
    if (first.input().size() != input.size()) {
      throw first.refused("the samples are " + of(input));
    }
    return architecture(first.input(), items.subList(1, items.size()));
  }

  /** A shape as the text has it: {@code 28x28}. */
  static String of(Shape shape) {
    return Arrays.stream(shape.dimensions())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("x"));
  }

  private static List<Item> items(String text) {
    String[] items = text.split(",", MOST_LAYERS + 2);
    if (items.length > MOST_LAYERS + 1) {
      throw new IllegalArgumentException(
          "a network's text has at most " + MOST_LAYERS + " layers, got more");
    }
    return Arrays.stream(items).map(String::strip).map(Item::new).toList();
  }

  private static Architecture architecture(Shape input, List<Item> layers) {
    Architecture.Builder builder = Architecture.builder(input);
    layers.forEach(layer -> layer.addTo(builder));
    return builder.build();
  }

  /** What stands between two commas: {@code dropout 0.5}. */
  private record Item(String text, String[] words) {

    Item(String text) {
      this(text, text.toLowerCase(Locale.ROOT).split("\\s+"));
    }

    boolean isInput() {
      return words[0].equals("input");
    }

    Shape input() {
      try {
        if (words.length != 2) {
          throw new IllegalArgumentException(
              "expected the shape of a sample, such as 'input 28x28'");
        }
        return Shape.of(
            Arrays.stream(words[1].split("x", -1)).mapToInt(Item::wholeNumber).toArray());
      } catch (IllegalArgumentException e) {
        throw refused(e.getMessage());
      }
    }

    /** Adds the layer that this describes; whatever is wrong with it is said of the text. */
    void addTo(Architecture.Builder builder) {
      try {
        switch (words[0]) {
          case "linear" -> addLinear(builder);
          case "dropout" -> builder.dropout(number());
          case "leaky-relu" -> builder.leakyRelu(number());
          default -> addPlain(builder);
        }
      } catch (IllegalArgumentException e) {
        throw refused(e.getMessage());
      }
    }

    private void addLinear(Architecture.Builder builder) {
      if (words.length < 2) {
        throw new IllegalArgumentException("expected how many outputs, such as 'linear 100'");
      }
      int outputs = wholeNumber(words[1]);
      List<String> more = List.of(words).subList(2, words.length);
      List<Initialization> initializations =
          more.stream().filter(word -> !word.equals(NO_BIAS)).map(Initialization::of).toList();
      boolean bias = initializations.size() == more.size();
      if (initializations.size() > 1 || more.size() - initializations.size() > 1) {
        throw new IllegalArgumentException(
            "expected at most one initialisation and one "
                + NO_BIAS
                + " behind 'linear "
                + outputs
                + "'");
      }
      builder.linear(
          outputs,
          bias,
          initializations.isEmpty() ? Initialization.GLOROT : initializations.get(0));
    }

    private void addPlain(Architecture.Builder builder) {
      Layer layer = PLAIN.get(words[0]);
      if (layer == null) {
        throw new IllegalArgumentException(
            "there is no such layer; expected linear, relu, leaky-relu, tanh, sigmoid, identity,"
                + " dropout, flatten or softmax");
      }
      requireArguments(0);
      builder.layer(layer);
    }

    private double number() {
      requireArguments(1);
      try {
        return Double.parseDouble(words[1]);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("'" + words[1] + "' is no number", e);
      }
    }

    private static int wholeNumber(String word) {
      try {
        return Integer.parseInt(word);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "'" + word + "' is no whole number of at most " + Integer.MAX_VALUE, e);
      }
    }

    private void requireArguments(int count) {
      if (words.length != count + 1) {
        throw new IllegalArgumentException(
            "expected "
                + (count == 0 ? "nothing" : "one number")
                + " behind '"
                + words[0]
                + "'; layers are separated by commas");
      }
    }

    IllegalArgumentException refused(String reason) {
      return new IllegalArgumentException("'" + text + "' in the network's text: " + reason);
    }
  }
}
