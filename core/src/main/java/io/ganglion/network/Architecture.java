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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a network is, without its numbers: the shape of a sample and the layers that it goes through.
 *
 * <p>That every layer fits the one before it is checked when an architecture is made. It can be written
 * as a line of text, and read from one:
 *
 * <pre>{@code input 28x28, linear 800, relu, dropout 0.5, linear 10, softmax}</pre>
 *
 * <p>The words, in any case, separated by commas:
 *
 * <ul>
 *   <li>{@code input 28x28}: the shape of a sample; first, or left out where it is known;
 *   <li>{@code linear 800}: a linear map to 800 numbers with bias; behind it may stand the name of an
 *       {@link Initialization} ({@code glorot} unless said) and {@code no-bias};
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
   * <p>A sample of more than one dimension is flattened before a linear layer: by a {@link Flatten} that
   * is put there, or for nothing at the network's input, where the layers before it, if any, work
   * element by element.
   *
   * @param input the shape of one sample, for example [784] or [28, 28]
   * @param layers the layers in the order of the forward pass, at least one
   * @return the description
   * @throws IllegalArgumentException if there is no layer, one does not fit the one before it, or it has
   *     more parameters than a tensor holds
   */
  public static Architecture of(Shape input, List<Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer, got none");
    }
    List<Layer> all = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    shapes.add(input);
    boolean atInput = true;
    for (Layer layer : layers) {
      Shape given = shapes.get(all.size());
      Shape output = outputShape(layer, given, all);
      if (atInput && (layer.takesRow() || layer instanceof Flatten)) {
        shapes.replaceAll(Shape::flat);
      } else if (layer.takesRow() && given.rank() > 1) {
        all.add(new Flatten());
        shapes.add(given.flat());
      }
      requireParameters(all.size(), layer, shapes.get(all.size()));
      all.add(layer);
      shapes.add(output);
      atInput &= layer.isElementwise();
    }
    return new Architecture(input, all, shapes);
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
          "layer %d (%s) does not fit %s: it %s".formatted(i, layer.name(), from, e.getMessage()),
          e);
    }
  }

  private static void requireParameters(int i, Layer layer, Shape input) {
    try {
      layer.parameters(input);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "layer %d (%s) has too many parameters: %s".formatted(i, layer.name(), e.getMessage()),
          e);
    }
  }

  /**
   * Begins to describe a network layer by layer.
   *
   * @param input the shape of one sample
   * @return a builder
   */
  public static Builder builder(Shape input) {
    return new Builder(input);
  }

  /**
   * Reads an architecture from a text that begins with the input.
   *
   * @param text for example {@code "input 28x28, linear 10, softmax"}
   * @return the architecture
   * @throws IllegalArgumentException if it cannot be read, or a layer does not fit; the message says
   *     where
   */
  public static Architecture parse(String text) {
    return ArchitectureText.parse(text);
  }

  /**
   * Reads an architecture for samples of a known shape.
   *
   * @param input the shape of one sample; an input in the text must have as many numbers
   * @param text for example {@code "linear 10, softmax"}
   * @return the architecture
   * @throws IllegalArgumentException if it cannot be read, or a layer does not fit; the message says
   *     where
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
   * The shape in which a layer gets a sample. Before the first layer it is {@link #inputShape}, or that
   * in one dimension where the network begins by flattening it.
   *
   * @param layer which one, from 0 on; as many as there are layers: after the last one
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
   * What a layer learns, and its state.
   *
   * @param layer which one, from 0 on
   * @return its parameters in the order in which they are saved; empty if it has none
   * @throws IndexOutOfBoundsException if there is no such layer
   */
  public List<ParameterSpec> parameters(int layer) {
    return layers.get(layer).parameters(shapes.get(layer));
  }

  /** Returns the text from which {@link #parse} reads the same architecture. */
  @Override
  public String toString() {
    return Stream.concat(
            Stream.of("input " + ArchitectureText.of(inputShape())),
            layers.stream().map(Layer::text))
        .collect(Collectors.joining(", "));
  }

  /** Compares inputs and layers. */
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
     * Adds a linear map with bias, whose weights start as Glorot and Bengio have them.
     *
     * @param outputs numbers a sample has after, at least 1
     * @return this builder
     */
    public Builder linear(int outputs) {
      return linear(outputs, true, Initialization.GLOROT);
    }

    /**
     * Adds a linear map.
     *
     * @param outputs numbers a sample has after, at least 1
     * @param bias whether it has one
     * @param initialization the weights' first values
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
     * @param slope how steep they are below 0
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
     * Adds a layer that changes nothing.
     *
     * @return this builder
     */
    public Builder identity() {
      return layer(new Identity());
    }

    /**
     * Adds dropout.
     *
     * @param rate the share of numbers that is left out while training, from [0, 1)
     * @return this builder
     */
    public Builder dropout(double rate) {
      return layer(new Dropout(rate));
    }

    /**
     * Adds a layer that puts all numbers of a sample into one row.
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
     * Makes the description.
     *
     * @return the architecture
     * @throws IllegalArgumentException if there is no layer
     */
    public Architecture build() {
      return Architecture.of(input, layers);
    }
  }
}
