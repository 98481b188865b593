package io.ganglion.backend.nd4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import io.ganglion.spi.Backend;

/**
 * What both precisions of the ND4J backend share: which of BLAS's products runs when.
 *
 * <p>The matrices are ND4J's own arrays, and the products run in the OpenBLAS that ND4J brings and
 * uses, through the binding that ND4J itself calls. ND4J's own way there, {@code INDArray.mmuli} or
 * {@code Level2.gemv}, passes its op executioner, which costs more time than the product of one
 * sample and several kilobytes of garbage.
 *
 * <p>BLAS knows nothing element by element but scaling and adding. The rest are loops over the
 * array's memory: ND4J's operations would take microseconds for ten elements.
 *
 * @param <M> the matrix of the precision
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
      scale(beta, w); // OpenBLAS reads small matrices all the same: 0 · NaN would show.
    } else {
      product(alpha, x, CblasTrans, gy, CblasNoTrans, beta, w);
    }
  }

  /**
   * {@code c ← α op(a) op(b) + β c}. With one row or one column of c, the product is one of a matrix
   * and a vector; with an inner size of one, it is a rank-one update.
   *
   * @param opA BLAS's flag for a, transposed or not; opB is that for b
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
   * BLAS's gemv, {@code y ← α op(a) x + β y}.
   *
   * @param x one row or one column
   * @param y one row or one column
   */
  abstract void multiplyVector(double alpha, M a, int opA, M x, double beta, M y);

  /**
   * BLAS's ger, {@code a ← a + α x yᵀ}.
   *
   * @param x one row or one column
   * @param y one row or one column
   */
  abstract void addOuterProduct(double alpha, M x, M y, M a);

  /**
   * BLAS's gemm, {@code c ← α op(a) op(b) + β c}.
   *
   * @param k columns of op(a), rows of op(b)
   */
  abstract void multiplyMatrix(double alpha, M a, int opA, M b, int opB, int k, double beta, M c);
}
