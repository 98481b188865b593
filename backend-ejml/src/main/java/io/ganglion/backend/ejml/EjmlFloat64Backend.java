package io.ganglion.backend.ejml;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.spi.Transpose;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.VectorVectorMult_DDRM;
import org.ejml.ops.DOperatorUnary;

/**
 * EJML in float64: a matrix is the array of its rows, each of them a {@link DMatrixRMaj} [1, n], and
 * a kernel is a sequence of EJML's operations on rows.
 *
 * <p>Why rows, when EJML multiplies whole matrices? Because its products, {@code mult} and {@code
 * multAddTransA} and their kin, visit every element with inner loops that the JIT compiler leaves
 * scalar, while it turns {@code addEquals(y, β, x)}, a row plus a multiple of a row, into vector
 * instructions; and because a factor of 0 then saves a whole row. For one sample of MNIST and a
 * layer [784, 100] that is about nine times as fast.
 *
 * <table>
 *   <caption>The operations of EJML behind each kernel, in {@link CommonOps_DDRM} where no class is
 *       named</caption>
 *   <tr><th>kernel</th><th>operations, row by row</th></tr>
 *   <tr><td>copy</td><td>{@code DMatrixRMaj.setTo}</td></tr>
 *   <tr><td>scale, and β of other kernels</td><td>{@code scale}; {@code fill} for 0</td></tr>
 *   <tr><td>axpy, addRow, columnSums</td><td>{@code addEquals}</td></tr>
 *   <tr><td>multiply</td><td>{@code elementMult}</td></tr>
 *   <tr><td>activate</td><td>{@code apply}</td></tr>
 *   <tr><td>activationGradient</td><td>{@code elementMult}, {@code subtract}; a loop for RELU</td></tr>
 *   <tr><td>softmax</td><td>{@code elementMax}, {@code subtract}, {@code elementExp}, {@code
 *       elementSum}, {@code divide}</td></tr>
 *   <tr><td>softmaxGradient</td><td>{@code VectorVectorMult_DDRM.innerProd}, {@code subtract}, {@code
 *       elementMult}</td></tr>
 *   <tr><td>products with op(b) = b: gemm, linear, rankUpdate</td><td>{@code addEquals}, none where
 *       the factor from op(a) is 0</td></tr>
 *   <tr><td>products with op(b) = bᵀ: gemm, linearGradient</td><td>{@code
 *       VectorVectorMult_DDRM.innerProd}</td></tr>
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
 * <p>{@code EjmlFloat32Backend} is this text in the other precision; a test holds them together.
 */
final class EjmlFloat64Backend implements Backend<DMatrixRMaj[]> {

  private static final DOperatorUnary RELU = v -> v <= 0 ? 0 : v;
  private static final DOperatorUnary TANH = v -> Math.tanh(v);
  private static final DOperatorUnary SIGMOID = v -> 1 / (1 + Math.exp(-v));

  @Override
  public String name() {
    return EjmlBackendProvider.NAME;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  @Override
  public DMatrixRMaj[] create(int rows, int columns) {
    DMatrixRMaj[] matrix = new DMatrixRMaj[rows];
    for (int i = 0; i < rows; i++) {
      matrix[i] = new DMatrixRMaj(1, columns);
    }
    return matrix;
  }

  // EJML copies whole arrays only, and converts none into the other precision: hence the loops.

  @Override
  public void write(double[] source, int offset, DMatrixRMaj[] target) {
    int next = offset;
    for (DMatrixRMaj row : target) {
      double[] data = row.data;
      for (int j = 0; j < data.length; j++) {
        data[j] = source[next + j];
      }
      next += data.length;
    }
  }

  @Override
  public void read(DMatrixRMaj[] source, double[] target, int offset) {
    int next = offset;
    for (DMatrixRMaj row : source) {
      double[] data = row.data;
      for (int j = 0; j < data.length; j++) {
        target[next + j] = data[j];
      }
      next += data.length;
    }
  }

  @Override
  public void copy(DMatrixRMaj[] x, DMatrixRMaj[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i].setTo(x[i]);
    }
  }

  @Override
  public void scale(double alpha, DMatrixRMaj[] x) {
    for (DMatrixRMaj row : x) {
      scale(alpha, row);
    }
  }

