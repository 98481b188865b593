package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ganglion.backend.Backends;
import io.ganglion.loss.MeanSquaredError;
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
import io.ganglion.spi.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {

  private static final int SIZE = 150;
  private static final int EPOCHS = 3;
  private static final Samples SAMPLES = new RandomSamples(SIZE, 12, 4);
  private static final Samples HELD = new RandomSamples(20, 12, 4);

  private static final Augmentation NOISE =
      new NamedAugmentation("noise", (x, offset, random) -> x[offset] += random.nextDouble());

  private static Network network(Precision precision) {
    return network(precision, 0.3);
  }

  private static Network network(Precision precision, double dropout) {
    return Network.of(
        Backends.create("java", precision),
        new SplitMix64(1),
        Architecture.parse(
            "input 12, linear 9 he, relu, dropout " + dropout + ", linear 4, softmax"));
  }

  /** Keeps the last state; requests one after a given batch, and stops training there. */
  private static final class Stop implements Checkpointer, TrainingListener {

    private final int after;
    private int batches;
    private TrainingState state;

    Stop(int after) {
      this.after = after;
    }

    @Override
    public boolean isDue(long step) {
      return step == after;
    }

    @Override
    public void save(TrainingState saved) {
      state = saved;
    }

    @Override
    public void batchEnded(int epoch, int done, int samples) {
      batches++;
    }

    @Override
    public boolean stopRequested() {
      return batches == after;
    }
  }

  private static Trainer.Builder trainer(
      Network network, Optimizer optimizer, Schedule schedule, int batchSize) {
    return Trainer.of(network, optimizer)
        .batchSize(batchSize)
        .schedule(schedule)
        .shuffle(Shuffle.EPOCH)
        .seed(3)
        .regularization(new Regularization(1e-3, 1e-3, 2, 1))
        .validation(HELD)
        .earlyStopping(2)
        .augmentation(NOISE);
  }

  @Property(tries = 60)
  void endsWithTheBitsOfAnUninterruptedTraining(
      @ForAll("optimizers") Optimizer optimizer,
      @ForAll("schedules") Schedule schedule,
      @ForAll Precision precision,
      @ForAll @IntRange(min = 1, max = 200) int batchSize,
      @ForAll @IntRange(min = 1, max = 30) int after) {
    Network whole = network(precision);
    TrainingResult expected =
        trainer(whole, optimizer, schedule, batchSize).build().train(SAMPLES, EPOCHS);

    Network first = network(precision);
    Stop stop = new Stop(after);
    trainer(first, optimizer, schedule, batchSize)
        .listener(stop)
        .checkpointer(stop)
        .build()
        .train(SAMPLES, EPOCHS);
    Network second = network(precision);
    second.parameters().forEach(p -> p.set(new double[p.shape().size()]));
    TrainingResult found =
        trainer(second, optimizer, schedule, batchSize)
            .threads(2)
            .build()
            .resume(stop.state, SAMPLES, EPOCHS);

    assertThat(found.epochs()).isEqualTo(expected.epochs());
    assertThat(found.best()).isEqualTo(expected.best());
    assertSame(second, whole);
  }

  @Test
  void aTrainingKilledBeforeAStateIsDueResumesFromItsStart() {
    Network whole = network(Precision.FLOAT64);
    trainer(whole, new Adam(0.01), new Schedule.Cosine(), 64).build().train(SAMPLES, EPOCHS);

    Network first = network(Precision.FLOAT64);
    Stop never = new Stop(Integer.MAX_VALUE);
    Trainer killed =
        trainer(first, new Adam(0.01), new Schedule.Cosine(), 64)
            .checkpointer(never)
            .listener(
                new TrainingListener() {
                  @Override
                  public void batchEnded(int epoch, int done, int samples) {
                    throw new IllegalStateException("killed");
                  }
                })
            .build();
    assertThatIllegalStateException().isThrownBy(() -> killed.train(SAMPLES, EPOCHS));
    Network second = network(Precision.FLOAT64);
    second.parameters().forEach(p -> p.set(new double[p.shape().size()]));
    trainer(second, new Adam(0.01), new Schedule.Cosine(), 64)
        .build()
        .resume(never.state, SAMPLES, EPOCHS);

    assertSame(second, whole);
  }

  @Provide
  Arbitrary<Optimizer> optimizers() {
    return Arbitraries.of(
        new Sgd(0.1), new Momentum(0.05, 0.9, true), new RmsProp(0.01), new Adam(0.01));
  }

  @Provide
  Arbitrary<Schedule> schedules() {
    return Arbitraries.of(
        new Schedule.Constant(),
        new Schedule.Plateau(1, 0.5),
        new Schedule.WarmUp(1.5, new Schedule.Cosine()));
  }

  private static void assertSame(Network found, Network expected) {
    Map<String, double[]> values = found.values();
    expected
        .values()
        .forEach((name, array) -> assertThat(values.get(name)).as(name).isEqualTo(array));
  }

  /** 150 quantities, of which only the first and the last are neither 0 nor 1. */
  private static Samples quantities() {
    double[][] x = new double[SIZE][1];
    double[][] t = new double[SIZE][1];
    for (int i = 0; i < SIZE; i++) {
      x[i][0] = i / 150.0;
      t[i][0] = i % 2;
    }
    t[0][0] = 0.25;
    t[SIZE - 1][0] = 2.5;
    return new ListedSamples(x, t);
  }

  private static Trainer.Builder regression(Network network) {
    return Trainer.of(network, new Adam(0.01)).loss(new MeanSquaredError()).batchSize(40);
  }

  private static Network line() {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(1),
        Architecture.parse("input 1, linear 1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 6})
  void aResumedRegressionHasTheSameBitsAndNoAccuracy(int after) {
    Network whole = line();
    TrainingResult expected = regression(whole).build().train(quantities(), 2);

    Stop stop = new Stop(after);
    regression(line()).listener(stop).checkpointer(stop).build().train(quantities(), 2);
    Network second = line();
    TrainingResult found = regression(second).build().resume(stop.state, quantities(), 2);

    assertThat(stop.state.correct().isPresent()).isEqualTo(stop.state.done() == 0);
    assertThat(found.epochs()).isEqualTo(expected.epochs());
    assertThat(found.epochs())
        .allSatisfy(
            epoch -> {
              assertThat(epoch.correct()).isEmpty();
              assertThat(epoch.accuracy()).isEmpty();
            });
    assertSame(second, whole);
  }

  @Test
  void aTrainingThatHasEndedCanBeMadeLonger() {
    Network whole = network(Precision.FLOAT64);
    Trainer.of(whole, new Sgd(0.1)).build().train(SAMPLES, 3);

    Network parts = network(Precision.FLOAT64);
    Stop stop = new Stop(-1);
    Trainer.of(parts, new Sgd(0.1)).checkpointer(stop).build().train(SAMPLES, 2);
    TrainingResult result = Trainer.of(parts, new Sgd(0.1)).build().resume(stop.state, SAMPLES, 3);

    assertThat(stop.state.epoch()).isEqualTo(3);
    assertThat(result.epochs()).extracting(EpochResult::epoch).containsExactly(1, 2, 3);
    assertThat(result.samples()).isEqualTo(SIZE);
    assertSame(parts, whole);
  }

  @Test
  void refusesAStateOfAnotherTraining() {
    Stop stop = new Stop(2);
    Network network = network(Precision.FLOAT64);
    Trainer.of(network, new Sgd(0.1)).checkpointer(stop).build().train(SAMPLES, 1);
    Map<String, double[]> before = network.values();

    List<Trainer> others = new ArrayList<>();
    others.add(Trainer.of(network, new Sgd(0.2)).build());
    others.add(Trainer.of(network, new Sgd(0.1)).batchSize(2).build());
    others.add(Trainer.of(network, new Sgd(0.1)).seed(2).build());
    others.add(Trainer.of(network, new Sgd(0.1)).validation(HELD).build());
    others.add(Trainer.of(network(Precision.FLOAT64, 0.4), new Sgd(0.1)).build());
    for (Trainer other : others) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> other.resume(stop.state, SAMPLES, 2))
          .withMessageStartingWith("the saved training cannot be resumed here: its ");
    }
    Samples sameSize = Samples.of(new double[SIZE][12], new double[SIZE][4]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(network, new Sgd(0.1)).build().resume(stop.state, sameSize, 2))
        .withMessageStartingWith(
            "the saved training cannot be resumed here: its data is '150 samples of ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> others.get(1).resume(stop.state, SAMPLES, 2))
        .withMessage(
            "the saved training cannot be resumed here: its batch size is '1', this one's is '2'; use the"
                + " same settings, or start over");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Trainer.of(network, new Sgd(0.1))
                    .batchSize(2)
                    .seed(3)
                    .build()
                    .resume(stop.state, SAMPLES, 2))
        .withMessage(
            "the saved training cannot be resumed here: its batch size is '1', this one's is '2'; its seed"
                + " is '0', this one's is '3'; use the same settings, or start over");
    network.values().forEach((name, values) -> assertThat(values).isEqualTo(before.get(name)));
  }

  @Test
  void refusesAnIncompleteState() {
    Stop stop = new Stop(2);
    Network network = network(Precision.FLOAT64);
    Trainer trainer = Trainer.of(network, new Adam(0.1)).checkpointer(stop).build();
    trainer.train(SAMPLES, 1);
    TrainingState whole = stop.state;

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                trainer.resume(
                    new TrainingState(
                        whole.settings(),
                        2,
                        0,
                        OptionalInt.of(0),
                        0,
                        whole.results(),
                        whole.parameters(),
                        Map.of(),
                        Optional.empty()),
                    SAMPLES,
                    2))
        .withMessage(
            "the saved training cannot be resumed: it has no values of 0.weights.mean, expected 108; start over");
    for (int[] place : new int[][] {{0, 0}, {2, -1}, {2, SIZE}, {3, 0}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  trainer.resume(
                      new TrainingState(
                          whole.settings(),
                          place[0],
                          place[1],
                          OptionalInt.of(0),
                          0,
                          whole.results(),
                          whole.parameters(),
                          whole.memory(),
                          Optional.empty()),
                      SAMPLES,
                      5))
          .withMessageStartingWith("the saved training cannot be resumed: its epoch ");
    }
  }
}
