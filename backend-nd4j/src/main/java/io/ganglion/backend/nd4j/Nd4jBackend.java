package io.ganglion.backend.nd4j;

import io.ganglion.spi.Backend;
import io.ganglion.spi.Transpose;
import org.bytedeco.openblas.global.openblas_nolapack;

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

  /**
   * {@inheritDoc}
   *
   * <p>With one row or one column of c, the product is one of a matrix and a vector; with an inner
   * size of one, it is a rank-one update.
   */
  @Override
  public final void gemm(double alpha, M a, Transpose opA, M b, Transpose opB, double beta, M c) {
    int k = opA == Transpose.NO ? a.columns : a.rows;
    if (alpha == 0) {
      scale(beta, c); // OpenBLAS reads small matrices all the same: 0 · NaN would show.
    } else if (c.rows == 1) {
      Transpose opposite = opB == Transpose.NO ? Transpose.YES : Transpose.NO;
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
  abstract void multiplyVector(double alpha, M a, Transpose opA, M x, double beta, M y);

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
  abstract void multiplyMatrix(
      double alpha, M a, Transpose opA, M b, Transpose opB, int k, double beta, M c);

  /** How BLAS's C interface writes a transposition. */
  static int flag(Transpose op) {
    return op == Transpose.NO ? openblas_nolapack.CblasNoTrans : openblas_nolapack.CblasTrans;
  }
}