  @Override
  public void axpy(double alpha, DMatrixRMaj[] x, DMatrixRMaj[] y) {
    if (alpha != 0) {
      for (int i = 0; i < y.length; i++) {
        CommonOps_DDRM.addEquals(y[i], alpha, x[i]);
      }
    }
  }

  @Override
  public void multiply(DMatrixRMaj[] a, DMatrixRMaj[] b, DMatrixRMaj[] c) {
    for (int i = 0; i < c.length; i++) {
      CommonOps_DDRM.elementMult(a[i], b[i], c[i]);
    }
  }

  @Override
  public void activate(Activation f, DMatrixRMaj[] x, DMatrixRMaj[] y) {
    DOperatorUnary operator =
        switch (f) {
          case RELU -> RELU;
          case TANH -> TANH;
          case SIGMOID -> SIGMOID;
        };
    for (int i = 0; i < y.length; i++) {
      CommonOps_DDRM.apply(x[i], operator, y[i]);
    }
  }

  @Override
  public void activationGradient(
      Activation f, DMatrixRMaj[] y, DMatrixRMaj[] gy, DMatrixRMaj[] gx) {
    for (int i = 0; i < gx.length; i++) {
      switch (f) {
        case RELU -> reluGradient(y[i].data, gy[i].data, gx[i].data);
        case TANH -> {
          CommonOps_DDRM.elementMult(y[i], y[i], gx[i]);
          CommonOps_DDRM.subtract(1, gx[i], gx[i]);
          CommonOps_DDRM.elementMult(gx[i], gy[i]);
        }
        case SIGMOID -> {
          CommonOps_DDRM.subtract(1, y[i], gx[i]);
          CommonOps_DDRM.elementMult(gx[i], y[i]);
          CommonOps_DDRM.elementMult(gx[i], gy[i]);
        }
      }
    }
  }

  /** A loop, because EJML has no choice between elements, and 0 times an infinite gradient is NaN. */
  private static void reluGradient(double[] y, double[] gy, double[] gx) {
    for (int j = 0; j < gx.length; j++) {
      gx[j] = y[j] <= 0 ? 0 : gy[j];
    }
  }

  @Override
  public void addRow(DMatrixRMaj[] row, DMatrixRMaj[] x) {
    for (DMatrixRMaj target : x) {
      CommonOps_DDRM.addEquals(target, row[0]);
    }
  }

  @Override
  public void columnSums(double alpha, DMatrixRMaj[] x, double beta, DMatrixRMaj[] row) {
    scale(beta, row[0]);
    if (alpha != 0) {
      for (DMatrixRMaj term : x) {
        CommonOps_DDRM.addEquals(row[0], alpha, term);
      }
    }
  }

  @Override
  public void softmax(DMatrixRMaj[] x, DMatrixRMaj[] y) {
    for (int i = 0; i < y.length; i++) {
      CommonOps_DDRM.subtract(x[i], CommonOps_DDRM.elementMax(x[i]), y[i]);
      CommonOps_DDRM.elementExp(y[i], y[i]);
      CommonOps_DDRM.divide(y[i], CommonOps_DDRM.elementSum(y[i]));
    }
  }

  @Override
  public void softmaxGradient(DMatrixRMaj[] y, DMatrixRMaj[] gy, DMatrixRMaj[] gx) {
    for (int i = 0; i < gx.length; i++) {
      CommonOps_DDRM.subtract(gy[i], VectorVectorMult_DDRM.innerProd(gy[i], y[i]), gx[i]);
      CommonOps_DDRM.elementMult(gx[i], y[i]);
    }
  }

  @Override
  public void gemm(
      double alpha,
      DMatrixRMaj[] a,
      Transpose opA,
      DMatrixRMaj[] b,
      Transpose opB,
      double beta,
      DMatrixRMaj[] c) {
    scale(beta, c);
    if (alpha == 0) {
      return;
    }
    if (opB == Transpose.NO) {
      if (opA == Transpose.NO) {
        addProduct(alpha, a, b, c);
      } else {
        addOuterProducts(alpha, a, b, c);
      }
    } else {
      if (opA == Transpose.NO) {
        addDotProducts(alpha, a, b, c);
      } else {
        addTransposedProduct(alpha, a, b, c);
      }
    }
  }

  // What training does all day goes past gemm, whose four cases are too much for one inlining.

  @Override
  public void linear(DMatrixRMaj[] x, DMatrixRMaj[] w, DMatrixRMaj[] y) {
    scale(0, y);
    addProduct(1, x, w, y);
  }

