package io.ganglion.network;

import io.ganglion.tensor.Shape;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Lock;

/**
 * Predicts for any number of threads at once, with a network that can be replaced meanwhile: what a
 * service keeps.
 *
 * <pre>{@code
 * SharedPredictor predictor = new SharedPredictor(Weights.open(file, backend));
 * double[] y = predictor.predict(x);                      // in any thread
 * predictor.replace(Weights.open(newFile, backend));      // in any other
 * }</pre>
 *
 * <p>Each prediction is made with one network from its beginning to its end, and none fails or waits
 * because of a replacement. It owns its network, and closes it when it is replaced or closed itself.
 * It keeps a {@link Predictor} for each thread that predicts at the same time as others, up to 64.
 */
public final class SharedPredictor implements AutoCloseable {

  private static final int MOST_IDLE = 64;

  /**
   * A network, with the predictors that no thread is using.
   *
   * @param uses shared by predictions; taken for good when the network is closed
   */
  private record Version(Network network, StripedLock uses, AtomicReferenceArray<Predictor> idle) {

    static Version of(Network network) {
      network.guard().requireFree();
      return new Version(network, new StripedLock(), new AtomicReferenceArray<>(MOST_IDLE));
    }

    Predictor take() {
      for (int i = 0; i < MOST_IDLE; i++) {
        Predictor predictor = idle.get(i) == null ? null : idle.getAndSet(i, null);
        if (predictor != null) {
          return predictor;
        }
      }
      return network.predictor();
    }

    void putBack(Predictor predictor) {
      for (int i = 0; i < MOST_IDLE; i++) {
        if (idle.get(i) == null && idle.compareAndSet(i, null, predictor)) {
          return;
        }
      }
      predictor.close();
    }

    /** Waits for the predictions that are running, and frees all memory. */
    void close() {
      uses.lock();
      for (int i = 0; i < MOST_IDLE; i++) {
        Predictor predictor = idle.getAndSet(i, null);
        if (predictor != null) {
          predictor.close();
        }
      }
      network.close();
    }
  }

  private final Shape inputShape;
  private final Shape outputShape;

  /** Null once this is closed. */
  private final AtomicReference<Version> version;

  /**
   * Takes over a network.
   *
   * @param network the first network, which is closed when it is replaced; nothing else may close
   *     it
   * @throws IllegalStateException if the network is closed, or is being trained
   */
  public SharedPredictor(Network network) {
    this.version = new AtomicReference<>(Version.of(network));
    this.inputShape = network.inputShape();
    this.outputShape = network.outputShape();
  }

  /**
   * Predicts one sample.
   *
   * @param sample the sample, of the size of the network's input; not modified
   * @return the prediction, of the size of the network's output, in a new array
   * @throws IllegalArgumentException if the sample's size is wrong
   * @throws IllegalStateException if this is closed, or another thread is training the network
   */
  public double[] predict(double... sample) {
    double[] prediction = new double[outputShape.size()];
    predict(sample, 1, prediction);
    return prediction;
  }

  /**
   * Predicts a batch.
   *
   * @param samples the samples one after the other, {@code batch · inputs} numbers; not modified
   * @param batch number of samples, at least 1
   * @param predictions the predictions one after the other, {@code batch · outputs} numbers;
   *     modified
   * @throws IllegalArgumentException if an array's size is wrong
   * @throws IllegalStateException if this is closed, or another thread is training the network
   */
  public void predict(double[] samples, int batch, double[] predictions) {
    while (true) {
      Version present = present();
      Lock use = present.uses().tryShare();
      if (use == null) {
        continue; // It has been replaced since.
      }
      try {
        Predictor predictor = present.take();
        try {
          predictor.predict(samples, batch, predictions);
          return;
        } finally {
          present.putBack(predictor);
        }
      } finally {
        use.unlock();
      }
    }
  }

  /**
   * Replaces the network. Predictions that begin from now on are made with the new one. Waits for
   * those that are running, which end with the network from before, and closes that one.
   *
   * @param network the new network, of the same input and output shapes; owned by this from now on
   * @throws IllegalArgumentException if it is the present network, or its shapes differ; nothing
   *     changes then
   * @throws IllegalStateException if this or the new network is closed, or the new one is being
   *     trained, in which cases nothing changes; or if the network from before is being trained, in
   *     which case it stays open
   */
  public void replace(Network network) {
    if (!network.inputShape().equals(inputShape) || !network.outputShape().equals(outputShape)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the new network is from %s to %s, expected one from %s to %s as before",
              network.inputShape(),
              network.outputShape(),
              inputShape,
              outputShape));
    }
    Version next = Version.of(network);
    Version before;
    do {
      before = present();
      if (before.network().guard() == network.guard()) {
        throw new IllegalArgumentException(
            "the new network has the parameters of the present one; give another");
      }
    } while (!version.compareAndSet(before, next));
    before.close();
  }

  /** Closes the network when the predictions that are running have ended. */
  @Override
  public void close() {
    Version last = version.getAndSet(null);
    if (last != null) {
      last.close();
    }
  }

  private Version present() {
    Version present = version.get();
    if (present == null) {
      throw new IllegalStateException("this predictor is closed; make another one");
    }
    return present;
  }
}
