package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Parameter.Role;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private static final Backend<?> BACKEND = Backends.create("java", Precision.FLOAT64);

  private static Network network(String architecture) {
    return Network.of(BACKEND, new SplitMix64(1), Architecture.parse(architecture));
  }

  @Test
  void areMadeFromArrays() {
    double[][] inputs = {{1, 2}, {3, 4}};
    Samples samples = Samples.of(inputs, new double[][] {{5}, {6}});
    inputs[1][0] = 9;
    double[] read = new double[4];
    samples.readInput(1, read, 1);
    samples.readTarget(0, read, 3);

    assertThat(samples.size()).isEqualTo(2);
    assertThat(samples.inputShape()).isEqualTo(Shape.of(2));
    assertThat(samples.targetShape()).isEqualTo(Shape.of(1));
    assertThat(read).containsExactly(0, 3, 4, 5);
  }

  @Test
  void refuseArraysThatDoNotMatch() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(new double[0][], new double[0][]))
        .withMessage(
            "got 0 inputs and 0 targets, expected the same number of both, and at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(new double[2][1], new double[1][1]))
        .withMessage(
            "got 2 inputs and 1 targets, expected the same number of both, and at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(new double[][] {{1}, {1, 2}}, new double[2][1]))
        .withMessage("input 1 has 2 numbers, but input 0 has 1; all must have the same number");
  }

  /** A loss or a decision would take all positions of such an output for one. */
  @Test
  void doNotFitAnOutputOfSeveralDimensions() {
    Samples samples = new RandomSamples(4, 6, 6);
    Network evaluated = network("input 2x3, softmax");
    Network trained =
        Network.of(
            BACKEND,
            new SplitMix64(1),
            Shape.of(2, 3),
            new Keeping(Role.BIAS, (gradients, kept, rows) -> {}));

    for (Runnable refused :
        new Runnable[] {
          () -> Evaluation.of(evaluated, samples),
          () ->
              Trainer.of(trained, new Sgd(0.1))
                  .loss(new MeanSquaredError())
                  .build()
                  .train(samples, 1)
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(refused::run)
          .withMessage(
              "the network's output [2, 3] has 2 dimensions, but training and evaluation need 1;"
                  + " end the network with 'flatten' or a linear layer");
    }
  }

  @Test
  void fitAnOutputOfSeveralDimensionsThatIsFlattened() {
    Samples samples = new RandomSamples(4, 6, 6);

    assertThat(Evaluation.of(network("input 2x3, softmax, flatten"), samples).total()).isEqualTo(4);
    assertThat(Evaluation.of(network("input 2x3, relu, linear 6"), samples).total()).isEqualTo(4);
  }

  @Test
  void areNotNeededToPredictAnOutputOfSeveralDimensions() {
    double third = 1.0 / 3;

    assertThat(network("input 2x3, softmax").predict(1, 1, 1, 9, 9, 9))
        .containsExactly(new double[] {third, third, third, third, third, third}, within(1e-15));
  }
}
