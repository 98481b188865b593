package io.ganglion.benchmarks.baseline;

import org.apache.commons.math3.linear.ArrayRealVector;

/**
 * Apache Commons Math in float64, with one vector for each row of the weights: {@code
 * combineToSelf} works in place, unlike any product of a {@code RealMatrix}, and inputs of 0 skip
 * their row.
 */
final class CommonsFloat64 extends Baseline {

  private final ArrayRealVector[] w1;
  private final ArrayRealVector[] w2;
  private final ArrayRealVector h;
  private final ArrayRealVector gh;
  private final ArrayRealVector output;
  private final ArrayRealVector outputGradient;

  CommonsFloat64(Sizes sizes, double[][] weights, double learningRate) {
    super(sizes, learningRate);
    this.w1 = rows(weights[0], sizes.inputs(), sizes.hidden());
    this.w2 = rows(weights[1], sizes.hidden(), sizes.outputs());
    this.h = new ArrayRealVector(sizes.hidden());
    this.gh = new ArrayRealVector(sizes.hidden());
    this.output = new ArrayRealVector(y, false);
    this.outputGradient = new ArrayRealVector(gy, false);
  }

  private static ArrayRealVector[] rows(double[] values, int rows, int columns) {
    ArrayRealVector[] matrix = new ArrayRealVector[rows];
    for (int i = 0; i < rows; i++) {
      matrix[i] = new ArrayRealVector(values, i * columns, columns);
    }
    return matrix;
  }

  @Override
  void forward() {
    multiply(x, w1, h);
    if (rectified) {
      rectify(h.getDataRef(), h.getDataRef());
    }
    multiply(h.getDataRef(), w2, output);
  }

  @Override
  void backward() {
    for (int i = 0; i < w2.length; i++) {
      gh.setEntry(i, outputGradient.dotProduct(w2[i]));
    }
    if (rectified) {
      rectify(h.getDataRef(), gh.getDataRef());
    }
    update(h.getDataRef(), outputGradient, w2);
    update(x, gh, w1);
  }

  /** {@code c ← a b}. */
  private static void multiply(double[] a, ArrayRealVector[] b, ArrayRealVector c) {
    c.set(0);
    for (int i = 0; i < b.length; i++) {
      if (a[i] != 0) {
        c.combineToSelf(1, a[i], b[i]);
      }
    }
  }

  /** {@code w ← w − η aᵀ g}. */
  private void update(double[] a, ArrayRealVector g, ArrayRealVector[] w) {
    for (int i = 0; i < w.length; i++) {
      if (a[i] != 0) {
        w[i].combineToSelf(1, -learningRate * a[i], g);
      }
    }
  }

  @Override
  public double[][] weights() {
    return new double[][] {values(w1), values(w2)};
  }

  private static double[] values(ArrayRealVector[] matrix) {
    int columns = matrix[0].getDimension();
    double[] values = new double[matrix.length * columns];
    for (int i = 0; i < matrix.length; i++) {
      System.arraycopy(matrix[i].getDataRef(), 0, values, i * columns, columns);
    }
    return values;
  }
}
