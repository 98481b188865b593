package io.ganglion.backend.ejml;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.spi.Transpose;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.mult.VectorVectorMult_FDRM;
import org.ejml.ops.FOperatorUnary;

/**
 * EJML in float32: a matrix is the array of its rows, each of them a {@link FMatrixRMaj} [1, n], and
 * a kernel is a sequence of EJML's operations on rows.
 *
 * <p>Why rows, when EJML multiplies whole matrices? Because its products, {@code mult} and {@code
 * multAddTransA} and their kin, visit every element with inner loops that the JIT compiler leaves
 * scalar, while it turns {@code addEquals(y, β, x)}, a row plus a multiple of a row, into vector
 * instructions; and because a factor of 0 then saves a whole row. For one sample of MNIST and a
 * layer [784, 100] that is about nine times as fast.
 *
 * <table>
 *   <caption>The operations of EJML behind each kernel, in {@link CommonOps_FDRM} where no class is
 *       named</caption>
 *   <tr><th>kernel</th><th>operations, row by row</th></tr>
 *   <tr><td>copy</td><td>{@code FMatrixRMaj.setTo}</td></tr>
 *   <tr><td>scale, and β of other kernels</td><td>{@code scale}; {@code fill} for 0</td></tr>
 *   <tr><td>axpy, addRow, columnSums</td><td>{@code addEquals}</td></tr>
 *   <tr><td>multiply</td><td>{@code elementMult}</td></tr>
 *   <tr><td>activate</td><td>{@code apply}</td></tr>
 *   <tr><td>activationGradient</td><td>{@code elementMult}, {@code subtract}; a loop for RELU</td></tr>
 *   <tr><td>softmax</td><td>{@code elementMax}, {@code subtract}, {@code elementExp}, {@code
 *       elementSum}, {@code divide}</td></tr>
 *   <tr><td>softmaxGradient</td><td>{@code VectorVectorMult_FDRM.innerProd}, {@code subtract}, {@code
 *       elementMult}</td></tr>
 *   <tr><td>products with op(b) = b: gemm, linear, rankUpdate</td><td>{@code addEquals}, none where
 *       the factor from op(a) is 0</td></tr>
 *   <tr><td>products with op(b) = bᵀ: gemm, linearGradient</td><td>{@code
 *       VectorVectorMult_FDRM.innerProd}</td></tr>
 *   <tr><td>adaptiveUpdate</td><td>a loop</td></tr>
 * </table>
 *
 * <p>Everything is done in place: no kernel allocates, but for gemm with both operands transposed,
 * which takes one vector [m, 1]. Operands and results always have one shape, so EJML never finds a
 * reason to reshape a result.
 *
 * <p>Reproducible: the order of operations is fixed, and no compiler may change it, so that the same
 * operations give the same bits, run after run. Only {@code exp} and {@code tanh}, which are {@link
 * Math}'s, may differ in the last digit from one kind of processor or JDK to another.
 *
 * <p>The build derives the backend of the other precision from this text.
 */
final class EjmlFloat32Backend implements Backend<FMatrixRMaj[]> {

  private static final FOperatorUnary RELU = v -> v <= 0 ? 0 : v;
  private static final FOperatorUnary TANH = v -> (float) Math.tanh(v);
  private static final FOperatorUnary SIGMOID = v -> 1 / (1 + (float) Math.exp(-v));

  @Override
  public String name() {
    return EjmlBackendProvider.NAME;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public FMatrixRMaj[] create(int rows, int columns) {
    FMatrixRMaj[] matrix = new FMatrixRMaj[rows];
    for (int i = 0; i < rows; i++) {
      matrix[i] = new FMatrixRMaj(1, columns);
    }
    return matrix;
  }

  // EJML copies whole arrays only, and converts none into the other precision: hence the loops.

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

  @Override
  public void read(FMatrixRMaj[] source, double[] target, int offset) {
    int next = offset;
    for (FMatrixRMaj row : source) {
      float[] data = row.data;
      for (int j = 0; j < data.length; j++) {
        target[next + j] = data[j];
      }
      next += data.length;
    }
  }

  @Override
  public void copy(FMatrixRMaj[] x, FMatrixRMaj[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i].setTo(x[i]);
    }
  }

