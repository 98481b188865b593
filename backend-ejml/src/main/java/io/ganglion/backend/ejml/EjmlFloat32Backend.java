package io.ganglion.backend.ejml;

import io.ganglion.spi.Precision;
import io.ganglion.spi.RowBackend;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.mult.VectorVectorMult_FDRM;

/**
 * EJML in float32. A matrix is an array of rows, each a {@link FMatrixRMaj} [1, n].
 *
 * <p>Why rows, when EJML multiplies whole matrices? Its products ({@code mult}, {@code
 * multAddTransA} and the like) visit every element, in inner loops that the JIT compiler leaves
 * scalar. By contrast, {@code addEquals(y, α, x)}, which adds a multiple of one row to another, is
 * compiled to vector instructions, and a factor of 0 saves a whole row. For one sample of MNIST and
 * a layer [784, 100], this is about nine times as fast.
 *
 * <table>
 *   <caption>The operations of EJML behind each kernel; where no class is named, they are those of
 *       {@link CommonOps_FDRM}</caption>
 *   <tr><th>kernel</th><th>operations, row by row</th></tr>
 *   <tr><td>linear, rankUpdate</td><td>{@code addEquals}, skipped where the factor from x is
 *       0</td></tr>
 *   <tr><td>linearGradient</td><td>{@code VectorVectorMult_FDRM.innerProd}</td></tr>
 *   <tr><td>copy</td><td>{@code FMatrixRMaj.setTo}</td></tr>
 *   <tr><td>scale, and scaling by β elsewhere</td><td>{@code scale}; {@code fill} for a factor of
 *       0</td></tr>
 *   <tr><td>axpy, addRow, columnSums</td><td>{@code addEquals}</td></tr>
 *   <tr><td>multiply</td><td>{@code elementMult}</td></tr>
 *   <tr><td>softmax</td><td>{@code elementMax}, {@code subtract}, {@code elementExp}, {@code
 *       elementSum}, {@code divide}</td></tr>
 *   <tr><td>softmaxGradient</td><td>{@code VectorVectorMult_FDRM.innerProd}, {@code subtract},
 *       {@code elementMult}</td></tr>
 *   <tr><td>write</td><td>a loop over {@code data}</td></tr>
 *   <tr><td>read, reshape, activate, activationGradient, adaptiveUpdate</td><td>{@code
 *       FMatrixRMaj.get} and {@code set}, element by element: EJML has no operation for these that
 *       works in place and makes no object for each call</td></tr>
 * </table>
 *
 * <p>No kernel allocates memory. Results always have the shape of their operands, so EJML never
 * reshapes one.
 *
 * <p>Results are reproducible: the order of operations is fixed, so the same operations give the
 * same bits in every run. The one exception is {@code exp} in softmax, which is that of {@link
 * Math}: its last digit may differ between processors or JDKs.
 *
 * <p>The build derives the backend of the other precision from this source.
 */
final class EjmlFloat32Backend extends RowBackend<FMatrixRMaj> {

  EjmlFloat32Backend() {
    super(EjmlBackendProvider.NAME, Precision.FLOAT32, FMatrixRMaj[]::new);
  }

  @Override
  protected FMatrixRMaj createRow(int columns) {
    return new FMatrixRMaj(1, columns);
  }

  @Override
  protected int length(FMatrixRMaj row) {
    return row.numCols;
  }

  @Override
  protected double get(FMatrixRMaj row, int j) {
    return row.get(j);
  }

  @Override
  protected void set(FMatrixRMaj row, int j, double value) {
    row.set(j, (float) value);
  }

  @Override
  protected void copyRow(FMatrixRMaj x, FMatrixRMaj y) {
    y.setTo(x);
  }

  @Override
  protected void scaleRow(double alpha, FMatrixRMaj x) {
    if (alpha == 0) {
      CommonOps_FDRM.fill(x, 0);
    } else {
      CommonOps_FDRM.scale((float) alpha, x);
    }
  }

  @Override
  protected void addMultiple(double alpha, FMatrixRMaj x, FMatrixRMaj y) {
    CommonOps_FDRM.addEquals(y, (float) alpha, x);
  }

  @Override
  protected void multiplyRows(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
    CommonOps_FDRM.elementMult(a, b, c);
  }

  @Override
  protected double dot(FMatrixRMaj x, FMatrixRMaj y) {
    return VectorVectorMult_FDRM.innerProd(x, y);
  }

  // EJML copies only whole arrays, and converts none to the other precision. The compiler turns
  // this loop into vector instructions, but not a call of set for each element.

  @Override
  public void write(double[] source, int offset, FMatrixRMaj[] target) {
    int next = offset;
    for (FMatrixRMaj row : target) {
      float[] data = row.data;
      for (int j = 0; j < data.length; j++) {
        data[j] = (float) source[next + j];
      }
      next += data.length;
    }
  }

  // The inherited kernel, with factors of the library's precision: a conversion of each costs a
  // fiftieth of a step.

  @Override
  public void rankUpdate(
      double alpha, FMatrixRMaj[] x, FMatrixRMaj[] gy, double beta, FMatrixRMaj[] w) {
    scale(beta, w);
    float rate = (float) alpha;
    if (rate != 0) {
      for (int p = 0; p < gy.length; p++) {
        addOuterProduct(rate, x[p].data, gy[p], w);
      }
    }
  }

  private static void addOuterProduct(
      float alpha, float[] factors, FMatrixRMaj g, FMatrixRMaj[] w) {
    for (int i = 0; i < factors.length; i++) {
      if (factors[i] != 0) {
        CommonOps_FDRM.addEquals(w[i], alpha * factors[i], g);
      }
    }
  }

  // EJML's own operations.

  @Override
  public void softmax(FMatrixRMaj[] x, FMatrixRMaj[] y) {
    for (int i = 0; i < y.length; i++) {
      CommonOps_FDRM.subtract(x[i], CommonOps_FDRM.elementMax(x[i]), y[i]);
      CommonOps_FDRM.elementExp(y[i], y[i]);
      CommonOps_FDRM.divide(y[i], CommonOps_FDRM.elementSum(y[i]));
    }
  }

  @Override
  public void softmaxGradient(FMatrixRMaj[] y, FMatrixRMaj[] gy, FMatrixRMaj[] gx) {
    for (int i = 0; i < gx.length; i++) {
      CommonOps_FDRM.subtract(gy[i], VectorVectorMult_FDRM.innerProd(gy[i], y[i]), gx[i]);
      CommonOps_FDRM.elementMult(gx[i], y[i]);
    }
  }
}
