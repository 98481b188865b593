package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.Schedule;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a step does, and where its learning rate and its random numbers come from. */
class TrainingStepTest {

  private static final double NONE = Double.POSITIVE_INFINITY;

  private static Network network(String architecture) {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(1),
        Architecture.parse(architecture));
  }

  /** Samples whose only input is their index. */
  private static ListedSamples numbered(int size) {
    return new ListedSamples(
        IntStream.range(0, size).mapToObj(i -> new double[] {i}).toArray(double[][]::new),
        new double[size][1]);
  }

  /**
   * What w = 3 becomes in a step with x = 1, t = 0 and η = 0.1; its gradient is 2 (w x − t) x = 6.
   */
  private static double stepped(Regularization regularization) {
    Network network = network("input 1, linear 1 no-bias");
    network.parameters().get(0).set(new double[] {3});
    Trainer.of(network, new Sgd(0.1))
        .loss(new MeanSquaredError())
        .regularization(regularization)
        .build()
        .train(new ListedSamples(new double[][] {{1}}, new double[][] {{0}}), 1);
    return network.parameters().get(0).values()[0];
  }

  @Test
  void regularizesInTheDocumentedOrder() {
    double penalized = 6 + 0.5 * 3;
    double clipped = Math.min(penalized, 5);
    double decayed = (1 - 0.1 * 0.2) * 3;
    double updated = decayed - 0.1 * clipped;

    assertThat(stepped(new Regularization(0.5, 0.2, NONE, 5))).isCloseTo(updated, within(1e-15));
    assertThat(stepped(new Regularization(0.5, 0.2, 2.4, 5))).isCloseTo(2.4, within(1e-15));
    assertThat(updated).isGreaterThan(2.4);
  }

  /** Changes nothing, and records η of each step. */
  private record Recorder(List<Double> rates) implements Optimizer {
    @Override
    public double learningRate() {
      return 0.1;
    }

    @Override
    public String text() {
      return "recorder";
    }

    @Override
    public void update(
        long step, double learningRate, Tensor p, Tensor gradient, List<Tensor> memory) {
      assertThat(step).isEqualTo(rates.size() + 1);
      rates.add(learningRate);
    }
  }

  @Test
  void theRateChangesWithinAnEpoch() {
    Recorder recorder = new Recorder(new ArrayList<>());
    Trainer.of(network("input 1, linear 1 no-bias"), recorder)
        .loss(new MeanSquaredError())
        .batchSize(2)
        .schedule(new Schedule.WarmUp(1, new Schedule.Cosine()))
        .build()
        .train(numbered(7), 3);

    double[] expected = new double[12];
    for (int i = 0; i < expected.length; i++) {
      double epoch = i / 4.0;
      expected[i] = 0.1 * Math.min(1, epoch) * (1 + Math.cos(Math.PI * epoch / 3)) / 2;
    }
    assertThat(recorder.rates.stream().mapToDouble(rate -> rate).toArray())
        .containsExactly(expected, within(1e-15));
  }

  /** The first number that augmentation drew for each sample in each epoch. */
  private static Map<String, Double> draws(int batchSize) {
    Map<String, Double> draws = new HashMap<>();
    int[] epoch = {1};
    Trainer.of(network("input 1, linear 1"), new Sgd(1e-300))
        .loss(new MeanSquaredError())
        .batchSize(batchSize)
        .shuffle(Shuffle.EPOCH)
        .augmentation(
            new NamedAugmentation(
                "draws",
                (x, offset, random) -> draws.put(epoch[0] + ": " + x[offset], random.nextDouble())))
        .listener(
            new TrainingListener() {
              @Override
              public void epochEnded(EpochResult result) {
                epoch[0]++;
              }
            })
        .build()
        .train(numbered(200), 3);
    return draws;
  }

  @Test
  void augmentationDrawsDependOnlyOnTheEpochAndTheSample() {
    Map<String, Double> draws = draws(1);

    assertThat(draws).hasSize(3 * 200);
    assertThat(new HashSet<>(draws.values())).hasSize(3 * 200);
    assertThat(draws(130)).isEqualTo(draws);
  }

  /** Records the predictions for each sample that is learnt. */
  private record Predictions(List<String> seen) implements Loss {
    @Override
    public String text() {
      return "predictions";
    }

    @Override
    public double value(double[] p, double[] t, int offset, int n) {
      return 0;
    }

    @Override
    public void gradient(double[] p, double[] t, double[] g, int offset, int n) {
      seen.add(Arrays.toString(Arrays.copyOfRange(p, offset, offset + n)));
      Arrays.fill(g, offset, offset + n, 0);
    }
  }

  @Test
  void dropoutDrawsAnewForEverySampleOfEveryPartBatchAndEpoch() {
    int width = 60;
    int size = 2 * 130;
    double[][] ones = new double[size][width];
    Arrays.stream(ones).forEach(x -> Arrays.fill(x, 1));
    Predictions predictions = new Predictions(new ArrayList<>());
    Trainer.of(network("input 60, linear 60 no-bias, dropout 0.5"), new Sgd(0.1))
        .loss(predictions)
        .batchSize(130)
        .build()
        .train(new ListedSamples(ones, ones), 2);

    Set<String> different = new HashSet<>(predictions.seen);
    assertThat(predictions.seen).hasSize(2 * size);
    assertThat(different).hasSize(2 * size);
  }

  @Test
  void endsWithTheEpochAfterWhichAListenerRequestsIt() {
    TrainingListener enough =
        new TrainingListener() {
          private boolean ended;

          @Override
          public void epochEnded(EpochResult result) {
            ended = result.epoch() == 2;
          }

          @Override
          public boolean stopRequested() {
            return ended;
          }
        };
    TrainingResult result =
        Trainer.of(network("input 1, linear 1"), new Sgd(1e-9))
            .loss(new MeanSquaredError())
            .listener(enough)
            .build()
            .train(numbered(5), 4);

    assertThat(result.samples()).isEqualTo(10);
    assertThat(result.epochs()).hasSize(2);
    assertThat(result.stopped()).isTrue();
  }
}
