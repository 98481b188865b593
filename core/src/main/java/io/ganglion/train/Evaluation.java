package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.network.Predictor;

/**
 * How well a network classifies samples.
 *
 * @param confusion {@code confusion[i][j]}: how many samples of class i were taken for class j
 */
public record Evaluation(int[][] confusion) {

  /** Their counts take 64 MiB. */
  private static final int MOST_CLASSES = 4096;

  private static final int BATCH = 64;

  /** The most numbers in a batch of several samples. */
  private static final int MOST_NUMBERS = 1 << 20;

  /**
   * Keeps a copy that nobody can change.
   *
   * @param confusion {@code confusion[i][j]}: how many samples of class i were taken for class j
   */
  public Evaluation {
    confusion = copy(confusion);
  }

  /**
   * Predicts every sample and compares the largest output with the largest target.
   *
   * @param network the network
   * @param samples what to predict, of the network's input and output sizes
   * @return what came out
   * @throws IllegalArgumentException if the samples do not fit the network, or if it has more than
   *     4096 outputs
   */
  public static Evaluation of(Network network, Samples samples) {
    Trainer.requireFit("inputs", samples.inputShape(), network.inputShape());
    Trainer.requireFit("targets", samples.targetShape(), network.outputShape());
    int inputs = network.inputShape().size();
    int classes = network.outputShape().size();
    if (classes > MOST_CLASSES) {
      throw new IllegalArgumentException(
          ("the network's output %s has %d classes, and an evaluation counts each against each other"
                  + " for at most %d; compare its predictions yourself")
              .formatted(network.outputShape(), classes, MOST_CLASSES));
    }
    int[][] confusion = new int[classes][classes];
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
          confusion[actual][Predictor.argmax(p, i * classes, classes)]++;
        }
      }
    }
    return new Evaluation(confusion);
  }

  /**
   * How the classes were taken for each other.
   *
   * @return a copy: {@code [i][j]} is how many samples of class i were taken for class j
   */
  @Override
  public int[][] confusion() {
    return copy(confusion);
  }

  /**
   * How many samples there were.
   *
   * @return the sum of all counts
   */
  public int total() {
    int total = 0;
    for (int[] row : confusion) {
      for (int count : row) {
        total += count;
      }
    }
    return total;
  }

  /**
   * How many samples were classified rightly.
   *
   * @return the sum of the counts on the diagonal
   */
  public int correct() {
    int correct = 0;
    for (int i = 0; i < confusion.length; i++) {
      correct += confusion[i][i];
    }
    return correct;
  }

  /**
   * The share of samples that were classified rightly.
   *
   * @return {@code correct / total · 100}, in percent
   */
  public double accuracy() {
    return (double) correct() / total() * 100;
  }

  private static int[][] copy(int[][] counts) {
    int[][] copy = counts.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = copy[i].clone();
    }
    return copy;
  }
}