  @Override
  public void scale(double alpha, FMatrixRMaj[] x) {
    for (FMatrixRMaj row : x) {
      scale((float) alpha, row);
    }
  }

  @Override
  public void axpy(double alpha, FMatrixRMaj[] x, FMatrixRMaj[] y) {
    if (alpha != 0) {
      for (int i = 0; i < y.length; i++) {
        CommonOps_FDRM.addEquals(y[i], (float) alpha, x[i]);
      }
    }
  }

  @Override
  public void multiply(FMatrixRMaj[] a, FMatrixRMaj[] b, FMatrixRMaj[] c) {
    for (int i = 0; i < c.length; i++) {
      CommonOps_FDRM.elementMult(a[i], b[i], c[i]);
    }
  }

  @Override
  public void activate(Activation f, FMatrixRMaj[] x, FMatrixRMaj[] y) {
    FOperatorUnary operator =
        switch (f) {
          case RELU -> RELU;
          case TANH -> TANH;
          case SIGMOID -> SIGMOID;
        };
    for (int i = 0; i < y.length; i++) {
      CommonOps_FDRM.apply(x[i], operator, y[i]);
    }
  }

  @Override
  public void activationGradient(
      Activation f, FMatrixRMaj[] y, FMatrixRMaj[] gy, FMatrixRMaj[] gx) {
    for (int i = 0; i < gx.length; i++) {
      switch (f) {
        case RELU -> reluGradient(y[i].data, gy[i].data, gx[i].data);
        case TANH -> {
          CommonOps_FDRM.elementMult(y[i], y[i], gx[i]);
          CommonOps_FDRM.subtract(1, gx[i], gx[i]);
          CommonOps_FDRM.elementMult(gx[i], gy[i]);
        }
        case SIGMOID -> {
          CommonOps_FDRM.subtract(1, y[i], gx[i]);
          CommonOps_FDRM.elementMult(gx[i], y[i]);
          CommonOps_FDRM.elementMult(gx[i], gy[i]);
        }
      }
    }
  }

  /** A loop, because EJML has no choice between elements, and 0 times an infinite gradient is NaN. */
  private static void reluGradient(float[] y, float[] gy, float[] gx) {
    for (int j = 0; j < gx.length; j++) {
      gx[j] = y[j] <= 0 ? 0 : gy[j];
    }
  }

  @Override
  public void addRow(FMatrixRMaj[] row, FMatrixRMaj[] x) {
    for (FMatrixRMaj target : x) {
      CommonOps_FDRM.addEquals(target, row[0]);
    }
  }

  @Override
  public void columnSums(double alpha, FMatrixRMaj[] x, double beta, FMatrixRMaj[] row) {
    scale((float) beta, row[0]);
    if (alpha != 0) {
      for (FMatrixRMaj term : x) {
        CommonOps_FDRM.addEquals(row[0], (float) alpha, term);
      }
    }
  }

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

  @Override
  public void gemm(
      double alpha,
      FMatrixRMaj[] a,
      Transpose opA,
      FMatrixRMaj[] b,
      Transpose opB,
      double beta,
      FMatrixRMaj[] c) {
    scale(beta, c);
    if (alpha == 0) {
      return;
    }
    if (opB == Transpose.NO) {
      if (opA == Transpose.NO) {
        addProduct((float) alpha, a, b, c);
      } else {
        addOuterProducts((float) alpha, a, b, c);
      }
    } else {
      if (opA == Transpose.NO) {
        addDotProducts((float) alpha, a, b, c);
      } else {
        addTransposedProduct((float) alpha, a, b, c);
      }
    }
  }

  // What training does all day goes past gemm, whose four cases are too much for one inlining.

  @Override
  public void linear(FMatrixRMaj[] x, FMatrixRMaj[] w, FMatrixRMaj[] y) {
    scale(0, y);
    addProduct(1, x, w, y);
  }

  @Override
  public void linearGradient(FMatrixRMaj[] gy, FMatrixRMaj[] w, FMatrixRMaj[] gx) {
    for (int i = 0; i < gx.length; i++) {
      for (int j = 0; j < w.length; j++) {
        gx[i].set(j, VectorVectorMult_FDRM.innerProd(gy[i], w[j]));
      }
    }
  }

