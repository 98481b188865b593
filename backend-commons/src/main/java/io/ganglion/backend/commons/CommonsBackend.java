package io.ganglion.backend.commons;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.spi.Transpose;
import org.apache.commons.math3.analysis.BivariateFunction;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.function.Exp;
import org.apache.commons.math3.analysis.function.Multiply;
import org.apache.commons.math3.analysis.function.Sigmoid;
import org.apache.commons.math3.analysis.function.Tanh;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVectorChangingVisitor;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Apache Commons Math in float64: a matrix is the array of its rows, each of them an {@link
 * ArrayRealVector}, and a kernel is a sequence of Commons Math's operations on vectors.
 *
 * <p>Why rows, when the library has matrices? Because every product of a {@code RealMatrix} makes a
 * new matrix or array for its result, and none adds to one that is there. Vectors can be combined
 * in place; the JIT compiler turns {@code combineToSelf} into vector instructions; and a factor of 0
 * saves a whole row. For one sample of MNIST and a layer [784, 100] that is about ten times as fast
 * as the best product that the library has for it, {@code BlockRealMatrix.preMultiply}.
 *
 * <table>
 *   <caption>The operations of Commons Math behind each kernel, those of {@link ArrayRealVector}
 *       where no class is named</caption>
 *   <tr><th>kernel</th><th>operations, row by row</th></tr>
 *   <tr><td>copy</td><td>{@code setSubVector}</td></tr>
 *   <tr><td>scale, and β of other kernels</td><td>{@code mapMultiplyToSelf}; {@code set} for
 *       0</td></tr>
 *   <tr><td>axpy, addRow, columnSums</td><td>{@code combineToSelf}</td></tr>
 *   <tr><td>multiply</td><td>{@code walkInOptimizedOrder} with {@link Multiply}</td></tr>
 *   <tr><td>activate</td><td>{@code mapToSelf} with {@link Tanh} or {@link Sigmoid}</td></tr>
 *   <tr><td>activationGradient</td><td>{@code walkInOptimizedOrder}</td></tr>
 *   <tr><td>softmax</td><td>{@code StatUtils.max}, {@code mapSubtractToSelf}, {@code mapToSelf} with
 *       {@link Exp}, {@code StatUtils.sum}, {@code mapDivideToSelf}</td></tr>
 *   <tr><td>softmaxGradient</td><td>{@code dotProduct}, {@code mapSubtractToSelf}, {@code
 *       walkInOptimizedOrder} with {@link Multiply}</td></tr>
 *   <tr><td>products with op(b) = b: gemm, linear, rankUpdate</td><td>{@code combineToSelf}, none
 *       where the factor from op(a) is 0</td></tr>
 *   <tr><td>products with op(b) = bᵀ: gemm, linearGradient</td><td>{@code dotProduct}</td></tr>
 *   <tr><td>adaptiveUpdate</td><td>a loop over {@code getDataRef}</td></tr>
 * </table>
 *
 * <p>Everything is done in place. A kernel with {@code walkInOptimizedOrder} makes one small visitor
 * a row, unless the JIT compiler sees that it need not; gemm with both operands transposed makes one
 * vector of m elements; the others allocate nothing.
 *
 * <p>Reproducible: the order of operations is fixed, no compiler may change it, and {@code exp} and
 * {@code tanh} are the library's own. The same operations give the same bits, run after run and on
 * every JDK.
 */
final class CommonsBackend implements Backend<ArrayRealVector[]> {

  private static final UnivariateFunction EXP = new Exp();
  private static final UnivariateFunction TANH = new Tanh();
  private static final UnivariateFunction SIGMOID = new Sigmoid();
  private static final UnivariateFunction RELU = v -> v <= 0 ? 0 : v;

  private static final BivariateFunction TIMES = new Multiply();
  private static final BivariateFunction RELU_GRADIENT = (g, y) -> y <= 0 ? 0 : g;
  private static final BivariateFunction TANH_GRADIENT = (g, y) -> g * (1 - y * y);
  private static final BivariateFunction SIGMOID_GRADIENT = (g, y) -> g * (y * (1 - y));

