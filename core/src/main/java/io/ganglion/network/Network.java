package io.ganglion.network;

import io.ganglion.layer.Layer;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.ParameterSpec;
import io.ganglion.layer.Softmax;
import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.random.RandomGenerator;

/**
 * A sequence of layers with their parameters: {@code y = fₙ(… f₂(f₁(x)))}.
 *
 * <p>Making a network checks that every layer's output fits the next one's input.
 *
 * <p>A network holds only parameters. Any number of threads may predict with it at once, each with
 * its own {@link Predictor}. Each prediction is made with the parameters of one moment:
 *
 * <ul>
 *   <li>{@link #set} and {@link #close} wait for the predictions that are running, and later ones
 *       wait for them;
 *   <li>while one thread trains the network, others are refused with an {@link
 *       IllegalStateException}, also those that want to save, set, train or close it;
 *   <li>once it is closed, every prediction is refused with an {@link IllegalStateException}.
 * </ul>
 *
 * <p>All of this holds for networks that share their parameters ({@link #logits}) as for one. It
 * does not hold for those who use a {@link Parameter} or its tensor by themselves: no other thread
 * may be using the network then. To replace a network in a running service, see {@link
 * SharedPredictor}.
 */
public final class Network implements AutoCloseable {

  private final Backend<?> backend;
  private final Architecture architecture;
  private final List<List<Parameter>> parameters;
  private final Guard guard;

  private Network(
      Backend<?> backend,
      Architecture architecture,
      List<List<Parameter>> parameters,
      Guard guard) {
    this.backend = backend;
    this.architecture = architecture;
    this.parameters = parameters;
    this.guard = guard;
  }

  /**
   * Makes a network with initial parameters.
   *
   * @param backend the backend that stores and computes
   * @param random the source of random initial values, drawn in the order of the layers
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
   * Makes a network with initial parameters.
   *
   * @param backend the backend that stores and computes
   * @param random the source of random initial values, drawn in the order of the layers
   * @param architecture the shape of a sample and the layers
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
    return new Network(
        backend, architecture, parameters.stream().map(List::copyOf).toList(), new Guard());
  }

  /**
   * The backend that stores the parameters and computes.
   *
   * @return the backend
   */
  public Backend<?> backend() {
    return backend;
  }

  /**
   * The description of this network, without its parameter values.
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
   * @param layer the layer's index, from 0, in the order of the forward pass
   * @return its parameters in the order in which they are saved; empty if it has none
   * @throws IndexOutOfBoundsException if there is no such layer
   */
  public List<Parameter> parameters(int layer) {
    return parameters.get(layer);
  }

  /**
   * This network without its final softmax: its outputs are the logits. Both networks share the
   * parameters.
   *
   * @return a network with one layer fewer; this network itself if its last layer is not a softmax,
   *     or is its only one
   */
  public Network logits() {
    int last = layers().size() - 1;
    if (last == 0 || !(layers().get(last) instanceof Softmax)) {
      return this;
    }
    return new Network(
        backend,
        Architecture.of(inputShape(), layers().subList(0, last)),
        parameters.subList(0, last),
        guard);
  }

  /**
   * The values of all parameters at one moment, as {@link #set} takes them.
   *
   * @return a new array for each parameter, by its name, in row-major order, in the order in which
   *     they are saved
   * @throws IllegalStateException if this network is closed, or another thread is training it
   */
  public Map<String, double[]> values() {
    Lock use = guard.enter();
    try {
      Map<String, double[]> values = new LinkedHashMap<>();
      parameters().forEach(parameter -> values.put(parameter.name(), parameter.values()));
      return values;
    } finally {
      use.unlock();
    }
  }

  /**
   * Replaces the values of all parameters, rounded to the backend's precision. Every prediction is
   * made either with the values from before or with the new ones: this method waits for those that
   * are running.
   *
   * @param values the values of each parameter, by its name, in row-major order; not modified
   * @throws IllegalArgumentException if the names are not those of this network's parameters, or
   *     the number of values is not a parameter's size; nothing changes then
   * @throws IllegalStateException if this network is closed, or another thread is training it;
   *     nothing changes then
   */
  public void set(Map<String, double[]> values) {
    List<Parameter> all = parameters();
    all.forEach(parameter -> requireSize(parameter, values.get(parameter.name())));
    if (values.size() != all.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the network %s has the parameters %s, got values of %s",
              this,
              all,
              values.keySet()));
    }
    guard.change(() -> all.forEach(p -> p.tensor().write(values.get(p.name()))));
  }

  private static void requireSize(Parameter parameter, double[] values) {
    if (values == null || values.length != parameter.shape().size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the parameter %s has %d values, got %s",
              parameter,
              parameter.shape().size(),
              values == null ? "none of this name" : Integer.toString(values.length)));
    }
  }

  /**
   * Reserves this network for a training by the calling thread: waits for the predictions that are
   * running, and then keeps other threads out. A {@code Trainer} does so by itself.
   *
   * @return the reservation, which ends when it is closed
   * @throws IllegalStateException if this network is closed or reserved
   */
  public Reservation reserve() {
    return new Reservation(guard);
  }

  /**
   * Predicts one sample. On a hot path, keep a {@link #predictor}: this method makes a new one each
   * time.
   *
   * @param sample the sample, of the size of the input shape; not modified
   * @return the prediction, of the size of the output shape
   * @throws IllegalArgumentException if the sample's size is wrong
   * @throws IllegalStateException if this network is closed, or another thread is training it
   */
  public double[] predict(double... sample) {
    try (Predictor predictor = predictor()) {
      return predictor.predict(sample);
    }
  }

  /**
   * Predicts a batch, which is faster than one sample at a time. For many batches, keep a
   * {@link #predictor}: this method makes a new one each time.
   *
   * @param samples the samples one after the other, {@code batch · inputs} numbers; not modified
   * @param batch number of samples, at least 1
   * @return the predictions one after the other, {@code batch · outputs} numbers
   * @throws IllegalArgumentException if the array's size is wrong, or the predictions do not fit in
   *     one array
   * @throws IllegalStateException if this network is closed, or another thread is training it
   */
  public double[] predict(double[] samples, int batch) {
    try (Predictor predictor = predictor()) {
      return predictor.predict(samples, batch);
    }
  }

  /**
   * Makes a predictor that shares this network's parameters. Each thread needs its own.
   *
   * @return a new predictor
   */
  public Predictor predictor() {
    return new Predictor(this);
  }

  /**
   * Frees the memory that the parameters hold outside the Java heap, when the predictions that are
   * running have ended. The network cannot be used afterwards. Closing again has no effect, from
   * whichever thread.
   *
   * @throws IllegalStateException if this network is being trained, also by this thread; nothing
   *     changes then
   */
  @Override
  public void close() {
    guard.close(() -> parameters().forEach(parameter -> parameter.tensor().close()));
  }

  /**
   * Returns the layers with the shapes between them:
   * {@code [784] linear [100] linear [10] softmax [10]}.
   */
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

  /** Decides who may use the parameters. */
  Guard guard() {
    return guard;
  }
}
