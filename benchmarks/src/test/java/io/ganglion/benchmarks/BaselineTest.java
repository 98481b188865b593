package io.ganglion.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.benchmarks.baseline.Baseline;
import io.ganglion.benchmarks.baseline.Program;
import io.ganglion.benchmarks.baseline.Sizes;
import io.ganglion.model.Scaling;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.spi.Precision;
import io.ganglion.train.EpochResult;
import io.ganglion.train.Samples;
import io.ganglion.train.Trainer;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BaselineTest {

  private static final int SAMPLES = 200;

  /** Large enough that 200 samples change the weights noticeably. */
  private static final double LEARNING_RATE = 0.01;

  @ParameterizedTest
  @MethodSource("programs")
  void aProgramWrittenByHandLearnsWhatGanglionLearns(
      Program program, Precision precision, Topology topology) throws IOException {
    Samples samples = Digits.read(topology, "mnist", SAMPLES).samples(Scaling.BYTES);
    double tolerance = precision == Precision.FLOAT64 ? 1e-12 : 1e-5;
    Sizes sizes = topology.sizes();
    try (Network network = topology.network(Backends.create("java", Precision.FLOAT64));
        Baseline baseline = program.start(precision, sizes, topology.weights(), LEARNING_RATE)) {
      EpochResult expected =
          Trainer.of(network, new Sgd(LEARNING_RATE)).build().train(samples, 1).epochs().get(0);

      assertThat(baseline.epoch(samples)).isCloseTo(expected.meanLoss(), within(tolerance));
      for (int layer = 0; layer < 2; layer++) {
        assertThat(
                largestDifference(
                    baseline.weights()[layer], network.parameters().get(layer).values()))
            .isLessThanOrEqualTo(tolerance);
      }
    }
  }

  /** Not an assertion on the arrays, because it would take minutes for 600,000 weights. */
  private static double largestDifference(double[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    return IntStream.range(0, expected.length)
        .mapToDouble(i -> Math.abs(found[i] - expected[i]))
        .reduce(0, Math::max);
  }

  static Stream<Arguments> programs() {
    return Arrays.stream(Program.values())
        .flatMap(
            program ->
                Arrays.stream(Precision.values())
                    .filter(program::has)
                    .flatMap(
                        precision ->
                            Arrays.stream(Topology.values())
                                .map(topology -> Arguments.of(program, precision, topology))));
  }

  @Test
  void aProgramRefusesAPrecisionThatItsLibraryLacks() {
    assertThatThrownBy(
            () ->
                Program.COMMONS.start(
                    Precision.FLOAT32, new Sizes(1, 1, 1, false), new double[][] {{0}, {0}}, 1))
        .hasMessage(
            "the program 'commons' does not compute in float32, nor does its library; use float64");
  }
}