  @Override
  public void linearGradient(DMatrixRMaj[] gy, DMatrixRMaj[] w, DMatrixRMaj[] gx) {
    for (int i = 0; i < gx.length; i++) {
      for (int j = 0; j < w.length; j++) {
        gx[i].set(j, VectorVectorMult_DDRM.innerProd(gy[i], w[j]));
      }
    }
  }

  @Override
  public void rankUpdate(double alpha, DMatrixRMaj[] x, DMatrixRMaj[] gy, DMatrixRMaj[] w) {
    if (alpha != 0) {
      addOuterProducts(alpha, x, gy, w);
    }
  }

  @Override
  public void adaptiveUpdate(
      int size,
      double alpha,
      double beta1,
      double beta2,
      double epsilon,
      DMatrixRMaj[] g,
      DMatrixRMaj[] m,
      DMatrixRMaj[] v,
      DMatrixRMaj[] w) {
    double share1 = 1 - beta1;
    double share2 = 1 - beta2;
    for (int i = 0; i < w.length; i++) {
      adaptiveUpdate(
          alpha, beta1, share1, beta2, share2, epsilon, g[i].data, m[i].data, v[i].data, w[i].data);
    }
  }

  /** A loop, because EJML's operations would need a row in between, and a sweep each. */
  private static void adaptiveUpdate(
      double alpha,
      double beta1,
      double share1,
      double beta2,
      double share2,
      double epsilon,
      double[] g,
      double[] m,
      double[] v,
      double[] w) {
    for (int j = 0; j < w.length; j++) {
      m[j] = beta1 * m[j] + share1 * g[j];
      v[j] = beta2 * v[j] + share2 * (g[j] * g[j]);
      w[j] += alpha * m[j] / (Math.sqrt(v[j]) + epsilon);
    }
  }

  /** {@code cᵢ ← cᵢ + Σₚ α aᵢₚ bₚ}. */
  private static void addProduct(double alpha, DMatrixRMaj[] a, DMatrixRMaj[] b, DMatrixRMaj[] c) {
    for (int i = 0; i < c.length; i++) {
      double[] factors = a[i].data;
      for (int p = 0; p < factors.length; p++) {
        if (factors[p] != 0) {
          CommonOps_DDRM.addEquals(c[i], alpha * factors[p], b[p]);
        }
      }
    }
  }

  /** {@code cᵢ ← cᵢ + Σₚ α aₚᵢ bₚ}. */
  private static void addOuterProducts(
      double alpha, DMatrixRMaj[] a, DMatrixRMaj[] b, DMatrixRMaj[] c) {
    for (int p = 0; p < b.length; p++) {
      double[] factors = a[p].data;
      for (int i = 0; i < factors.length; i++) {
        if (factors[i] != 0) {
          CommonOps_DDRM.addEquals(c[i], alpha * factors[i], b[p]);
        }
      }
    }
  }

  /** {@code cᵢⱼ ← cᵢⱼ + α aᵢ · bⱼ}. */
  private static void addDotProducts(
      double alpha, DMatrixRMaj[] a, DMatrixRMaj[] b, DMatrixRMaj[] c) {
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j < b.length; j++) {
        c[i].plus(j, alpha * VectorVectorMult_DDRM.innerProd(a[i], b[j]));
      }
    }
  }

  /** {@code cᵢⱼ ← cᵢⱼ + α Σₚ aₚᵢ bⱼₚ}, column by column of c. No layer needs it. */
  private static void addTransposedProduct(
      double alpha, DMatrixRMaj[] a, DMatrixRMaj[] b, DMatrixRMaj[] c) {
    DMatrixRMaj column = new DMatrixRMaj(1, c.length);
    for (int j = 0; j < b.length; j++) {
      CommonOps_DDRM.fill(column, 0);
      for (int p = 0; p < a.length; p++) {
        CommonOps_DDRM.addEquals(column, b[j].get(p), a[p]);
      }
      for (int i = 0; i < c.length; i++) {
        c[i].plus(j, alpha * column.get(i));
      }
    }
  }

  /** {@code y ← αy}, zeros where α is 0. */
  private static void scale(double alpha, DMatrixRMaj y) {
    if (alpha == 0) {
      CommonOps_DDRM.fill(y, 0);
    } else if (alpha != 1) {
      CommonOps_DDRM.scale(alpha, y);
    }
  }
}
