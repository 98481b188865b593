package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DivergenceTest {

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

  @Test
  void saysWhereTrainingDiverged() {
    Network network = network();
    double[] weights = network.parameters().get(1).values();
    weights[3] = Double.NaN;
    network.parameters().get(1).set(weights);

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(
            () ->
                Trainer.of(network, new Sgd(0.1))
                    .build()
                    .train(new RandomSamples(3, INPUTS, CLASSES), 1))
        .withMessage(
            "training diverged: the loss is NaN at epoch 1, sample 0, where layer 1 (linear) has a"
                + " parameter with NaN or infinity, 1.weights [5, 4]; use a lower learning rate");
  }

  @Test
  void namesTheSampleThatIsNotANumber() {
    RandomSamples samples = new RandomSamples(6, INPUTS, CLASSES);
    samples.input(4)[2] = Double.NaN;
    Network network = network();

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> Trainer.of(network, new Sgd(0.1)).batchSize(3).build().train(samples, 1))
        .withMessageContaining("at epoch 1, sample 4, with finite parameters: check that sample's")
        .withMessageEndingWith("values, or use a lower learning rate");
    assertThat(parameters(network)).doesNotContain(Double.NaN);
  }

  @Test
  void findsAParameterThatBrokeInTheLastBatch() {
    Network network = network();
    RandomSamples samples = new RandomSamples(1, INPUTS, CLASSES);
    Arrays.fill(samples.input(0), 20);

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> Trainer.of(network, new Sgd(Double.MAX_VALUE)).build().train(samples, 1))
        .withMessageStartingWith("training diverged: after epoch 1, layer ");
  }

  @Test
  void findsAParameterThatBrokeInTheBatchAfterWhichItIsStopped() {
    Network network = network();
    RandomSamples samples = new RandomSamples(2, INPUTS, CLASSES);
    Arrays.fill(samples.input(0), 20);
    TrainingListener stop =
        new TrainingListener() {
          @Override
          public boolean stopRequested() {
            return true;
          }
        };

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(
            () ->
                Trainer.of(network, new Sgd(Double.MAX_VALUE))
                    .listener(stop)
                    .build()
                    .train(samples, 1))
        .withMessageStartingWith("training diverged: after 1 samples of epoch 1, layer ");
  }
}
