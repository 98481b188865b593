package io.ganglion.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import org.junit.jupiter.api.Test;

/** {@link Backends#defaultKernels} lists the kernels that a backend does not override. */
class DefaultKernelsTest {

  @Test
  void theBuiltInBackendLeavesOnlyTheFusedProductsToTheDefault() {
    for (Precision precision : Precision.values()) {
      assertThat(Backends.defaultKernels(Backends.create("java", precision)))
          .containsExactly("linearGradientAndUpdate", "updateAndLinear");
    }
  }

  @Test
  void kernelsThatAreNotOverriddenAreListedInAlphabeticalOrder() {
    assertThat(Backends.defaultKernels(new Plain()))
        .containsExactly(
            "activate",
            "activationGradient",
            "adaptiveUpdate",
            "addRow",
            "axpy",
            "columnSums",
            "copy",
            "linearGradientAndUpdate",
            "multiply",
            "reshape",
            "scale",
            "softmax",
            "softmaxGradient",
            "updateAndLinear");
  }

  @Test
  void kernelsThatTheClassOrASuperclassOverridesAreNotListed() {
    assertThat(Backends.defaultKernels(new Faster()))
        .hasSize(12)
        .doesNotContain("axpy", "activate", "release");
  }

  /** Implements what is required, and nothing more. */
  private static class Plain implements Backend<double[][]> {

    @Override
    public String name() {
      return "plain";
    }

    @Override
    public Precision precision() {
      return Precision.FLOAT64;
    }

    @Override
    public double[][] create(int rows, int columns) {
      return new double[rows][columns];
    }

    @Override
    public int rows(double[][] storage) {
      return storage.length;
    }

    @Override
    public int columns(double[][] storage) {
      return storage[0].length;
    }

    @Override
    public void write(double[] source, int offset, double[][] target) {}

    @Override
    public void read(double[][] source, double[] target, int offset) {}

    @Override
    public void linear(double[][] x, double[][] w, double[][] y) {}

    @Override
    public void linearGradient(double[][] gy, double[][] w, double[][] gx) {}

    @Override
    public void rankUpdate(double alpha, double[][] x, double[][] gy, double beta, double[][] w) {}
  }

  private static class Fast extends Plain {
    @Override
    public void axpy(double alpha, double[][] x, double[][] y) {}
  }

  private static final class Faster extends Fast {
    @Override
    public void activate(Activation f, double[][] x, double[][] y) {}

    @Override
    public void release(double[][] storage) {}
  }
}
