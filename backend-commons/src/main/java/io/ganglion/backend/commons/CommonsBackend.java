package io.ganglion.backend.commons;

import io.ganglion.spi.Precision;
import io.ganglion.spi.RowBackend;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.function.Exp;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Apache Commons Math in float64. A matrix is an array of rows, each an {@link ArrayRealVector}.
 *
 * <p>Why rows, when the library has matrices? Every product of a {@code RealMatrix} makes a new
 * matrix or array for its result, and none adds to an existing one. Vectors are combined in place,
 * the JIT compiler turns {@code combineToSelf} into vector instructions, and a factor of 0 saves a
 * whole row. For one sample of MNIST and a layer [784, 100], this is about ten times as fast as the
 * library's best product for it, {@code BlockRealMatrix.preMultiply}.
 *
 * <table>
 *   <caption>The operations of Commons Math behind each kernel; where no class is named, they are
 *       those of {@link ArrayRealVector}</caption>
 *   <tr><th>kernel</th><th>operations, row by row</th></tr>
 *   <tr><td>linear, rankUpdate</td><td>{@code combineToSelf}, skipped where the factor from x is
 *       0</td></tr>
 *   <tr><td>linearGradient</td><td>{@code dotProduct}</td></tr>
 *   <tr><td>copy</td><td>{@code setSubVector}</td></tr>
 *   <tr><td>scale, and scaling by β elsewhere</td><td>{@code mapMultiplyToSelf}; {@code set} for a
 *       factor of 0</td></tr>
 *   <tr><td>axpy, addRow, columnSums</td><td>{@code combineToSelf}</td></tr>
 *   <tr><td>softmax</td><td>{@code setSubVector}, {@code StatUtils.max}, {@code
 *       mapSubtractToSelf}, {@code mapToSelf} with {@link Exp}, {@code StatUtils.sum}, {@code
 *       mapDivideToSelf}</td></tr>
 *   <tr><td>softmaxGradient</td><td>{@code dotProduct}, then a loop over {@code
 *       getDataRef}</td></tr>
 *   <tr><td>write</td><td>{@code System.arraycopy} into {@code getDataRef}</td></tr>
 *   <tr><td>read, reshape, multiply, activate, activationGradient, adaptiveUpdate</td><td>a loop
 *       over {@code getDataRef}: the library's own operations make a new vector, or an object for
 *       each call</td></tr>
 * </table>
 *
 * <p>No kernel allocates memory: all of them work in place.
 *
 * <p>Results are reproducible: the order of operations is fixed, {@code exp} in softmax is the
 * library's own, and all other functions are those of {@link StrictMath}. The same operations give
 * the same bits in every run and on every JDK.
 */
final class CommonsBackend extends RowBackend<ArrayRealVector> {

  private static final UnivariateFunction EXP = new Exp();

  CommonsBackend() {
    super(CommonsBackendProvider.NAME, Precision.FLOAT64, ArrayRealVector[]::new);
  }

  @Override
  protected ArrayRealVector createRow(int columns) {
    return new ArrayRealVector(columns);
  }

  @Override
  protected int length(ArrayRealVector row) {
    return row.getDimension();
  }

  @Override
  protected double get(ArrayRealVector row, int j) {
    return row.getDataRef()[j];
  }

  @Override
  protected void set(ArrayRealVector row, int j, double value) {
    row.getDataRef()[j] = value;
  }

  @Override
  protected void copyRow(ArrayRealVector x, ArrayRealVector y) {
    y.setSubVector(0, x);
  }

  @Override
  protected void scaleRow(double alpha, ArrayRealVector x) {
    if (alpha == 0) {
      x.set(0);
    } else {
      x.mapMultiplyToSelf(alpha);
    }
  }

  @Override
  protected void addMultiple(double alpha, ArrayRealVector x, ArrayRealVector y) {
    y.combineToSelf(1, alpha, x);
  }

  @Override
  protected void multiplyRows(ArrayRealVector a, ArrayRealVector b, ArrayRealVector c) {
    double[] products = c.getDataRef();
    for (int j = 0; j < products.length; j++) {
      products[j] = a.getDataRef()[j] * b.getDataRef()[j];
    }
  }

  @Override
  protected double dot(ArrayRealVector x, ArrayRealVector y) {
    return x.dotProduct(y);
  }

  @Override
  public void write(double[] source, int offset, ArrayRealVector[] target) {
    int next = offset;
    for (ArrayRealVector row : target) {
      System.arraycopy(source, next, row.getDataRef(), 0, row.getDimension());
      next += row.getDimension();
    }
  }

  @Override
  public void softmax(ArrayRealVector[] x, ArrayRealVector[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i].setSubVector(0, x[i]);
      y[i].mapSubtractToSelf(StatUtils.max(x[i].getDataRef()));
      y[i].mapToSelf(EXP);
      y[i].mapDivideToSelf(StatUtils.sum(y[i].getDataRef()));
    }
  }
}