  @Override
  public String name() {
    return CommonsBackendProvider.NAME;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  @Override
  public ArrayRealVector[] create(int rows, int columns) {
    ArrayRealVector[] matrix = new ArrayRealVector[rows];
    for (int i = 0; i < rows; i++) {
      matrix[i] = new ArrayRealVector(columns);
    }
    return matrix;
  }

  // Commons Math copies from and into the middle of an array only by way of a new one.

  @Override
  public void write(double[] source, int offset, ArrayRealVector[] target) {
    int next = offset;
    for (ArrayRealVector row : target) {
      System.arraycopy(source, next, row.getDataRef(), 0, row.getDimension());
      next += row.getDimension();
    }
  }

  @Override
  public void read(ArrayRealVector[] source, double[] target, int offset) {
    int next = offset;
    for (ArrayRealVector row : source) {
      System.arraycopy(row.getDataRef(), 0, target, next, row.getDimension());
      next += row.getDimension();
    }
  }

  @Override
  public void copy(ArrayRealVector[] x, ArrayRealVector[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i].setSubVector(0, x[i]);
    }
  }

  @Override
  public void scale(double alpha, ArrayRealVector[] x) {
    for (ArrayRealVector row : x) {
      scale(alpha, row);
    }
  }

  @Override
  public void axpy(double alpha, ArrayRealVector[] x, ArrayRealVector[] y) {
    if (alpha != 0) {
      for (int i = 0; i < y.length; i++) {
        y[i].combineToSelf(1, alpha, x[i]);
      }
    }
  }

  @Override
  public void multiply(ArrayRealVector[] a, ArrayRealVector[] b, ArrayRealVector[] c) {
    combine(a, TIMES, b, c);
  }

  @Override
  public void activate(Activation f, ArrayRealVector[] x, ArrayRealVector[] y) {
    UnivariateFunction function =
        switch (f) {
          case RELU -> RELU;
          case TANH -> TANH;
          case SIGMOID -> SIGMOID;
        };
    for (int i = 0; i < y.length; i++) {
      y[i].setSubVector(0, x[i]);
      y[i].mapToSelf(function);
    }
  }

  @Override
  public void activationGradient(
      Activation f, ArrayRealVector[] y, ArrayRealVector[] gy, ArrayRealVector[] gx) {
    BivariateFunction gradient =
        switch (f) {
          case RELU -> RELU_GRADIENT;
          case TANH -> TANH_GRADIENT;
          case SIGMOID -> SIGMOID_GRADIENT;
        };
    combine(gy, gradient, y, gx);
  }

  @Override
  public void addRow(ArrayRealVector[] row, ArrayRealVector[] x) {
    for (ArrayRealVector target : x) {
      target.combineToSelf(1, 1, row[0]);
    }
  }

