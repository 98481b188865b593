package io.ganglion.network;

import io.ganglion.layer.Layer;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.ParameterSpec;
import io.ganglion.layer.Softmax;
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
  private final Architecture architecture;
  private final List<List<Parameter>> parameters;

  private Network(Backend<?> backend, Architecture architecture, List<List<Parameter>> parameters) {
    this.backend = backend;
    this.architecture = architecture;
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
    return of(backend, random, Architecture.of(input, List.of(layers)));
  }

  /**
   * Builds a network with fresh parameters.
   *
   * @param backend who stores and computes
   * @param random where the parameters' first values come from, drawn in the order of the layers
   * @param architecture the layers
   * @return a new network
   */
  public static Network of(Backend<?> backend, RandomGenerator random, Architecture architecture) {
    List<List<Parameter>> parameters = new ArrayList<>();
    try {
      for (int i = 0; i < architecture.layers().size(); i++) {
        List<Parameter> own = new ArrayList<>();
        parameters.add(own);
        for (ParameterSpec spec : architecture.parameters(i)) {
          double[] values = new double[spec.shape().size()];
          spec.initializer().initialize(values, random);
          own.add(
              new Parameter(
                  i + "." + spec.name(), Tensor.of(backend, spec.shape(), values), spec.role()));
        }
      }
    } catch (RuntimeException | Error e) {
      parameters.forEach(own -> own.forEach(parameter -> parameter.tensor().close()));
      throw e;
    }
    return new Network(backend, architecture, parameters.stream().map(List::copyOf).toList());
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
   * What this network is, without its numbers.
   *
   * @return the description
   */
  public Architecture architecture() {
    return architecture;
  }

  /**
   * The layers in the order of the forward pass.
   *
   * @return at least one
   */
  public List<Layer> layers() {
    return architecture.layers();
  }

  /**
   * The shape of one sample's input.
   *
   * @return for example [784]
   */
  public Shape inputShape() {
    return architecture.inputShape();
  }

  /**
   * The shape of one sample's output.
   *
   * @return for example [10]
   */
  public Shape outputShape() {
    return architecture.outputShape();
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
   * This network without the softmax at its end: what it gives are the logits, whose softmax this
   * network gives. Both share the parameters.
   *
   * @return this network itself if its last layer is no softmax, or its only one
   */
  public Network logits() {
    int last = layers().size() - 1;
    if (last == 0 || !(layers().get(last) instanceof Softmax)) {
      return this;
    }
    return new Network(
        backend,
        Architecture.of(inputShape(), layers().subList(0, last)),
        parameters.subList(0, last));
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
    for (int i = 0; i < layers().size(); i++) {
      summary.append(' ').append(layers().get(i).name()).append(' ').append(shape(i + 1));
    }
    return summary.toString();
  }

  /** The shape of a sample before layer i, or after the last one. */
  Shape shape(int i) {
    return architecture.shape(i);
  }
}
