package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.network.Predictor;

/**
 * How well a network classifies samples.
 *
 * @param confusion {@code confusion[i][j]}: how many samples of class i were taken for class j
 */
public record Evaluation(int[][] confusion) {

  private static final int BATCH = 64;

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
   * @throws IllegalArgumentException if the samples do not fit the network
   */
  public static Evaluation of(Network network, Samples samples) {
    Trainer.requireFit("inputs", samples.inputShape(), network.inputShape());
    Trainer.requireFit("targets", samples.targetShape(), network.outputShape());
    int inputs = network.inputShape().size();
    int classes = network.outputShape().size();
    int[][] confusion = new int[classes][classes];
    double[] target = new double[classes];
    try (Predictor predictor = network.predictor()) {
      for (int from = 0; from < samples.size(); from += BATCH) {
        int batch = Math.min(BATCH, samples.size() - from);
        double[] x = new double[batch * inputs];
        double[] p = new double[batch * classes];
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
