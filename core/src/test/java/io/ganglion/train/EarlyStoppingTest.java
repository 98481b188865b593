package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A network of one weight w, trained towards 1 and validated at another point: its validation loss
 * falls until w has passed that point, and then rises.
 */
class EarlyStoppingTest {

  private static final Samples ONE = Samples.of(new double[][] {{1}}, new double[][] {{1}});

  private final Network network =
      Network.of(
          Backends.create("java", Precision.FLOAT64),
          new SplitMix64(1),
          Shape.of(1),
          new Linear(1, 1));
  private final Parameter w = network.parameters().get(0);

  /** w after each epoch. */
  private final List<Double> path = new ArrayList<>();

  private Trainer.Builder trainer(double judged) {
    w.set(0);
    return Trainer.of(network, new Sgd(0.1))
        .loss(new MeanSquaredError())
        .validation(Samples.of(new double[][] {{1}}, new double[][] {{judged}}))
        .listener(
            new TrainingListener() {
              @Override
              public void epochEnded(EpochResult result) {
                path.add(w.values()[0]);
              }
            });
  }

  @Test
  void endsAfterItsPatienceAndRestoresTheBestWeights() {
    TrainingResult result = trainer(0.5).earlyStopping(3).build().train(ONE, 100);

    // w goes 0.2, 0.36, 0.488, 0.59, …: the third is nearest to 0.5.
    assertThat(result.best()).isEqualTo(Optional.of(3));
    assertThat(result.epochs()).hasSize(6);
    assertThat(result.stopped()).isFalse();
    assertThat(path).hasSize(6);
    assertThat(w.values()[0]).isEqualTo(path.get(2)).isNotEqualTo(path.get(5));
  }

  @Test
  void restoresTheBestWeightsAfterTheLastEpochToo() {
    TrainingResult result = trainer(0.5).earlyStopping(50).build().train(ONE, 5);

    assertThat(result.epochs()).hasSize(5);
    assertThat(w.values()[0]).isEqualTo(path.get(2));
  }

  @Test
  void withoutEarlyStoppingTheLastWeightsStay() {
    TrainingResult result = trainer(0.5).build().train(ONE, 5);

    assertThat(result.best()).isEmpty();
    assertThat(w.values()[0]).isEqualTo(path.get(4));
  }

  @Test
  void aTrainingStoppedByAListenerKeepsItsCurrentWeights() {
    TrainingResult result =
        trainer(0.5)
            .earlyStopping(50)
            .listener(
                new TrainingListener() {
                  private int batches;

                  @Override
                  public void batchEnded(int epoch, int done, int samples) {
                    batches++;
                  }

                  @Override
                  public boolean stopRequested() {
                    return batches == 5;
                  }
                })
            .build()
            .train(ONE, 100);

    assertThat(result.stopped()).isTrue();
    assertThat(w.values()[0]).isEqualTo(path.get(4));
  }

  @Test
  void aValidationLossThatIsNotANumberEndsTraining() {
    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> trainer(Double.NaN).earlyStopping(3).build().train(ONE, 9))
        .withMessageStartingWith(
            "training diverged: after epoch 1, the mean loss on the validation samples is NaN");
  }

  @Test
  void needsValidationSamplesAndPatience() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(network, new Sgd(1)).earlyStopping(1).build())
        .withMessage("early stopping needs validation samples, and there are none; set some");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(network, new Sgd(1)).earlyStopping(0))
        .withMessage("the patience of early stopping must be at least 1, got 0");
  }

  @Test
  void validationIsOfTheWeightsAtTheEndOfTheEpoch() {
    TrainingResult result = trainer(0.5).build().train(ONE, 3);

    for (int i = 0; i < 3; i++) {
      double d = path.get(i) - 0.5;
      assertThat(result.epochs().get(i).validation().orElseThrow().meanLoss()).isEqualTo(d * d);
    }
  }
}
