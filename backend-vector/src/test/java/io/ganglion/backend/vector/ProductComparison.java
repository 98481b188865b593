package io.ganglion.backend.vector;

import io.ganglion.backend.Backends;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;

/** Compares forward and backward through a linear layer on this backend and on the built-in one. */
final class ProductComparison {

  private ProductComparison() {}

  /** Whether both backends agree, up to rounding. */
  static boolean equal(int batch, int inputs, int outputs) {
    double[][] expected = run(Backends.create("java", Precision.FLOAT64), batch, inputs, outputs);
    double[][] found = run(new VectorFloat64Backend(), batch, inputs, outputs);
    for (int t = 0; t < expected.length; t++) {
      for (int i = 0; i < expected[t].length; i++) {
        if (!(Math.abs(expected[t][i] - found[t][i]) <= 1e-13)) {
          return false;
        }
      }
    }
    return true;
  }

  private static double[][] run(Backend<?> backend, int batch, int inputs, int outputs) {
    SplitMix64 random = new SplitMix64(1);
    Tensor x = random(backend, random, batch, inputs);
    Tensor w = random(backend, random, inputs, outputs);
    Tensor gy = random(backend, random, batch, outputs);
    Tensor y = Tensor.zeros(backend, Shape.of(batch, outputs));
    Tensor gx = Tensor.zeros(backend, Shape.of(batch, inputs));
    Tensor.linear(x, w, y);
    Tensor.linearGradientAndUpdate(-0.1, x, gy, gx, w);
    return new double[][] {y.toArray(), gx.toArray(), w.toArray()};
  }

  private static Tensor random(Backend<?> backend, SplitMix64 random, int rows, int columns) {
    return Tensor.of(
        backend, Shape.of(rows, columns), random.doubles((long) rows * columns).toArray());
  }
}
