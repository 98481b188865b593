package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Parameter;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Adam;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.train.Samples;
import io.ganglion.train.Shuffle;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingListener;
import io.ganglion.train.TrainingResult;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileCheckpointerTest {

  private static final int EPOCHS = 3;
  private static final int BATCH = 8;
  private static final Samples SAMPLES = samples(50);
  private static final Samples HELD = samples(20);

  @TempDir Path folder;

  private final List<IOException> failures = new ArrayList<>();

  private static Samples samples(int size) {
    SplitMix64 random = new SplitMix64(size);
    double[][] inputs = new double[size][6];
    double[][] targets = new double[size][3];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < inputs[i].length; j++) {
        inputs[i][j] = random.nextDouble();
      }
      targets[i][random.nextInt(3)] = 1;
    }
    return Samples.of(inputs, targets);
  }

  private static Network network(Precision precision, long seed) {
    return Network.of(
        Backends.create("java", precision),
        new SplitMix64(seed),
        Architecture.parse("input 6, linear 7 he, relu, dropout 0.3, linear 3, softmax"));
  }

  private static Trainer.Builder trainer(Network network) {
    return Trainer.of(network, new Adam(0.01))
        .batchSize(BATCH)
        .shuffle(Shuffle.EPOCH)
        .seed(3)
        .validation(HELD)
        .earlyStopping(EPOCHS);
  }

  private static List<double[]> values(Network network) {
    return network.parameters().stream().map(Parameter::values).toList();
  }

  /** Ends training after a number of batches. */
  private static TrainingListener stopAfter(int batches) {
    return new TrainingListener() {

      private int learnt;

      @Override
      public void batchEnded(int epoch, int done, int samples) {
        learnt++;
      }

      @Override
      public boolean stopRequested() {
        return learnt == batches;
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT64, 1",
    "FLOAT64, 7",
    "FLOAT64, 10",
    "FLOAT64, 20",
    "FLOAT32, 1",
    "FLOAT32, 7",
    "FLOAT32, 10",
    "FLOAT32, 20",
  })
  void resumedTrainingGivesTheBitsOfUninterruptedTraining(Precision precision, int batches)
      throws IOException {
    Network whole = network(precision, 1);
    Path expected = folder.resolve("expected");
    TrainingResult result =
        trainer(whole)
            .checkpointer(FileCheckpointer.everySteps(expected, 1, failures::add))
            .build()
            .train(SAMPLES, EPOCHS);

    Path file = folder.resolve("found");
    trainer(network(precision, 1))
        .checkpointer(FileCheckpointer.everySteps(file, 1000, failures::add))
        .listener(stopAfter(batches))
        .build()
        .train(SAMPLES, EPOCHS);
    Network resumed = network(precision, 2);
    TrainingResult found =
        trainer(resumed)
            .checkpointer(FileCheckpointer.everySteps(file, 4, failures::add))
            .build()
            .resume(TrainingStates.read(file), SAMPLES, EPOCHS);

    assertThat(values(resumed)).containsExactly(values(whole).toArray(double[][]::new));
    assertThat(found.epochs()).isEqualTo(result.epochs());
    assertThat(found.best()).isEqualTo(result.best());
    assertThat(file).hasSameBinaryContentAs(expected);
    assertThat(failures).isEmpty();
  }

  @Test
  void stepsAreCountedFromTheBeginningOfTheTraining() {
    FileCheckpointer checkpointer =
        FileCheckpointer.everySteps(folder.resolve("a"), 3, failures::add);
    for (int step = 1; step <= 9; step++) {
      assertThat(checkpointer.isDue(step)).as("step %d", step).isEqualTo(step % 3 == 0);
    }
  }

  @Test
  void anIntervalIsCountedFromTheEndOfTheLastSave() {
    // System.nanoTime may begin anywhere: this clock overflows.
    AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    FileCheckpointer checkpointer =
        FileCheckpointer.every(
            folder.resolve("a"), Duration.ofNanos(10), failures::add, clock::get);
    assertThat(checkpointer.isDue(1)).isFalse();
    clock.addAndGet(9);
    assertThat(checkpointer.isDue(2)).isFalse();
    clock.addAndGet(1);
    assertThat(checkpointer.isDue(3)).isTrue();
    clock.addAndGet(100);
    checkpointer.save(State.small());
    assertThat(checkpointer.isDue(4)).isFalse();
    clock.addAndGet(10);
    assertThat(checkpointer.isDue(5)).isTrue();
  }

  @Test
  void aFailureIsReportedAndTheNextStateIsDueAfterTheInterval() throws IOException {
    AtomicLong clock = new AtomicLong();
    Path missing = folder.resolve("missing");
    Path file = missing.resolve("a");
    FileCheckpointer checkpointer =
        FileCheckpointer.every(file, Duration.ofNanos(10), failures::add, clock::get);
    clock.set(10);
    checkpointer.save(State.small());
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).hasMessageStartingWith(file + ": cannot be written: ");
    assertThat(checkpointer.isDue(2)).isFalse();

    Files.createDirectory(missing);
    clock.set(20);
    assertThat(checkpointer.isDue(3)).isTrue();
    checkpointer.save(State.small());
    assertThat(failures).hasSize(1);
    State.assertSame(TrainingStates.read(file), State.small());
  }

  @Test
  void aFailingDiskDoesNotEndTraining() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    Path file = gone.resolve("a");
    Network network = network(Precision.FLOAT64, 1);
    TrainingListener unplug =
        new TrainingListener() {
          @Override
          public void batchEnded(int epoch, int done, int samples) {
            if (epoch == 1 && done == 5 * BATCH) {
              delete(file);
              delete(gone);
            }
          }
        };
    TrainingResult result =
        trainer(network)
            .checkpointer(FileCheckpointer.everySteps(file, 4, failures::add))
            .listener(unplug)
            .build()
            .train(SAMPLES, EPOCHS);

    assertThat(result.epochs()).hasSize(EPOCHS);
    // An epoch has 7 steps: failures after steps 8, 12, 16 and 20, and at the end.
    assertThat(failures)
        .hasSize(5)
        .allSatisfy(
            failure -> assertThat(failure).hasMessageStartingWith(file + ": cannot be written: "));
    Network undisturbed = network(Precision.FLOAT64, 1);
    trainer(undisturbed).build().train(SAMPLES, EPOCHS);
    assertThat(values(network)).containsExactly(values(undisturbed).toArray(double[][]::new));
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theConsumerOfFailuresMayEndTraining() {
    Path file = folder.resolve("missing").resolve("a");
    FileCheckpointer checkpointer =
        FileCheckpointer.everySteps(
            file,
            2,
            failure -> {
              throw new UncheckedIOException(failure);
            });
    Trainer trainer = trainer(network(Precision.FLOAT64, 1)).checkpointer(checkpointer).build();
    assertThatThrownBy(() -> trainer.train(SAMPLES, EPOCHS))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file + ": cannot be written: ");
  }

  @Test
  void theLastStateIsSavedWhateverTheInterval() throws IOException {
    Path file = folder.resolve("a");
    trainer(network(Precision.FLOAT64, 1))
        .checkpointer(FileCheckpointer.every(file, Duration.ofDays(1), failures::add, () -> 0))
        .build()
        .train(SAMPLES, EPOCHS);
    TrainingState state = TrainingStates.read(file);
    assertThat(state.epoch()).isEqualTo(EPOCHS + 1);
    assertThat(state.done()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void fewerThanOneStepIsRefused(long steps) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileCheckpointer.everySteps(folder.resolve("a"), steps, failures::add))
        .withMessage(
            "the number of steps between two checkpoints must be at least 1, got " + steps);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT2562048H"})
  void anIntervalThatIsNotPositiveOrExceedsTheClockIsRefused(Duration interval) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileCheckpointer.every(folder.resolve("a"), interval, failures::add))
        .withMessage(
            "the time between two checkpoints must be more than 0 and at most 292 years, got "
                + interval);
  }
}
