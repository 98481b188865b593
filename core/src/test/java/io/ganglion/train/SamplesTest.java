package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ganglion.tensor.Shape;
import org.junit.jupiter.api.Test;

class SamplesTest {

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
}
