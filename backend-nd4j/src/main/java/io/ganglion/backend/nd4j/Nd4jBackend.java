package io.ganglion.backend.nd4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import io.ganglion.spi.Backend;

/**
 * The base of both precisions of the ND4J backend: chooses the BLAS routine for each product.
 *
 * <p>The matrices are ND4J's own arrays, and the products run in the OpenBLAS that comes with ND4J,
 * through the binding that ND4J itself calls. ND4J's own methods, {@code INDArray.mmuli} and {@code
 * Level2.gemv}, go through its op executioner, which takes more time than the product of one sample
 * and leaves several kilobytes of garbage.
 *
 * <p>Of the element-wise operations, BLAS has only scaling and adding. All others are loops over
 * the array's memory, since ND4J's operations would take microseconds for ten elements.
 *
 * @param <M> the type of matrix of the precision
 */
abstract sealed class Nd4jBackend<M extends Nd4jMatrix> implements Backend<M>
    permits Nd4jFloat64Backend, Nd4jFloat32Backend {

  @Override
  public final String name() {
    return "nd4j";
  }

  @Override
  public final void release(M storage) {
    storage.close();
  }

  @Override
  public final int rows(M storage) {
    return storage.rows;
  }

  @Override
  public final int columns(M storage) {
    return storage.columns;
  }

  @Override
  public final void linear(M x, M w, M y) {
    product(1, x, CblasNoTrans, w, CblasNoTrans, 0, y);
  }

  @Override
  public final void linearGradient(M gy, M w, M gx) {
    product(1, gy, CblasNoTrans, w, CblasTrans, 0, gx);
  }

  @Override
  public final void rankUpdate(double alpha, M x, M gy, double beta, M w) {
    if (alpha == 0) {
      scale(beta, w); // For small matrices, OpenBLAS would still compute 0 · NaN.
    } else {
      product(alpha, x, CblasTrans, gy, CblasNoTrans, beta, w);
    }
  }

  /**
   * {@code c ← α op(a) op(b) + β c}. If c has one row or one column, this is the product of a
   * matrix and a vector; if the inner dimension is 1, it is a rank-one update.
   *
   * @param opA BLAS's flag for a, transposed or not; opB is the flag for b
   */
  private void product(double alpha, M a, int opA, M b, int opB, double beta, M c) {
    int k = opA == CblasNoTrans ? a.columns : a.rows;
    if (c.rows == 1) {
      int opposite = opB == CblasNoTrans ? CblasTrans : CblasNoTrans;
      multiplyVector(alpha, b, opposite, a, beta, c); // cᵀ ← α op(b)ᵀ aᵀ + β cᵀ
    } else if (c.columns == 1) {
      multiplyVector(alpha, a, opA, b, beta, c);
    } else if (k == 1) {
      scale(beta, c);
      addOuterProduct(alpha, a, b, c);
    } else {
      multiplyMatrix(alpha, a, opA, b, opB, k, beta, c);
    }
  }

  /**
   * BLAS's gemv: {@code y ← α op(a) x + β y}.
   *
   * @param x one row or one column
   * @param y one row or one column
   */
  abstract void multiplyVector(double alpha, M a, int opA, M x, double beta, M y);

  /**
   * BLAS's ger: {@code a ← a + α x yᵀ}.
   *
   * @param x one row or one column
   * @param y one row or one column
   */
  abstract void addOuterProduct(double alpha, M x, M y, M a);

  /**
   * BLAS's gemm: {@code c ← α op(a) op(b) + β c}.
   *
   * @param k the columns of op(a) and the rows of op(b)
   */
  abstract void multiplyMatrix(double alpha, M a, int opA, M b, int opB, int k, double beta, M c);
}
