package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import java.util.Optional;

/** How well a network classifies samples. It never changes. */
public final class Evaluation {

  /** Their counts take 4 MiB, and nobody reads a larger table. */
  private static final int MOST_CONFUSED = 1024;

  private static final int BATCH = 64;

  /** The most numbers in a batch of several samples. */
  private static final int MOST_NUMBERS = 1 << 20;

  private final int total;
  private final int correct;
  private final Optional<int[][]> confusion;

  private Evaluation(int total, int correct, Optional<int[][]> confusion) {
    this.total = total;
    this.correct = correct;
    this.confusion = confusion;
  }

  /**
   * Predicts every sample and compares the largest output with the largest target.
   *
   * @param network the network
   * @param samples what to predict, of the network's input and output sizes
   * @return what came out
   * @throws IllegalArgumentException if there are no samples or they do not fit the network
   */
  public static Evaluation of(Network network, Samples samples) {
    Trainer.requireFit(samples, network);
    int inputs = network.inputShape().size();
    int classes = network.outputShape().size();
    int correct = 0;
    Optional<int[][]> confusion =
        classes > MOST_CONFUSED ? Optional.empty() : Optional.of(new int[classes][classes]);
    double[] target = new double[classes];
    int batch = Math.max(1, Math.min(BATCH, MOST_NUMBERS / Math.max(inputs, classes)));
    double[] x = new double[0];
    double[] p = new double[0];
    try (Predictor predictor = network.predictor()) {
      for (int from = 0; from < samples.size(); from += batch) {
        batch = Math.min(batch, samples.size() - from);
        if (x.length != batch * inputs) {
          x = new double[batch * inputs];
          p = new double[batch * classes];
        }
        for (int i = 0; i < batch; i++) {
          samples.readInput(from + i, x, i * inputs);
        }
        predictor.predict(x, batch, p);
        for (int i = 0; i < batch; i++) {
          samples.readTarget(from + i, target, 0);
          int actual = Predictor.argmax(target, 0, classes);
          int predicted = Predictor.argmax(p, i * classes, classes);
          correct += predicted == actual ? 1 : 0;
          confusion.ifPresent(counts -> counts[actual][predicted]++);
        }
      }
    }
    return new Evaluation(samples.size(), correct, confusion);
  }

  /**
   * How the classes were taken for each other.
   *
   * @return a copy: {@code [i][j]} is how many samples of class i were taken for class j; nothing if
   *     there are more than 1024 classes
   */
  public Optional<int[][]> confusion() {
    return confusion.map(Evaluation::copy);
  }

  /**
   * How many samples there were.
   *
   * @return at least 1
   */
  public int total() {
    return total;
  }

  /**
   * How many samples were classified rightly.
   *
   * @return from 0 to {@link #total}
   */
  public int correct() {
    return correct;
  }

  /**
   * The share of samples that were classified rightly.
   *
   * @return {@code correct / total · 100}, in percent
   */
  public double accuracy() {
    return (double) correct / total * 100;
  }

  private static int[][] copy(int[][] counts) {
    int[][] copy = counts.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = copy[i].clone();
    }
    return copy;
  }
}