  @Override
  public void columnSums(double alpha, ArrayRealVector[] x, double beta, ArrayRealVector[] row) {
    scale(beta, row[0]);
    if (alpha != 0) {
      for (ArrayRealVector term : x) {
        row[0].combineToSelf(1, alpha, term);
      }
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

  @Override
  public void softmaxGradient(ArrayRealVector[] y, ArrayRealVector[] gy, ArrayRealVector[] gx) {
    for (int i = 0; i < gx.length; i++) {
      gx[i].setSubVector(0, gy[i]);
      gx[i].mapSubtractToSelf(gy[i].dotProduct(y[i]));
      gx[i].walkInOptimizedOrder(new With(TIMES, y[i]));
    }
  }

  @Override
  public void gemm(
      double alpha,
      ArrayRealVector[] a,
      Transpose opA,
      ArrayRealVector[] b,
      Transpose opB,
      double beta,
      ArrayRealVector[] c) {
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
  public void linear(ArrayRealVector[] x, ArrayRealVector[] w, ArrayRealVector[] y) {
    scale(0, y);
    addProduct(1, x, w, y);
  }

  @Override
  public void linearGradient(ArrayRealVector[] gy, ArrayRealVector[] w, ArrayRealVector[] gx) {
    for (int i = 0; i < gx.length; i++) {
      for (int j = 0; j < w.length; j++) {
        gx[i].setEntry(j, gy[i].dotProduct(w[j]));
      }
    }
  }

  @Override
  public void rankUpdate(
      double alpha, ArrayRealVector[] x, ArrayRealVector[] gy, ArrayRealVector[] w) {
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
      ArrayRealVector[] g,
      ArrayRealVector[] m,
      ArrayRealVector[] v,
      ArrayRealVector[] w) {
    double share1 = 1 - beta1;
    double share2 = 1 - beta2;
    for (int i = 0; i < w.length; i++) {
      adaptiveUpdate(
          alpha,
          beta1,
          share1,
          beta2,
          share2,
          epsilon,
          g[i].getDataRef(),
          m[i].getDataRef(),
          v[i].getDataRef(),
          w[i].getDataRef());
    }
  }

  /** A loop, because Commons Math combines two vectors in place, and not four. */
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
  private static void addProduct(
      double alpha, ArrayRealVector[] a, ArrayRealVector[] b, ArrayRealVector[] c) {
    for (int i = 0; i < c.length; i++) {
      double[] factors = a[i].getDataRef();
      for (int p = 0; p < factors.length; p++) {
        if (factors[p] != 0) {
          c[i].combineToSelf(1, alpha * factors[p], b[p]);
        }
      }
    }
  }

  /** {@code cᵢ ← cᵢ + Σₚ α aₚᵢ bₚ}. */
  private static void addOuterProducts(
      double alpha, ArrayRealVector[] a, ArrayRealVector[] b, ArrayRealVector[] c) {
    for (int p = 0; p < b.length; p++) {
      double[] factors = a[p].getDataRef();
      for (int i = 0; i < factors.length; i++) {
        if (factors[i] != 0) {
          c[i].combineToSelf(1, alpha * factors[i], b[p]);
        }
      }
    }
  }

  /** {@code cᵢⱼ ← cᵢⱼ + α aᵢ · bⱼ}. */
  private static void addDotProducts(
      double alpha, ArrayRealVector[] a, ArrayRealVector[] b, ArrayRealVector[] c) {
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j < b.length; j++) {
        c[i].addToEntry(j, alpha * a[i].dotProduct(b[j]));
      }
    }
  }

  /** {@code cᵢⱼ ← cᵢⱼ + α Σₚ aₚᵢ bⱼₚ}, column by column of c. No layer needs it. */
  private static void addTransposedProduct(
      double alpha, ArrayRealVector[] a, ArrayRealVector[] b, ArrayRealVector[] c) {
    ArrayRealVector column = new ArrayRealVector(c.length);
    for (int j = 0; j < b.length; j++) {
      column.set(0);
      for (int p = 0; p < a.length; p++) {
        column.combineToSelf(1, b[j].getEntry(p), a[p]);
      }
      for (int i = 0; i < c.length; i++) {
        c[i].addToEntry(j, alpha * column.getEntry(i));
      }
    }
  }

  /** {@code y ← αy}, zeros where α is 0. */
  private static void scale(double alpha, ArrayRealVector y) {
    if (alpha == 0) {
      y.set(0);
    } else if (alpha != 1) {
      y.mapMultiplyToSelf(alpha);
    }
  }

  /** {@code c ← f(a, b)}, element by element. */
  private static void combine(
      ArrayRealVector[] a, BivariateFunction f, ArrayRealVector[] b, ArrayRealVector[] c) {
    for (int i = 0; i < c.length; i++) {
      c[i].setSubVector(0, a[i]);
      c[i].walkInOptimizedOrder(new With(f, b[i]));
    }
  }

  /**
   * Turns each element v of the vector that it visits into f(v, w), with the element w of another
   * vector in the same place: Commons Math's {@code ebeMultiply} and {@code map} do such things only
   * into a new vector.
   */
  private record With(BivariateFunction f, ArrayRealVector other)
      implements RealVectorChangingVisitor {

    @Override
    public void start(int dimension, int start, int end) {}

    @Override
    public double visit(int index, double value) {
      return f.value(value, other.getEntry(index));
    }

    @Override
    public double end() {
      return 0;
    }
  }
}
