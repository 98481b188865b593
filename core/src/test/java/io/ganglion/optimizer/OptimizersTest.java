package io.ganglion.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every optimizer against its formula for one number, written as in the papers. */
class OptimizersTest {

  private static final Backend<?> BACKEND = Backends.create("java", Precision.FLOAT64);
  private static final Shape SHAPE = Shape.of(3, 4);

  /** A paper's formula: the next p, from p and g in step t, with a memory of two numbers. */
  private interface Formula {
    double next(double p, double g, int t, double[] memory);
  }

  private static void follows(
      Optimizer optimizer, double rate, long seed, int steps, Formula formula) {
    SplitMix64 random = new SplitMix64(seed);
    double[] expected = random.doubles(SHAPE.size(), -1, 1).toArray();
    double[][] memory = new double[expected.length][2];
    try (Tensor p = Tensor.of(BACKEND, SHAPE, expected);
        Tensor g = Tensor.zeros(BACKEND, SHAPE)) {
      List<Tensor> remembered =
          optimizer.memory().stream().map(name -> Tensor.zeros(BACKEND, SHAPE)).toList();
      for (int t = 1; t <= steps; t++) {
        double[] gradient = random.doubles(expected.length, -2, 2).toArray();
        g.write(gradient);
        optimizer.update(t, rate, p, g, remembered);
        for (int i = 0; i < expected.length; i++) {
          expected[i] = formula.next(expected[i], gradient[i], t, memory[i]);
        }
        assertThat(g.toArray()).isEqualTo(gradient);
      }
      assertThat(p.toArray()).containsExactly(expected, within(1e-12));
    }
  }

  @Property(tries = 50)
  void sgdGoesAgainstTheGradient(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int steps) {
    follows(new Sgd(9), 0.1, seed, steps, (p, g, t, memory) -> p - 0.1 * g);
  }

  @Property(tries = 50)
  void momentumKeepsAVelocity(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int steps,
      @ForAll @DoubleRange(min = 0, max = 0.99) double mu) {
    follows(
        new Momentum(9, mu, false),
        0.1,
        seed,
        steps,
        (p, g, t, memory) -> {
          memory[0] = mu * memory[0] + g;
          return p - 0.1 * memory[0];
        });
  }

  /**
   * Nesterov's own form takes the gradient at the point ahead, q = p − η μ v. With q in place of p,
   * it is the form used here: this test runs both, and their q must agree.
   */
  @Property(tries = 50)
  void nesterovLooksAhead(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int steps,
      @ForAll @DoubleRange(min = 0, max = 0.99) double mu) {
    follows(
        new Momentum(9, mu, true),
        0.1,
        seed,
        steps,
        (q, g, t, memory) -> {
          double p = q + 0.1 * mu * memory[0];
          memory[0] = mu * memory[0] + g;
          p -= 0.1 * memory[0];
          return p - 0.1 * mu * memory[0];
        });
  }

  @Property(tries = 50)
  void rmsPropDividesByTheRootOfTheMeanSquare(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int steps) {
    follows(
        new RmsProp(9, 0.8, 1e-3),
        0.1,
        seed,
        steps,
        (p, g, t, memory) -> {
          memory[0] = 0.8 * memory[0] + 0.2 * g * g;
          return p - 0.1 * g / (Math.sqrt(memory[0]) + 1e-3);
        });
  }

  @Property(tries = 50)
  void adamCorrectsBothMeans(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int steps) {
    follows(
        new Adam(9, 0.9, 0.99, 1e-3),
        0.1,
        seed,
        steps,
        (p, g, t, memory) -> {
          memory[0] = 0.9 * memory[0] + 0.1 * g;
          memory[1] = 0.99 * memory[1] + 0.01 * g * g;
          double mean = memory[0] / (1 - Math.pow(0.9, t));
          double meanSquare = memory[1] / (1 - Math.pow(0.99, t));
          return p - 0.1 * mean / (Math.sqrt(meanSquare) + 1e-3);
        });
  }

  @Test
  void onlySgdIsPlainDescent() {
    assertThat(new Sgd(1).isPlainDescent()).isTrue();
    assertThat(new Momentum(1, 0, false).isPlainDescent()).isFalse();
    assertThat(new RmsProp(1).isPlainDescent()).isFalse();
    assertThat(new Adam(1).isPlainDescent()).isFalse();
  }

  @Test
  void refusesSettingsOutOfRange() {
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Sgd(rate))
          .withMessage("the learning rate must be a finite number above 0, got " + rate);
      assertThatIllegalArgumentException().isThrownBy(() -> new Momentum(rate, 0, false));
      assertThatIllegalArgumentException().isThrownBy(() -> new RmsProp(rate));
      assertThatIllegalArgumentException().isThrownBy(() -> new Adam(rate));
      assertThatIllegalArgumentException().isThrownBy(() -> new RmsProp(1, 0.9, rate));
      assertThatIllegalArgumentException().isThrownBy(() -> new Adam(1, 0.9, 0.9, rate));
    }
    for (double share : new double[] {-0.1, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Momentum(1, share, true))
          .withMessage("momentum must be at least 0 and less than 1, got " + share);
      assertThatIllegalArgumentException().isThrownBy(() -> new RmsProp(1, share, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> new Adam(1, share, 0, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> new Adam(1, 0, share, 1));
    }
  }
}
