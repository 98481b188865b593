package io.ganglion.benchmarks.baseline;

import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.mult.VectorVectorMult_FDRM;

/**
 * EJML in float32, with the operations of {@link EjmlFloat64}. It has matrices of its own for the
 * sample, the output and the output's gradient, and converts them at every step; see {@link
 * Baseline} for why it is a separate program.
 */
final class EjmlFloat32 extends Baseline {

  private final FMatrixRMaj[] w1;
  private final FMatrixRMaj[] w2;
  private final FMatrixRMaj input;
  private final FMatrixRMaj h;
  private final FMatrixRMaj gh;
  private final FMatrixRMaj output;
  private final FMatrixRMaj outputGradient;
  private final float rate;

  EjmlFloat32(Sizes sizes, double[][] weights, double learningRate) {
    super(sizes, learningRate);
    this.rate = (float) learningRate;
    this.w1 = rows(rounded(weights[0]), sizes.inputs(), sizes.hidden());
    this.w2 = rows(rounded(weights[1]), sizes.hidden(), sizes.outputs());
    this.input = new FMatrixRMaj(1, sizes.inputs());
    this.h = new FMatrixRMaj(1, sizes.hidden());
    this.gh = new FMatrixRMaj(1, sizes.hidden());
    this.output = new FMatrixRMaj(1, sizes.outputs());
    this.outputGradient = new FMatrixRMaj(1, sizes.outputs());
  }

  private static FMatrixRMaj[] rows(float[] values, int rows, int columns) {
    FMatrixRMaj[] matrix = new FMatrixRMaj[rows];
    for (int i = 0; i < rows; i++) {
      matrix[i] = new FMatrixRMaj(1, columns);
      System.arraycopy(values, i * columns, matrix[i].data, 0, columns);
    }
    return matrix;
  }

  @Override
  void forward() {
    round(x, input.data);
    multiply(input.data, w1, h);
    if (rectified) {
      rectify(h.data, h.data);
    }
    multiply(h.data, w2, output);
    widen(output.data, y);
  }

  @Override
  void backward() {
    round(gy, outputGradient.data);
    for (int i = 0; i < w2.length; i++) {
      gh.set(i, VectorVectorMult_FDRM.innerProd(outputGradient, w2[i]));
    }
    if (rectified) {
      rectify(h.data, gh.data);
    }
    update(h.data, outputGradient, w2);
    update(input.data, gh, w1);
  }

  /** {@code c ← a b}. */
  private static void multiply(float[] a, FMatrixRMaj[] b, FMatrixRMaj c) {
    CommonOps_FDRM.fill(c, 0);
    for (int i = 0; i < b.length; i++) {
      if (a[i] != 0) {
        CommonOps_FDRM.addEquals(c, a[i], b[i]);
      }
    }
  }

  /** {@code w ← w − η aᵀ g}. */
  private void update(float[] a, FMatrixRMaj g, FMatrixRMaj[] w) {
    for (int i = 0; i < w.length; i++) {
      if (a[i] != 0) {
        CommonOps_FDRM.addEquals(w[i], -rate * a[i], g);
      }
    }
  }

  @Override
  public double[][] weights() {
    return new double[][] {values(w1), values(w2)};
  }

  private static double[] values(FMatrixRMaj[] matrix) {
    int columns = matrix[0].getNumCols();
    float[] values = new float[matrix.length * columns];
    for (int i = 0; i < matrix.length; i++) {
      System.arraycopy(matrix[i].data, 0, values, i * columns, columns);
    }
    return widened(values);
  }
}
