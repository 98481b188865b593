package io.ganglion.network;

import io.ganglion.layer.Layer;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.ParameterSpec;
import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Layers in a row with their parameters: {@code y = fₙ(… f₂(f₁(x)))}.
 *
 * <p>Whether every layer's output fits the next one's input is checked when the network is made.
 *
 * <p>A network holds parameters and nothing else. Any number of threads may predict with it at once,
 * each with a {@link Predictor} of its own, as long as none trains or closes it. {@link #close} gives
 * back the memory that the parameters hold outside the Java heap.
 */
public final class Network implements AutoCloseable {

  private final Backend<?> backend;
  private final List<Layer> layers;
  private final List<Shape> shapes;
  private final List<List<Parameter>> parameters;

  private Network(
      Backend<?> backend,
      List<Layer> layers,
      List<Shape> shapes,
      List<List<Parameter>> parameters) {
    this.backend = backend;
    this.layers = layers;
    this.shapes = shapes;
    this.parameters = parameters;
  }

  /**
   * Builds a network with fresh parameters.
   *
   * @param backend who stores and computes
   * @param random where the parameters' first values come from, drawn in the order of the layers
   * @param input the shape of one sample, for example [784] or [28, 28]
   * @param layers the layers in the order of the forward pass, at least one
   * @return a new network
   * @throws IllegalArgumentException if there is no layer or one does not fit the one before it
   */
  public static Network of(
      Backend<?> backend, RandomGenerator random, Shape input, Layer... layers) {
    List<Shape> shapes = shapes(input, layers);
    List<List<Parameter>> parameters = new ArrayList<>();
    try {
      for (int i = 0; i < layers.length; i++) {
        List<Parameter> own = new ArrayList<>();
        parameters.add(own);
        for (ParameterSpec spec : layers[i].parameters(shapes.get(i))) {
          double[] values = new double[spec.shape().size()];
          spec.initializer().initialize(values, random);
          own.add(
              new Parameter(
                  i + "." + spec.name(),
                  Tensor.of(backend, spec.shape(), values),
                  spec.penalized()));
        }
      }
    } catch (RuntimeException | Error e) {
      parameters.forEach(own -> own.forEach(parameter -> parameter.tensor().close()));
      throw e;
    }
    return new Network(
        backend, List.of(layers), shapes, parameters.stream().map(List::copyOf).toList());
  }

  /** The shape of a sample before each layer, and after the last one. */
  private static List<Shape> shapes(Shape input, Layer... layers) {
    if (layers.length == 0) {
      throw new IllegalArgumentException("a network needs at least one layer, got none");
    }
    List<Shape> shapes = new ArrayList<>();
    shapes.add(input);
    for (int i = 0; i < layers.length; i++) {
      try {
        shapes.add(layers[i].outputShape(shapes.get(i)));
      } catch (IllegalArgumentException e) {
        String from =
            i == 0 ? "the network's input" : "layer " + (i - 1) + " (" + layers[i - 1].name() + ")";
        throw new IllegalArgumentException(
            "layer "
                + i
                + " ("
                + layers[i].name()
                + ") does not fit "
                + from
                + ": it "
                + e.getMessage(),
            e);
      }
    }
    return List.copyOf(shapes);
  }

  /**
   * Who stores the parameters and computes.
   *
   * @return the backend
   */
  public Backend<?> backend() {
    return backend;
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
   * The shape of one sample's input.
   *
   * @return for example [784]
   */
  public Shape inputShape() {
    return shapes.get(0);
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
   * All parameters, layer by layer.
   *
   * @return the parameters in the order in which they are saved
   */
  public List<Parameter> parameters() {
    return parameters.stream().flatMap(List::stream).toList();
  }

  /**
   * The parameters of one layer.
   *
   * @param layer which one, from 0 on, in the order of the forward pass
   * @return its parameters in the order in which they are saved; empty if it has none
   * @throws IndexOutOfBoundsException if there is no such layer
   */
  public List<Parameter> parameters(int layer) {
    return parameters.get(layer);
  }

  /**
   * Predicts one sample. From a hot path, keep a {@link #predictor}: this makes one for the
   * occasion.
   *
   * @param sample as many numbers as the input shape has
   * @return as many numbers as the output shape has
   * @throws IllegalArgumentException if the sample has another size
   */
  public double[] predict(double... sample) {
    try (Predictor predictor = predictor()) {
      return predictor.predict(sample);
    }
  }

  /**
   * Predicts a batch at once, which takes less time than one sample after the other. For many
   * batches, keep a {@link #predictor}: this makes one for the occasion.
   *
   * @param samples the samples one after the other, {@code batch · inputs} numbers; not modified
   * @param batch how many samples, at least 1
   * @return the predictions one after the other, {@code batch · outputs} numbers
   * @throws IllegalArgumentException if the array has another size, or the predictions are too many
   *     for one
   */
  public double[] predict(double[] samples, int batch) {
    try (Predictor predictor = predictor()) {
      return predictor.predict(samples, batch);
    }
  }

  /**
   * Makes a predictor that shares this network's parameters: one for each thread.
   *
   * @return a new predictor
   */
  public Predictor predictor() {
    return new Predictor(this);
  }

  /**
   * Gives back the memory of the parameters. Nobody may be predicting or training then, and the
   * network cannot be used afterwards.
   */
  @Override
  public void close() {
    parameters().forEach(parameter -> parameter.tensor().close());
  }

  /** Returns the shapes between layers and the layers: {@code [784] linear [100] linear [10] softmax [10]}. */
  @Override
  public String toString() {
    StringBuilder summary = new StringBuilder(inputShape().toString());
    for (int i = 0; i < layers.size(); i++) {
      summary.append(' ').append(layers.get(i).name()).append(' ').append(shapes.get(i + 1));
    }
    return summary.toString();
  }

  /** The shape of a sample before layer i, or after the last one. */
  Shape shape(int i) {
    return shapes.get(i);
  }
}
