package io.ganglion.examples;

import io.ganglion.backend.Backends;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.Regression;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Schedule;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.train.EpochResult;
import io.ganglion.train.Evaluation;
import io.ganglion.train.Holdout;
import io.ganglion.train.Samples;
import io.ganglion.train.Shuffle;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingListener;
import java.util.Locale;

/**
 * A regression that learns Friedman's function from noisy samples, {@code y = 10 sin(π x₁ x₂) + 20
 * (x₃ − ½)² + 10 x₄ + 5 x₅ + e}, with ten inputs uniform in [0, 1), five of which are irrelevant.
 *
 * <p>No network's error can be below that of the noise e, whose standard deviation is 1.
 *
 * <p>Source: J. H. Friedman, <em>Multivariate Adaptive Regression Splines</em>, The Annals of Statistics
 * 19 (1991), equation 61.
 */
public final class Friedman {

  private static final int SAMPLES = 4_000;
  private static final int INPUTS = 10;

  /** Scales y, about 0 to 30, to the range of an untrained network's outputs. */
  private static final double SCALE = 1 / 10.0;

  private Friedman() {}

  /**
   * Trains, and prints the errors on samples held out from training.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Holdout holdout = Holdout.of(samples(new SplitMix64(1)), 0.25, 1);
    Architecture layers =
        Architecture.builder(holdout.training().inputShape())
            .linear(32)
            .tanh()
            .linear(32)
            .tanh()
            .linear(1)
            .build();
    try (Network network =
        Network.of(Backends.create("java", Precision.FLOAT64), new SplitMix64(2), layers)) {
      Trainer.of(network, new Adam(0.005))
          .loss(new MeanSquaredError())
          .schedule(new Schedule.Cosine())
          .batchSize(32)
          .shuffle(Shuffle.EPOCH)
          .validation(holdout.validation())
          .earlyStopping(20)
          .listener(new EveryTenEpochs())
          .build()
          .train(holdout.training(), 60);

      Regression error = Evaluation.of(network, holdout.validation()).regression();
      System.out.printf(
          Locale.ROOT,
          "R² %.3f, mean absolute error %.2f, root mean square error %.2f (of the noise: 1.00)%n",
          error.rSquared(),
          error.meanAbsoluteError() / SCALE,
          error.rootMeanSquaredError() / SCALE);
    }
  }

  private static Samples samples(SplitMix64 random) {
    double[][] inputs = new double[SAMPLES][INPUTS];
    double[][] targets = new double[SAMPLES][1];
    for (int i = 0; i < SAMPLES; i++) {
      double[] x = inputs[i];
      for (int j = 0; j < INPUTS; j++) {
        x[j] = random.nextDouble();
      }
      targets[i][0] = SCALE * (friedman(x) + noise(random));
    }
    return Samples.of(inputs, targets);
  }

  private static double friedman(double[] x) {
    return 10 * Math.sin(Math.PI * x[0] * x[1])
        + 20 * (x[2] - 0.5) * (x[2] - 0.5)
        + 10 * x[3]
        + 5 * x[4];
  }

  /**
   * Nearly normal, with mean 0 and standard deviation 1: the sum of twelve uniform numbers, minus
   * 6.
   */
  private static double noise(SplitMix64 random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** Prints the progress of training. */
  private static final class EveryTenEpochs implements TrainingListener {

    @Override
    public void epochEnded(EpochResult result) {
      if (result.epoch() % 10 == 0) {
        System.out.printf(
            Locale.ROOT,
            "epoch %d: training loss %.4f, validation loss %.4f%n",
            result.epoch(),
            result.meanLoss(),
            result.validation().orElseThrow().meanLoss());
      }
    }
  }
}
