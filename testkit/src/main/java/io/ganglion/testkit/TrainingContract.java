package io.ganglion.testkit;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of a training step: all kernels in concert, against formulas in plain loops. */
public abstract class TrainingContract extends AreaContract {

  private static final int CLASSES = 10;

  /** For subclasses. */
  protected TrainingContract() {}

  @Test
  @DisplayName("sample by sample, weights and losses follow the formulas")
  void perSampleTrainingFollowsTheFormulas() {
    train(17, 13, 23, 1, 0.25, 2);
  }

  @Test
  @DisplayName("in mini-batches, weights and losses follow the formulas")
  void miniBatchTrainingFollowsTheFormulas() {
    train(17, 13, 20, 5, 0.5, 2);
  }

  @Test
  @DisplayName("every row of the last, smaller batch counts")
  void everyRowOfTheLastBatchCounts() {
    train(17, 13, 23, 5, 0.5, 2);
    train(17, 13, 23, 8, 0.5, 2);
    train(17, 13, 9, 8, 0.5, 2);
  }

  @Test
  @DisplayName("the network that reads digits, at its full size, follows the formulas")
  void digitReaderFollowsTheFormulas() {
    train(784, 100, 6, 1, 0.03125, 1);
    train(784, 100, 13, 8, 0.03125, 1);
  }

  private void train(
      int inputs, int hidden, int samples, int batchSize, double learningRate, int epochs) {
    Matrix w1 = uniform(inputs, hidden);
    Matrix w2 = uniform(hidden, CLASSES);
    double[][] x = new double[samples][];
    double[][] t = new double[samples][CLASSES];
    for (int sample = 0; sample < samples; sample++) {
      // Like pixels: four in five are 0, the others between 0 and 1.
      x[sample] =
          workspace().matrix(1, inputs, Fill.SPARSE).map(value -> Math.abs(value) / 8).values();
      t[sample][sample % CLASSES] = 1;
    }
    PlainNetwork plain = new PlainNetwork(w1, w2);
    try (TensorNetwork network = new TensorNetwork(workspace().backend(), w1, w2)) {
      int steps = 0;
      for (int epoch = 1; epoch <= epochs; epoch++) {
        for (int from = 0; from < samples; from += batchSize) {
          int to = Math.min(from + batchSize, samples);
          double expected = plain.trainBatch(x, t, from, to, learningRate);
          double actual = network.trainBatch(x, t, from, to, learningRate);
          steps++;
          // What each step may add to the error: the sums forward and backward, exp, and the
          // update.
          double roundings = steps * (inputs + hidden + CLASSES + batchSize + 64.0);
          String where =
              "training "
                  + inputs
                  + "–"
                  + hidden
                  + "–"
                  + CLASSES
                  + ", epoch "
                  + epoch
                  + ", samples "
                  + from
                  + " to "
                  + (to - 1)
                  + " in batches of "
                  + batchSize;
          compare(where + ", loss", expected, actual, roundings);
          compare(where + ", w₁", plain.w1, network.w1.toArray(), roundings);
          compare(where + ", w₂", plain.w2, network.w2.toArray(), roundings);
        }
      }
    }
  }

  /** Returns weights as a new network has them: uniform between 0 and 1/√inputs. */
  private Matrix uniform(int inputs, int outputs) {
    return workspace()
        .matrix(inputs, outputs, Fill.REALS)
        .map(value -> workspace().tolerance().round(Math.abs(value) / Math.sqrt(inputs)));
  }

  private void compare(String where, double[][] expected, double[] actual, double roundings) {
    double[] values = Arrays.stream(expected).flatMapToDouble(Arrays::stream).toArray();
    double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    double bound = workspace().tolerance().bound(roundings, largest);
    Matrix wanted = new Matrix(expected.length, expected[0].length, values);
    compare(where, wanted, new Matrix(wanted.rows(), wanted.columns(), actual), bound);
  }

  private void compare(String where, double expected, double actual, double roundings) {
    double bound = workspace().tolerance().bound(roundings, Math.max(1, Math.abs(expected)));
    compare(where, Matrix.filled(1, 1, expected), Matrix.filled(1, 1, actual), bound);
  }

  private void compare(String where, Matrix expected, Matrix actual, double bound) {
    workspace()
        .compareWithin(
            bound,
            where,
            expected,
            actual,
            "first the rules of each kernel; if they pass, that kernels work for batches of changing"
                + " size, one after the other, and keep nothing from the batch before.");
  }
}
