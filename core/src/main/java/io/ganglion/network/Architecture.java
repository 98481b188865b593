package io.ganglion.network;

import io.ganglion.layer.Activate;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Flatten;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Initialization;
import io.ganglion.layer.Layer;
import io.ganglion.layer.LeakyRelu;
import io.ganglion.layer.Linear;
import io.ganglion.layer.ParameterSpec;
import io.ganglion.layer.Softmax;
import io.ganglion.spi.Activations;
import io.ganglion.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The description of a network, without its parameter values: the shape of a sample and the layers
 * that it passes through.
 *
 * <p>Making an architecture checks that every layer fits the one before it. An architecture can be
 * written as a line of text, and read from one:
 *
 * <pre>{@code input 28x28, linear 800, relu, dropout 0.5, linear 10, softmax}</pre>
 *
 * <p>The words, in upper or lower case, separated by commas:
 *
 * <ul>
 *   <li>{@code input 28x28}: the shape of a sample; comes first, and may be omitted where the shape
 *       is known;
 *   <li>{@code linear 800}: a linear layer of 800 outputs with bias, optionally followed by the
 *       name of an {@link Initialization} ({@code glorot} by default) and {@code no-bias};
 *   <li>{@code relu}, {@code leaky-relu 0.01}, {@code tanh}, {@code sigmoid}, {@code identity};
 *   <li>{@code dropout 0.5};
 *   <li>{@code flatten}, implied before {@code linear};
 *   <li>{@code softmax};
 *   <li>the words of every {@link io.ganglion.vocabulary.Vocabulary} on the class path.
 * </ul>
 */
public final class Architecture {

  private final Shape input;
  private final List<Layer> layers;

  /** The shape of a sample before each layer, and after the last one. */
  private final List<Shape> shapes;

  private Architecture(Shape input, List<Layer> layers, List<Shape> shapes) {
    this.input = input;
    this.layers = List.copyOf(layers);
    this.shapes = List.copyOf(shapes);
  }

