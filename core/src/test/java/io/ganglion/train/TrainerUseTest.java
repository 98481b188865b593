package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ganglion.backend.Backends;
import io.ganglion.loss.SoftmaxCrossEntropy;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads around a training: those that interrupt it, and those that come in its way. */
class TrainerUseTest {

  private static final RandomSamples SAMPLES = new RandomSamples(300, 12, 4);

  private final Network network =
      Network.of(
          Backends.create("java", Precision.FLOAT64),
          new SplitMix64(1),
          Architecture.parse("input 12, linear 6, tanh, linear 4, softmax"));

  /** Interrupts its thread after a number of batches, and keeps what is saved. */
  private static class Interruption implements Checkpointer, TrainingListener {

    private final int after;
    private int batches;
    private TrainingState state;

    Interruption(int after) {
      this.after = after;
    }

    @Override
    public boolean isDue(long step) {
      return false;
    }

    @Override
    public void save(TrainingState saved) {
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      state = saved;
    }

    @Override
    public void batchEnded(int epoch, int done, int samples) {
      batches++;
      if (batches == after) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 3", "100, 1, 2", "150, 2, 3", "150, 2, 2"})
  void anInterruptStopsTrainingAtTheNextBatchAndIsKept(int batchSize, int threads, int after) {
    Interruption interruption = new Interruption(after);
    TrainingResult result =
        Trainer.of(network, new Sgd(0.1))
            .batchSize(batchSize)
            .threads(threads)
            .validation(SAMPLES)
            .checkpointer(interruption)
            .listener(interruption)
            .build()
            .train(SAMPLES, 3000);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.stopped()).isTrue();
    assertThat(interruption.batches).isEqualTo(after);
    assertThat(result.samples()).isEqualTo((long) after * batchSize);
    assertThat((interruption.state.epoch() - 1) * 300L + interruption.state.done())
        .isEqualTo(result.samples());
    assertThat(network.values()).isNotEmpty();
  }

  @Test
  void anInterruptDuringValidationIsSeenAfterIt() {
    Samples interrupting = new Watched(SAMPLES, sample -> Thread.currentThread().interrupt());
    TrainingResult result =
        Trainer.of(network, new Sgd(0.1)).validation(interrupting).build().train(SAMPLES, 3000);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.stopped()).isTrue();
    assertThat(result.epochs()).hasSize(1);
    assertThat(result.epochs().get(0).validation()).isPresent();
  }

  @Test
  void anInterruptIsKeptWhenTrainingFails() {
    Interruption unsaved =
        new Interruption(2) {
          @Override
          public void save(TrainingState saved) {
            if (saved.done() == 2) {
              throw new IllegalArgumentException("the disk is full");
            }
          }
        };
    Trainer trainer =
        Trainer.of(network, new Sgd(0.1)).listener(unsaved).checkpointer(unsaved).build();

    assertThat(catchThrowable(() -> trainer.train(SAMPLES, 1))).hasMessage("the disk is full");
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Does something in the middle of a training. */
  private record Meanwhile(Runnable action) implements TrainingListener {
    @Override
    public void batchEnded(int epoch, int done, int samples) {
      if (done == 3) {
        action.run();
      }
    }
  }

  private static Throwable thrownElsewhere(Runnable action) {
    return CompletableFuture.runAsync(action)
        .handle((nothing, failure) -> failure == null ? null : failure.getCause())
        .join();
  }

  @Test
  void oneNetworkIsTrainedByOneThreadAtATime() {
    List<Trainer> same = new ArrayList<>();
    Trainer other = Trainer.of(network, new Sgd(0.2)).build();
    Trainer ofItsLogits =
        Trainer.of(network.logits(), new Sgd(0.2)).loss(new SoftmaxCrossEntropy()).build();
    List<Throwable> refusals = new ArrayList<>();
    Predictor predictor = network.predictor();
    Meanwhile meanwhile =
        new Meanwhile(
            () -> {
              refusals.add(thrownElsewhere(() -> same.get(0).train(SAMPLES, 1)));
              refusals.add(thrownElsewhere(() -> other.train(SAMPLES, 1)));
              refusals.add(thrownElsewhere(() -> ofItsLogits.train(SAMPLES, 1)));
              refusals.add(catchThrowable(() -> other.train(SAMPLES, 1)));
              refusals.add(catchThrowable(network::close));
              refusals.add(thrownElsewhere(network::close));
              refusals.add(thrownElsewhere(() -> predictor.predict(new double[12])));
              refusals.add(thrownElsewhere(() -> Evaluation.of(network, SAMPLES)));
              assertThat(predictor.predict(new double[12])).hasSize(4);
              assertThat(Evaluation.of(network, SAMPLES).total()).isEqualTo(300);
            });
    same.add(Trainer.of(network, new Sgd(0.1)).listener(meanwhile).build());
    same.get(0).train(SAMPLES, 1);

    assertThat(refusals)
        .hasSize(8)
        .allSatisfy(
            refusal ->
                assertThat(refusal)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                        "the network is being trained in the thread '%s'; wait until that training"
                            + " has ended, or use another network",
                        Thread.currentThread().getName()));
    assertThat(thrownElsewhere(() -> other.train(SAMPLES, 1))).isNull();
    assertThat(predictor.predict(new double[12])).hasSize(4);
    predictor.close();
    network.close();
  }

  /** Throws a checked exception without declaring it, as Kotlin does. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void throwUndeclared(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "300, 1", "300, 2", "300, 4"})
  void aTrainingThatFailsReleasesItsNetworkAndThrowsWhatItWasThrown(int batchSize, int threads) {
    IOException failure = new IOException("the disk is gone");
    Samples failing =
        new Watched(
            SAMPLES,
            sample -> {
              if (sample == 299) {
                TrainerUseTest.<RuntimeException>throwUndeclared(failure);
              }
            });
    Trainer trainer =
        Trainer.of(network, new Sgd(0.1)).batchSize(batchSize).threads(threads).build();

    assertThat(catchThrowable(() -> trainer.train(failing, 1))).isSameAs(failure);
    assertThat(thrownElsewhere(() -> network.predict(new double[12]))).isNull();
    assertThat(trainer.train(SAMPLES, 1).stopped()).isFalse();
  }

  @Test
  void aClosedNetworkIsNotTrained() {
    network.close();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Trainer.of(network, new Sgd(0.1)).build().train(SAMPLES, 1))
        .withMessageContaining("the network is closed");
  }
}
