package io.ganglion.testkit;

import io.ganglion.backend.Backends;
import io.ganglion.loss.BinaryCrossEntropy;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Huber;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanAbsoluteError;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.SoftmaxCrossEntropy;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Momentum;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.RmsProp;
import io.ganglion.optimizer.Schedule;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.train.EpochResult;
import io.ganglion.train.Samples;
import io.ganglion.train.Shuffle;
import io.ganglion.train.Trainer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of training with all of core's losses and optimizers: on every kind of layer except
 * flatten, with regularisation and with several threads, the losses are the same as on the {@code
 * java} backend.
 */
public abstract class OptimizerContract extends AreaContract {

  private static final int INPUTS = 13;
  private static final int OUTPUTS = 7;

  /** Relative to the loss; errors grow from step to step, and by dividing by small gradients. */
  private static final double FLOAT64_BOUND = 1e-7;

  private static final double FLOAT32_BOUND = 5e-3;

  /** Every kind of layer except flatten, of awkward sizes, with outputs that every loss accepts. */
  private static final String LAYERS =
      "input 13, linear 17 he, relu, dropout 0.3, linear 11 he, leaky-relu 0.1, linear 9 lecun,"
          + " tanh, linear 8 glorot, sigmoid, identity, linear 7 uniform no-bias, softmax";

  private static final List<Optimizer> OPTIMIZERS =
      List.of(
          new Sgd(0.1),
          new Momentum(0.05, 0.9, false),
          new Momentum(0.05, 0.9, true),
          new RmsProp(0.003),
          new Adam(0.01));

  private static final List<Loss> LOSSES =
      List.of(
          new CrossEntropy(),
          new SoftmaxCrossEntropy(0.1),
          new BinaryCrossEntropy(),
          new MeanSquaredError(),
          new MeanAbsoluteError(),
          new Huber(0.1));

  /** For subclasses. */
  protected OptimizerContract() {}

  @Test
  @DisplayName("training with every optimizer and loss gives the same losses as on java")
  void everyOptimizerAndLossTrainsAsOnJava() {
    for (Optimizer optimizer : OPTIMIZERS) {
      for (Loss loss : LOSSES) {
        train(optimizer, loss, Regularization.NONE, 45, 8, 1);
      }
    }
  }

  @Test
  @DisplayName("regularised training gives the same losses as on java")
  void regularisedTrainingTrainsAsOnJava() {
    for (Optimizer optimizer : OPTIMIZERS) {
      train(optimizer, new CrossEntropy(), new Regularization(1e-3, 1e-2, 0.9, 0.2), 45, 8, 1);
    }
  }

  @Test
  @DisplayName("batches in parts give the same losses as on java, and with two threads as with one")
  void partsOfABatchTrainAsOnJava() {
    for (Optimizer optimizer : OPTIMIZERS) {
      Loss loss = new SoftmaxCrossEntropy();
      train(optimizer, loss, Regularization.NONE, 200, 130, 2);
      double[][] threads = new double[2][];
      for (int i = 0; i < 2; i++) {
        threads[i] =
            losses(workspace().backend(), optimizer, loss, Regularization.NONE, 200, 130, i + 1);
      }
      workspace()
          .check(
              () ->
                  workspace()
                      .compareWithin(
                          0,
                          String.format(
                              Locale.ROOT,
                              "mean losses of three epochs with %s on two threads, compared with one",
                              optimizer.text()),
                          new Matrix(1, threads[0].length, threads[0]),
                          new Matrix(1, threads[1].length, threads[1]),
                          "that kernels keep no data that threads would share, and sum in a fixed order."));
    }
  }

  private void train(
      Optimizer optimizer,
      Loss loss,
      Regularization regularization,
      int size,
      int batchSize,
      int threads) {
    workspace()
        .check(() -> compareLosses(optimizer, loss, regularization, size, batchSize, threads));
  }

  private void compareLosses(
      Optimizer optimizer,
      Loss loss,
      Regularization regularization,
      int size,
      int batchSize,
      int threads) {
    Backend<?> backend = workspace().backend();
    Backend<?> java = Backends.create("java", backend.precision());
    double[] expected = losses(java, optimizer, loss, regularization, size, batchSize, 1);
    double[] found = losses(backend, optimizer, loss, regularization, size, batchSize, threads);
    double share = backend.precision() == Precision.FLOAT64 ? FLOAT64_BOUND : FLOAT32_BOUND;
    workspace()
        .compareWithin(
            share * expected[0],
            String.format(
                Locale.ROOT,
                "mean losses of three epochs with %s, %s, regularization %s, batches of %d of %d samples",
                optimizer.text(),
                loss.text(),
                regularization.text(),
                batchSize,
                size),
            new Matrix(1, expected.length, expected),
            new Matrix(1, found.length, found),
            "the rules of each kernel first; if they pass, that no call depends on an earlier one,"
                + " and that several threads can read one storage at once.");
  }

  /** The mean loss of each of three epochs. */
  private static double[] losses(
      Backend<?> backend,
      Optimizer optimizer,
      Loss loss,
      Regularization regularization,
      int size,
      int batchSize,
      int threads) {
    try (Network network = Network.of(backend, new SplitMix64(1), Architecture.parse(LAYERS))) {
      return Trainer.of(network, optimizer)
          .loss(loss)
          .regularization(regularization)
          .schedule(new Schedule.Cosine())
          .batchSize(batchSize)
          .shuffle(Shuffle.EPOCH)
          .threads(threads)
          .build()
          .train(samples(size), 3)
          .epochs()
          .stream()
          .mapToDouble(EpochResult::meanLoss)
          .toArray();
    }
  }

  private static Samples samples(int size) {
    SplitMix64 random = new SplitMix64(size);
    double[][] inputs = new double[size][INPUTS];
    double[][] targets = new double[size][OUTPUTS];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < INPUTS; j++) {
        inputs[i][j] = random.nextInt(3) == 0 ? 0 : random.nextDouble();
      }
      targets[i][random.nextInt(OUTPUTS)] = 1;
    }
    return Samples.of(inputs, targets);
  }
}
