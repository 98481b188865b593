package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.Softmax;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {

  private static final int INPUTS = 12;
  private static final int HIDDEN = 5;
  private static final int CLASSES = 4;

  private static Network network() {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(1),
        Shape.of(INPUTS),
        new Linear(INPUTS, HIDDEN),
        new Linear(HIDDEN, CLASSES),
        new Softmax());
  }

  private static double[] parameters(Network network) {
    return network.parameters().stream()
        .map(Parameter::values)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  @Property(tries = 100)
  void learnsWhatTheOriginalProgramLearns(
      @ForAll @IntRange(min = 1, max = 9) int batchSize,
      @ForAll @IntRange(min = 1, max = 20) int size,
      @ForAll @IntRange(min = 1, max = 3) int epochs) {
    RandomSamples samples = new RandomSamples(size, INPUTS, CLASSES);
    Network network = network();
    OriginalProgram original =
        new OriginalProgram(
            network.parameters().get(0).values(),
            network.parameters().get(1).values(),
            INPUTS,
            HIDDEN,
            CLASSES);

    TrainingResult result =
        Trainer.of(network, new Sgd(0.3)).batchSize(batchSize).build().train(samples, epochs);

    assertThat(result.stopped()).isFalse();
    assertThat(result.samples()).isEqualTo((long) size * epochs);
    assertThat(result.epochs()).hasSize(epochs);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      EpochResult expected = original.epoch(epoch, samples, batchSize, 0.3);
      EpochResult actual = result.epochs().get(epoch - 1);
      assertThat(actual.meanLoss()).isCloseTo(expected.meanLoss(), within(1e-12));
      assertThat(actual).usingRecursiveComparison().ignoringFields("meanLoss").isEqualTo(expected);
    }
    assertThat(parameters(network)).containsExactly(original.parameters(), within(1e-12));
  }

  /** The batch has parts; the validation and the training are told apart by their own targets. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void aRegressionHasNoAccuracy(boolean quantities, boolean heldQuantities) {
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(1),
            new Linear(1, 2));

    EpochResult result =
        Trainer.of(network, new Sgd(1e-3))
            .loss(new MeanSquaredError())
            .batchSize(300)
            .threads(2)
            .validation(targets(100, heldQuantities))
            .build()
            .train(targets(300, quantities), 1)
            .epochs()
            .get(0);

    assertThat(result.correct().isPresent()).isNotEqualTo(quantities);
    assertThat(result.accuracy().isPresent()).isNotEqualTo(quantities);
    EpochResult.Validation held = result.validation().orElseThrow();
    assertThat(held.correct().isPresent()).isNotEqualTo(heldQuantities);
    assertThat(held.accuracy().isPresent()).isNotEqualTo(heldQuantities);
  }

  /** Targets of two numbers: classes, but for one of them if there are to be quantities. */
  private static Samples targets(int size, boolean quantities) {
    double[][] x = new double[size][1];
    double[][] t = new double[size][2];
    for (int i = 0; i < size; i++) {
      x[i][0] = (double) i / size;
      t[i][i % 2] = 1;
    }
    t[size / 2][0] = quantities ? -3 : t[size / 2][0];
    return new ListedSamples(x, t);
  }

  @Test
  void oneOutputIsCorrectOnTheTargetsSideOfOneHalf() {
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(1),
            new Linear(1, 1));
    network.parameters().get(0).set(new double[] {1});
    Samples samples =
        new ListedSamples(
            new double[][] {{0.9}, {0.2}, {0.6}, {0.4}}, new double[][] {{1}, {0}, {0}, {1}});

    // The learning rate is so low that no weight changes.
    Trainer trainer =
        Trainer.of(network, new Sgd(Double.MIN_VALUE)).loss(new MeanSquaredError()).build();

    assertThat(trainer.train(samples, 1).epochs().get(0).correct()).hasValue(2);
    assertThat(Evaluation.of(network, samples).correct()).hasValue(2);
  }

  @Test
  void takesSamplesInTheirOwnOrderByDefault() {
    RandomSamples samples = new RandomSamples(5, INPUTS, CLASSES).recording();
    Trainer.of(network(), new Sgd(0.1)).batchSize(2).build().train(samples, 2);

    assertThat(samples.reads).containsExactly(0, 1, 2, 3, 4, 0, 1, 2, 3, 4);
  }

  @Test
  void shufflesOnceIntoOneOrderForAllEpochs() {
    List<Integer> reads = readsOf(Shuffle.ONCE, 7, 50, 3);

    assertThat(reads.subList(0, 50)).isNotEqualTo(sorted(50)).containsAll(sorted(50));
    assertThat(reads.subList(50, 100)).isEqualTo(reads.subList(0, 50));
    assertThat(reads.subList(100, 150)).isEqualTo(reads.subList(0, 50));
    assertThat(readsOf(Shuffle.ONCE, 7, 50, 3)).isEqualTo(reads);
    assertThat(readsOf(Shuffle.ONCE, 8, 50, 3)).isNotEqualTo(reads);
  }

  @Test
  void shufflesEveryEpochAnew() {
    List<Integer> reads = readsOf(Shuffle.EPOCH, 7, 50, 2);

    assertThat(reads.subList(0, 50)).containsAll(sorted(50));
    assertThat(reads.subList(50, 100)).containsAll(sorted(50)).isNotEqualTo(reads.subList(0, 50));
    assertThat(readsOf(Shuffle.EPOCH, 7, 50, 2)).isEqualTo(reads);
  }

  private static List<Integer> readsOf(Shuffle shuffle, long seed, int size, int epochs) {
    RandomSamples samples = new RandomSamples(size, INPUTS, CLASSES).recording();
    Trainer.of(network(), new Sgd(0.1)).shuffle(shuffle).seed(seed).build().train(samples, epochs);
    return samples.reads;
  }

  private static List<Integer> sorted(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  @Test
  void notifiesListenersOfEveryBatchAndEpoch() {
    List<String> events = new ArrayList<>();
    Trainer.of(network(), new Sgd(0.1))
        .batchSize(2)
        .listener(
            new TrainingListener() {
              @Override
              public void batchEnded(int epoch, int done, int samples) {
                events.add(epoch + ": " + done + " of " + samples);
              }

              @Override
              public void epochEnded(EpochResult result) {
                events.add("end of " + result.epoch());
              }
            })
        .build()
        .train(new RandomSamples(3, INPUTS, CLASSES), 2);

    assertThat(events)
        .containsExactly(
            "1: 2 of 3", "1: 3 of 3", "end of 1", "2: 2 of 3", "2: 3 of 3", "end of 2");
  }

  @Test
  void reportsTheLearningRateOfEachEpoch() {
    EpochResult result =
        Trainer.of(network(), new Sgd(0.125))
            .build()
            .train(new RandomSamples(3, INPUTS, CLASSES), 1)
            .epochs()
            .get(0);

    assertThat(result.learningRate()).isEqualTo(0.125);
    assertThat(result.validation()).isEmpty();
  }

  @Test
  void stopsAfterTheBatchInWhichAListenerRequestsIt() {
    Network stopped = network();
    TrainingResult result =
        Trainer.of(stopped, new Sgd(0.1))
            .listener(new StopAfter(13))
            .build()
            .train(new RandomSamples(10, INPUTS, CLASSES), 5);
    Network other = network();
    Trainer.of(other, new Sgd(0.1)).build().train(new RandomSamples(10, INPUTS, CLASSES), 1);
    Trainer.of(other, new Sgd(0.1))
        .listener(new StopAfter(3))
        .build()
        .train(new RandomSamples(10, INPUTS, CLASSES), 1);

    assertThat(result.stopped()).isTrue();
    assertThat(result.samples()).isEqualTo(13);
    assertThat(result.epochs()).extracting(EpochResult::epoch).containsExactly(1);
    assertThat(parameters(stopped)).isEqualTo(parameters(other));
  }

  @Test
  void isNotStoppedByARequestAfterTheLastBatch() {
    TrainingResult result =
        Trainer.of(network(), new Sgd(0.1))
            .listener(new StopAfter(10))
            .build()
            .train(new RandomSamples(10, INPUTS, CLASSES), 1);

    assertThat(result.stopped()).isFalse();
    assertThat(result.epochs()).hasSize(1);
  }

  private static final class StopAfter implements TrainingListener {

    private int batches;

    StopAfter(int batches) {
      this.batches = batches;
    }

    @Override
    public void batchEnded(int epoch, int done, int samples) {
      batches--;
    }

    @Override
    public boolean stopRequested() {
      return batches == 0;
    }
  }

  @Test
  void namesTheArgumentThatIsNull() {
    Trainer.Builder trainer = Trainer.of(network(), new Sgd(0.1));

    assertThatNullPointerException()
        .isThrownBy(() -> Trainer.of(network(), null))
        .withMessage("optimizer");
    assertThatNullPointerException().isThrownBy(() -> trainer.loss(null)).withMessage("loss");
    assertThatNullPointerException().isThrownBy(() -> trainer.shuffle(null)).withMessage("shuffle");
    assertThatNullPointerException()
        .isThrownBy(() -> trainer.listener(null))
        .withMessage("listener");
  }

  @Test
  void refusesWhatCannotBeTrained() {
    Network network = network();
    Network nothing = Network.of(network.backend(), new SplitMix64(1), Shape.of(3), new Softmax());
    Trainer trainer = Trainer.of(network, new Sgd(1)).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(nothing, new Sgd(1)))
        .withMessageEndingWith("has no parameters to learn; add a layer that has some");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.train(new RandomSamples(0, INPUTS, CLASSES), 1))
        .withMessage("there are no samples, expected at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.train(new RandomSamples(1, 7, CLASSES), 1))
        .withMessage("the samples' inputs [7] do not fit the network's [12]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.train(new RandomSamples(1, INPUTS, 9), 1))
        .withMessage("the samples' targets [9] do not fit the network's [4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.train(new RandomSamples(1, INPUTS, CLASSES), 0))
        .withMessage("the number of epochs must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(network, new Sgd(1)).batchSize(0))
        .withMessage("the batch size must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Trainer.of(network, new Sgd(1))
                    .batchSize(Integer.MAX_VALUE)
                    .build()
                    .train(new Many(200_000_000), 1))
        .withMessage("a tensor holds at most 2147483647 elements, got [200000000, 12]");
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Sgd(rate))
          .withMessage("the learning rate must be a finite number above 0, got " + rate);
    }
  }

  /** More samples than fit into one batch; they must not be read. */
  private record Many(int size) implements Samples {

    @Override
    public Shape inputShape() {
      return Shape.of(INPUTS);
    }

    @Override
    public Shape targetShape() {
      return Shape.of(CLASSES);
    }

    @Override
    public void readInput(int sample, double[] destination, int offset) {
      throw new AssertionError("read");
    }

    @Override
    public void readTarget(int sample, double[] destination, int offset) {
      throw new AssertionError("read");
    }
  }

  @Test
  void layersBeforeTheFirstParametersHaveNoBackwardPass() {
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(INPUTS),
            new Softmax(),
            new Linear(INPUTS, CLASSES, true),
            new Softmax());
    double[] before = parameters(network);
    Trainer.of(network, new Sgd(1)).build().train(new RandomSamples(3, INPUTS, CLASSES), 1);

    assertThat(parameters(network)).isNotEqualTo(before);
  }
}
