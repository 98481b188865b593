package io.ganglion.benchmarks.baseline;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.VectorVectorMult_DDRM;

/**
 * EJML in float64, with one matrix for each row of the weights: {@code addEquals} is the operation
 * of EJML that the JIT compiler vectorises, and inputs of 0 skip their row. It wraps the arrays of
 * {@link Baseline} and converts nothing, unlike {@link EjmlFloat32}.
 */
final class EjmlFloat64 extends Baseline {

  private final DMatrixRMaj[] w1;
  private final DMatrixRMaj[] w2;
  private final DMatrixRMaj h;
  private final DMatrixRMaj gh;
  private final DMatrixRMaj output;
  private final DMatrixRMaj outputGradient;

  EjmlFloat64(Sizes sizes, double[][] weights, double learningRate) {
    super(sizes, learningRate);
    this.w1 = rows(weights[0], sizes.inputs(), sizes.hidden());
    this.w2 = rows(weights[1], sizes.hidden(), sizes.outputs());
    this.h = new DMatrixRMaj(1, sizes.hidden());
    this.gh = new DMatrixRMaj(1, sizes.hidden());
    this.output = DMatrixRMaj.wrap(1, sizes.outputs(), y);
    this.outputGradient = DMatrixRMaj.wrap(1, sizes.outputs(), gy);
  }

  private static DMatrixRMaj[] rows(double[] values, int rows, int columns) {
    DMatrixRMaj[] matrix = new DMatrixRMaj[rows];
    for (int i = 0; i < rows; i++) {
      matrix[i] = new DMatrixRMaj(1, columns);
      System.arraycopy(values, i * columns, matrix[i].data, 0, columns);
    }
    return matrix;
  }

  @Override
  void forward() {
    multiply(x, w1, h);
    if (rectified) {
      rectify(h.data, h.data);
    }
    multiply(h.data, w2, output);
  }

  @Override
  void backward() {
    for (int i = 0; i < w2.length; i++) {
      gh.set(i, VectorVectorMult_DDRM.innerProd(outputGradient, w2[i]));
    }
    if (rectified) {
      rectify(h.data, gh.data);
    }
    update(h.data, outputGradient, w2);
    update(x, gh, w1);
  }

  /** {@code c ← a b}. */
  private static void multiply(double[] a, DMatrixRMaj[] b, DMatrixRMaj c) {
    CommonOps_DDRM.fill(c, 0);
    for (int i = 0; i < b.length; i++) {
      if (a[i] != 0) {
        CommonOps_DDRM.addEquals(c, a[i], b[i]);
      }
    }
  }

  /** {@code w ← w − η aᵀ g}. */
  private void update(double[] a, DMatrixRMaj g, DMatrixRMaj[] w) {
    for (int i = 0; i < w.length; i++) {
      if (a[i] != 0) {
        CommonOps_DDRM.addEquals(w[i], -learningRate * a[i], g);
      }
    }
  }

  @Override
  public double[][] weights() {
    return new double[][] {values(w1), values(w2)};
  }

  private static double[] values(DMatrixRMaj[] matrix) {
    int columns = matrix[0].getNumCols();
    double[] values = new double[matrix.length * columns];
    for (int i = 0; i < matrix.length; i++) {
      System.arraycopy(matrix[i].data, 0, values, i * columns, columns);
    }
    return values;
  }
}
