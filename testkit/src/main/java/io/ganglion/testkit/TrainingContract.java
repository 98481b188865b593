package io.ganglion.testkit;

import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.tensor.Shape;
import io.ganglion.train.EpochResult;
import io.ganglion.train.Samples;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingListener;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of a training step: {@code Trainer} on the backend, compared with plain loops. */
public abstract class TrainingContract extends AreaContract {

  private static final int CLASSES = 10;

  /** For subclasses. */
  protected TrainingContract() {}

  @Test
  @DisplayName("weights and losses follow the formulas, sample by sample")
  void perSampleTrainingFollowsTheFormulas() {
    train(17, 13, 23, 1, 0.25, 2);
  }

  @Test
  @DisplayName("weights and losses follow the formulas in mini-batches")
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
  @DisplayName("the network that reads digits follows the formulas at its full size")
  void digitReaderFollowsTheFormulas() {
    train(784, 100, 6, 1, 0.03125, 1);
    train(784, 100, 13, 8, 0.03125, 1);
  }

  private void train(
      int inputs, int hidden, int samples, int batchSize, double learningRate, int epochs) {
    workspace().check(() -> compareSteps(inputs, hidden, samples, batchSize, learningRate, epochs));
  }

  private void compareSteps(
      int inputs, int hidden, int samples, int batchSize, double learningRate, int epochs) {
    Matrix w1 = uniform(inputs, hidden);
    Matrix w2 = uniform(hidden, CLASSES);
    double[][] x = new double[samples][];
    double[][] t = new double[samples][CLASSES];
    for (int sample = 0; sample < samples; sample++) {
      // Like pixels: four in five are 0, the others are between 0 and 1.
      x[sample] =
          workspace().matrix(1, inputs, Fill.SPARSE).map(value -> Math.abs(value) / 8).values();
      t[sample][sample % CLASSES] = 1;
    }
    PlainNetwork plain = new PlainNetwork(w1, w2);
    try (Network network =
        Network.of(
            workspace().backend(),
            new SplitMix64(1),
            Shape.of(inputs),
            new Linear(inputs, hidden),
            new Linear(hidden, CLASSES),
            new Softmax())) {
      network.parameters().get(0).set(w1.values());
      network.parameters().get(1).set(w2.values());
      Trainer.of(network, new Sgd(learningRate))
          .batchSize(batchSize)
          .listener(new Comparison(network, plain, x, t, batchSize, learningRate))
          .build()
          .train(Samples.of(x, t), epochs);
    }
  }

  /** Repeats every step of training on the plain network, and compares. */
  private final class Comparison implements TrainingListener {

    private final Network network;
    private final PlainNetwork plain;
    private final double[][] x;
    private final double[][] t;
    private final int batchSize;
    private final double learningRate;
    private int steps;
    private double loss;

    Comparison(
        Network network,
        PlainNetwork plain,
        double[][] x,
        double[][] t,
        int batchSize,
        double learningRate) {
      this.network = network;
      this.plain = plain;
      this.x = x;
      this.t = t;
      this.batchSize = batchSize;
      this.learningRate = learningRate;
    }

    @Override
    public void batchEnded(int epoch, int done, int samples) {
      int from = (done - 1) / batchSize * batchSize;
      loss += plain.trainBatch(x, t, from, done, learningRate);
      steps++;
      String where =
          "training "
              + network
              + ", epoch "
              + epoch
              + ", samples "
              + from
              + " to "
              + (done - 1)
              + " in batches of "
              + batchSize;
      compare(where + ", w₁", plain.w1, network.parameters().get(0).values(), roundings());
      compare(where + ", w₂", plain.w2, network.parameters().get(1).values(), roundings());
    }

    @Override
    public void epochEnded(EpochResult result) {
      compare(
          "training " + network + ", mean loss of epoch " + result.epoch(),
          loss / x.length,
          result.meanLoss(),
          roundings());
      loss = 0;
    }

    /** The roundings of the steps so far: the sums forward and backward, exp, and the update. */
    private double roundings() {
      int sums = plain.w1.length + plain.w2.length + CLASSES + batchSize;
      return steps * (sums + 2.0 * Tolerance.FUNCTION + 16);
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
            "the rules of each kernel first; if they pass, that kernels work for batches of"
                + " changing size, and keep nothing from the batch before.");
  }
}