  @Override
  public void rankUpdate(double alpha, FMatrixRMaj[] x, FMatrixRMaj[] gy, FMatrixRMaj[] w) {
    if (alpha != 0) {
      addOuterProducts((float) alpha, x, gy, w);
    }
  }

  @Override
  public void adaptiveUpdate(
      int size,
      double alpha,
      double beta1,
      double beta2,
      double epsilon,
      FMatrixRMaj[] g,
      FMatrixRMaj[] m,
      FMatrixRMaj[] v,
      FMatrixRMaj[] w) {
    double share1 = 1 - beta1;
    double share2 = 1 - beta2;
    for (int i = 0; i < w.length; i++) {
      adaptiveUpdate(
          (float) alpha,
          (float) beta1,
          (float) share1,
          (float) beta2,
          (float) share2,
          (float) epsilon,
          g[i].data,
          m[i].data,
          v[i].data,
          w[i].data);
    }
  }

  /** A loop, because EJML's operations would need a row in between, and a sweep each. */
  private static void adaptiveUpdate(
      float alpha,
      float beta1,
      float share1,
      float beta2,
      float share2,
      float epsilon,
      float[] g,
      float[] m,
      float[] v,
      float[] w) {
    for (int j = 0; j < w.length; j++) {
      m[j] = beta1 * m[j] + share1 * g[j];
      v[j] = beta2 * v[j] + share2 * (g[j] * g[j]);
      w[j] += alpha * m[j] / ((float) Math.sqrt(v[j]) + epsilon);
    }
  }

  /** {@code cᵢ ← cᵢ + Σₚ α aᵢₚ bₚ}. */
  private static void addProduct(float alpha, FMatrixRMaj[] a, FMatrixRMaj[] b, FMatrixRMaj[] c) {
    for (int i = 0; i < c.length; i++) {
      float[] factors = a[i].data;
      for (int p = 0; p < factors.length; p++) {
        if (factors[p] != 0) {
          CommonOps_FDRM.addEquals(c[i], alpha * factors[p], b[p]);
        }
      }
    }
  }

  /** {@code cᵢ ← cᵢ + Σₚ α aₚᵢ bₚ}. */
  private static void addOuterProducts(
      float alpha, FMatrixRMaj[] a, FMatrixRMaj[] b, FMatrixRMaj[] c) {
    for (int p = 0; p < b.length; p++) {
      float[] factors = a[p].data;
      for (int i = 0; i < factors.length; i++) {
        if (factors[i] != 0) {
          CommonOps_FDRM.addEquals(c[i], alpha * factors[i], b[p]);
        }
      }
    }
  }

  /** {@code cᵢⱼ ← cᵢⱼ + α aᵢ · bⱼ}. */
  private static void addDotProducts(
      float alpha, FMatrixRMaj[] a, FMatrixRMaj[] b, FMatrixRMaj[] c) {
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j < b.length; j++) {
        c[i].plus(j, alpha * VectorVectorMult_FDRM.innerProd(a[i], b[j]));
      }
    }
  }

  /** {@code cᵢⱼ ← cᵢⱼ + α Σₚ aₚᵢ bⱼₚ}, column by column of c. No layer needs it. */
  private static void addTransposedProduct(
      float alpha, FMatrixRMaj[] a, FMatrixRMaj[] b, FMatrixRMaj[] c) {
    FMatrixRMaj column = new FMatrixRMaj(1, c.length);
    for (int j = 0; j < b.length; j++) {
      CommonOps_FDRM.fill(column, 0);
      for (int p = 0; p < a.length; p++) {
        CommonOps_FDRM.addEquals(column, b[j].get(p), a[p]);
      }
      for (int i = 0; i < c.length; i++) {
        c[i].plus(j, alpha * column.get(i));
      }
    }
  }

  /** {@code y ← αy}, zeros where α is 0. */
  private static void scale(float alpha, FMatrixRMaj y) {
    if (alpha == 0) {
      CommonOps_FDRM.fill(y, 0);
    } else if (alpha != 1) {
      CommonOps_FDRM.scale(alpha, y);
    }
  }
}
