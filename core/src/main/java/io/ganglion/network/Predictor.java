package io.ganglion.network;

import io.ganglion.tensor.Shape;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Predicts with a network, with memory for one thread and shared parameters.
 *
 * <p>Make one for each thread; any number of predictors may use one network at once. A predictor
 * keeps memory for the last four batch sizes: while it meets no others, {@link #predict(double[],
 * int, double[])} allocates nothing. A predictor may pass from one thread to another, but refuses to
 * be used by two at once.
 */
public final class Predictor implements AutoCloseable {

  /** The number of batch sizes for which memory is kept. */
  private static final int SIZES = 4;

  private final Network network;
  private final int inputs;
  private final int outputs;

  /** Whether a thread is using this predictor: two at once would silently mix their data. */
  private final AtomicBoolean busy = new AtomicBoolean();

  /** Those of the last batch sizes, the latest first, then null. */
  private final Propagation[] propagations = new Propagation[SIZES];

  Predictor(Network network) {
    this.network = network;
    this.inputs = network.inputShape().size();
    this.outputs = network.outputShape().size();
  }

  /**
   * Predicts one sample.
   *
   * @param sample the sample, of the size of the network's input; not modified
   * @return the prediction, of the size of the network's output, in a new array
   * @throws IllegalArgumentException if the sample's size is wrong
   * @throws IllegalStateException if another thread is using this predictor or training the
   *     network, or the network is closed
   */
  public double[] predict(double... sample) {
    return predict(sample, 1);
  }

  /**
   * Predicts a batch, into a new array.
   *
   * @param samples the samples one after the other, {@code batch · inputs} numbers; not modified
   * @param batch number of samples, at least 1
   * @return the predictions one after the other, {@code batch · outputs} numbers
   * @throws IllegalArgumentException if the array's size is wrong, or the predictions do not fit in
   *     one array
   * @throws IllegalStateException if another thread is using this predictor or training the
   *     network, or the network is closed
   */
  public double[] predict(double[] samples, int batch) {
    requireLength("samples", samples.length, batch, network.inputShape(), inputs);
    double[] predictions = new double[Shape.of(batch, outputs).size()];
    predict(samples, batch, predictions);
    return predictions;
  }

  /**
   * Predicts a batch.
   *
   * @param samples the samples one after the other, {@code batch · inputs} numbers; not modified
   * @param batch number of samples, at least 1
   * @param predictions the predictions one after the other, {@code batch · outputs} numbers;
   *     modified
   * @throws IllegalArgumentException if an array's size is wrong
   * @throws IllegalStateException if another thread is using this predictor or training the
   *     network, or the network is closed
   */
  public void predict(double[] samples, int batch, double[] predictions) {
    requireLength("samples", samples.length, batch, network.inputShape(), inputs);
    requireLength("predictions", predictions.length, batch, network.outputShape(), outputs);
    enter();
    try {
      Propagation propagation = propagation(batch);
      propagation.input().write(samples);
      propagation.forward();
      propagation.output().read(predictions);
    } finally {
      busy.set(false);
    }
  }

  /**
   * Frees the memory held; it is allocated again if this predictor is used again.
   *
   * @throws IllegalStateException if another thread is using this predictor
   */
  @Override
  public void close() {
    enter();
    try {
      for (int i = 0; i < SIZES; i++) {
        release(i);
      }
    } finally {
      busy.set(false);
    }
  }

  private void enter() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "another thread is using this predictor; make one per thread with Network.predictor()");
    }
  }

  /** The propagation for a batch size, which replaces that of the size not used for longest. */
  private Propagation propagation(int batch) {
    int i = 0;
    while (i < SIZES - 1
        && propagations[i] != null
        && propagations[i].input().shape().dimension(0) != batch) {
      i++;
    }
    if (propagations[i] == null || propagations[i].input().shape().dimension(0) != batch) {
      release(i);
      propagations[i] = Propagation.forPrediction(network, batch);
    }
    Propagation found = propagations[i];
    System.arraycopy(propagations, 0, propagations, 1, i);
    propagations[0] = found;
    return found;
  }

  private void release(int i) {
    Propagation propagation = propagations[i];
    propagations[i] = null;
    if (propagation != null) {
      propagation.close();
    }
  }

  private static void requireLength(String what, int found, int batch, Shape shape, int size) {
    if (batch < 1) {
      throw new IllegalArgumentException("a batch has at least 1 sample, got " + batch);
    }
    if (found != (long) batch * size) {
      throw new IllegalArgumentException(
          what
              + ": "
              + batch
              + " of shape "
              + shape
              + " have "
              + (long) batch * size
              + " numbers, the array has "
              + found);
    }
  }
}