  /**
   * Describes a network.
   *
   * <p>A sample of more than one dimension is flattened before a linear layer: by inserting a
   * {@link Flatten}, or at no cost at the network's input, that is, where only element-wise layers
   * come before it.
   *
   * @param input the shape of one sample, for example [784] or [28, 28]
   * @param layers the layers in the order of the forward pass, at least one
   * @return the description
   * @throws IllegalArgumentException if there is no layer, one does not fit the one before it, or
   *     one has more parameters than a tensor can hold
   */
  public static Architecture of(Shape input, List<Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer, got none");
    }
    List<Layer> all = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    shapes.add(beginsWithRow(layers) ? input.flat() : input);
    for (Layer layer : layers) {
      if (layer.takesRow() && shapes.get(all.size()).rank() > 1) {
        add(new Flatten(), all, shapes);
      }
      add(layer, all, shapes);
    }
    return new Architecture(input, all, shapes);
  }

  /** Whether the first layer to which the shape of a sample matters takes it as one row. */
  private static boolean beginsWithRow(List<Layer> layers) {
    return layers.stream()
        .filter(layer -> !layer.isElementwise())
        .findFirst()
        .filter(layer -> layer.takesRow() || layer instanceof Flatten)
        .isPresent();
  }

  private static void add(Layer layer, List<Layer> layers, List<Shape> shapes) {
    Shape input = shapes.get(layers.size());
    Shape output = outputShape(layer, input, layers);
    requireParameters(layers.size(), layer, input);
    layers.add(layer);
    shapes.add(output);
  }

  private static Shape outputShape(Layer layer, Shape input, List<Layer> before) {
    try {
      return layer.outputShape(input);
    } catch (IllegalArgumentException e) {
      int i = before.size();
      String from =
          i == 0
              ? "the network's input"
              : "layer " + (i - 1) + " (" + before.get(i - 1).name() + ")";
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "layer %d (%s) does not fit %s: it %s",
              i,
              layer.name(),
              from,
              e.getMessage()),
          e);
    }
  }

  private static void requireParameters(int i, Layer layer, Shape input) {
    try {
      layer.parameters(input);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "layer %d (%s) has too many parameters: %s",
              i,
              layer.name(),
              e.getMessage()),
          e);
    }
  }

  /**
   * Makes a builder, which describes a network layer by layer.
   *
   * @param input the shape of one sample
   * @return a builder without layers
   */
  public static Builder builder(Shape input) {
    return new Builder(input);
  }

  /**
   * Reads an architecture from a text that begins with the input.
   *
   * @param text for example {@code "input 28x28, linear 10, softmax"}
   * @return the architecture
   * @throws IllegalArgumentException if the text cannot be read, or a layer does not fit; the
   *     message says where
   */
  public static Architecture parse(String text) {
    return ArchitectureText.parse(text);
  }

  /**
   * Reads an architecture for samples of a known shape.
   *
   * @param input the shape of one sample; an input in the text must have the same size
   * @param text for example {@code "linear 10, softmax"}
   * @return the architecture
   * @throws IllegalArgumentException if the text cannot be read, or a layer does not fit; the
   *     message says where
   */
  public static Architecture parse(Shape input, String text) {
    return ArchitectureText.parse(input, text);
  }

  /**
   * The layers in the order of the forward pass.
   *
   * @return at least one
   */
  public List<Layer> layers() {
    return layers;
  }

  /**
   * The shape of a sample before a layer. Before the first layer, it is {@link #inputShape},
   * flattened if the network begins by flattening it.
   *
   * @param layer the layer's index, from 0; the number of layers for the shape after the last one
   * @return the shape
   * @throws IndexOutOfBoundsException if there is no such layer
   */
  public Shape shape(int layer) {
    return shapes.get(layer);
  }

  /**
   * The shape of one sample's input.
   *
   * @return for example [784]
   */
  public Shape inputShape() {
    return input;
  }

  /**
   * The shape of one sample's output.
   *
   * @return for example [10]
   */
  public Shape outputShape() {
    return shapes.get(layers.size());
  }

  /**
   * The parameters of one layer, both learnt and state.
   *
   * @param layer the layer's index, from 0
   * @return its parameters in the order in which they are saved; empty if it has none
   * @throws IndexOutOfBoundsException if there is no such layer
   */
  public List<ParameterSpec> parameters(int layer) {
    return layers.get(layer).parameters(shapes.get(layer));
  }

  /** Returns a text that {@link #parse} reads back as an equal architecture. */
  @Override
  public String toString() {
    return Stream.concat(
            Stream.of("input " + ArchitectureText.of(inputShape())),
            layers.stream().map(Layer::text))
        .collect(Collectors.joining(", "));
  }

  /** Compares input shapes and layers. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Architecture that
        && inputShape().equals(that.inputShape())
        && layers.equals(that.layers);
  }

  @Override
  public int hashCode() {
    return 31 * inputShape().hashCode() + layers.hashCode();
  }

  /** Describes an {@link Architecture} layer by layer. */
  public static final class Builder {

    private final Shape input;
    private final List<Layer> layers = new ArrayList<>();
    private Shape shape;

    private Builder(Shape input) {
      this.input = input;
      this.shape = input;
    }

    /**
     * Adds a linear layer with bias and {@link Initialization#GLOROT} weights.
     *
     * @param outputs number of outputs per sample, at least 1
     * @return this builder
     */
    public Builder linear(int outputs) {
      return linear(outputs, true, Initialization.GLOROT);
    }

    /**
     * Adds a linear layer.
     *
     * @param outputs number of outputs per sample, at least 1
     * @param bias whether there is a bias
     * @param initialization the initial weights
     * @return this builder
     */
    public Builder linear(int outputs, boolean bias, Initialization initialization) {
      return layer(new Linear(shape.size(), outputs, bias, initialization));
    }

    /**
     * Adds rectified linear units.
     *
     * @return this builder
     */
    public Builder relu() {
      return layer(new Activate(Activations.RELU));
    }

    /**
     * Adds leaky rectified linear units.
     *
     * @param slope the derivative where the input is negative, in [0, 1)
     * @return this builder
     */
    public Builder leakyRelu(double slope) {
      return layer(new LeakyRelu(slope));
    }

    /**
     * Adds hyperbolic tangents.
     *
     * @return this builder
     */
    public Builder tanh() {
      return layer(new Activate(Activations.TANH));
    }

    /**
     * Adds logistic sigmoids.
     *
     * @return this builder
     */
    public Builder sigmoid() {
      return layer(new Activate(Activations.SIGMOID));
    }

    /**
     * Adds the identity.
     *
     * @return this builder
     */
    public Builder identity() {
      return layer(new Identity());
    }

    /**
     * Adds dropout.
     *
     * @param rate the fraction of elements set to 0 in training, in [0, 1)
     * @return this builder
     */
    public Builder dropout(double rate) {
      return layer(new Dropout(rate));
    }

    /**
     * Adds a layer that flattens a sample into one row.
     *
     * @return this builder
     */
    public Builder flatten() {
      return layer(new Flatten());
    }

    /**
     * Adds a softmax.
     *
     * @return this builder
     */
    public Builder softmax() {
      return layer(new Softmax());
    }

    /**
     * Adds any layer.
     *
     * @param layer the layer
     * @return this builder
     * @throws IllegalArgumentException if it does not fit the one before it
     */
    public Builder layer(Layer layer) {
      layers.add(layer);
      shape = Architecture.of(input, layers).outputShape();
      return this;
    }

    /**
     * Makes the architecture.
     *
     * @return the architecture
     * @throws IllegalArgumentException if there is no layer
     */
    public Architecture build() {
      return Architecture.of(input, layers);
    }
  }
}
