package io.ganglion.spi;

import java.util.Objects;
import java.util.function.IntFunction;

/**
 * A backend over a library whose matrix is best kept as an array of rows, each of them a vector or a
 * matrix of one row of that library.
 *
 * <p>A subclass implements nine operations on rows; the kernels are made of them here. It is the short
 * way to a fast backend: a product with one sample becomes one row operation for each element of the
 * sample that is not 0, and libraries are fast at adding a multiple of one vector to another where
 * they are slow at products of whole matrices. A kernel for which the library has something better is
 * overridden.
 *
 * <table>
 *   <caption>The row operations behind each kernel</caption>
 *   <tr><th>kernel</th><th>operations</th></tr>
 *   <tr><td>create, rows, columns</td><td>{@link #createRow}, {@link #length}</td></tr>
 *   <tr><td>write, read, reshape</td><td>{@link #get}, {@link #set}, element by element</td></tr>
 *   <tr><td>linear, rankUpdate</td><td>{@link #get} and, for each factor that is not 0, {@link
 *       #addMultiple}; {@link #scaleRow} for the result before</td></tr>
 *   <tr><td>linearGradient</td><td>{@link #dot}, {@link #set}</td></tr>
 *   <tr><td>copy</td><td>{@link #copyRow}</td></tr>
 *   <tr><td>scale</td><td>{@link #scaleRow}</td></tr>
 *   <tr><td>axpy, addRow, columnSums</td><td>{@link #addMultiple}; {@link #scaleRow} for β</td></tr>
 *   <tr><td>multiply</td><td>{@link #multiplyRows}</td></tr>
 *   <tr><td>softmaxGradient</td><td>{@link #dot}, then {@link #get}, {@link #set}, element by
 *       element</td></tr>
 *   <tr><td>activate, activationGradient, softmax, adaptiveUpdate</td><td>{@link #get}, {@link #set},
 *       element by element, in float64</td></tr>
 * </table>
 *
 * <p><b>Allocation.</b> No kernel allocates anything, if the row operations do not.
 *
 * <p><b>Order.</b> Every sum of a product is added up term by term, in the order of its index, and exp
 * and tanh are {@link StrictMath}'s: the same calls give the same bits on every JVM, if the row
 * operations do.
 *
 * <p><b>Speed.</b> The JIT compiler inlines the row operations into the kernels, as long as one
 * subclass, or two, are in use in a JVM. Operations should be final or in a final class, and short:
 * one call of the library each.
 *
 * @param <R> a row: a vector or a matrix [1, n] in the type of the library behind this backend
 */
public abstract class RowBackend<R> implements Backend<R[]> {

  private final String name;
  private final Precision precision;
  private final IntFunction<R[]> arrays;

  /**
   * For subclasses.
   *
   * @param name the provider's name
   * @param precision the precision of all storage
   * @param arrays makes an array for so many rows, for example {@code DoubleVector[]::new}
   */
  protected RowBackend(String name, Precision precision, IntFunction<R[]> arrays) {
    this.name = Objects.requireNonNull(name, "name");
    this.precision = Objects.requireNonNull(precision, "precision");
    this.arrays = Objects.requireNonNull(arrays, "arrays");
  }

  // The row operations.

  /**
   * Makes a row of zeros.
   *
   * @param columns the number of its elements, at least 1
   * @return a new row
   */
  protected abstract R createRow(int columns);

  /**
   * The number of elements of a row.
   *
   * @param row what {@link #createRow} made
   * @return at least 1
   */
  protected abstract int length(R row);

  /**
   * Gets an element.
   *
   * @param row [1, n]; not modified
   * @param j its place, from 0 to n − 1
   * @return the element
   */
  protected abstract double get(R row, int j);

  /**
   * Sets an element.
   *
   * @param row [1, n]; modified
   * @param j its place, from 0 to n − 1
   * @param value the element, to be rounded to the nearest number of the precision
   */
  protected abstract void set(R row, int j, double value);

  /**
   * {@code y ← x}.
   *
   * @param x [1, n]; not modified
   * @param y [1, n]; modified
   */
  protected abstract void copyRow(R x, R y);

  /**
   * {@code x ← αx}; zeros where α is 0, even in place of NaN.
   *
   * @param alpha the factor α, a number of the precision
   * @param x [1, n]; modified
   */
  protected abstract void scaleRow(double alpha, R x);

  /**
   * {@code y ← αx + y}: the operation to make fast.
   *
   * @param alpha the factor α, to be rounded to the nearest number of the precision
   * @param x [1, n]; not modified
   * @param y [1, n]; modified; never x
   */
  protected abstract void addMultiple(double alpha, R x, R y);

  /**
   * {@code c ← a ⊙ b}: the product element by element.
   *
   * @param a [1, n]; not modified
   * @param b [1, n]; not modified; may be a
   * @param c [1, n]; modified; neither a nor b
   */
  protected abstract void multiplyRows(R a, R b, R c);

  /**
   * {@code Σⱼ xⱼ yⱼ}.
   *
   * @param x [1, n]; not modified
   * @param y [1, n]; not modified; may be x
   * @return the sum
   */
  protected abstract double dot(R x, R y);

  // The kernels.

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Precision precision() {
    return precision;
  }

  @Override
  public R[] create(int rows, int columns) {
    R[] matrix = arrays.apply(rows);
    for (int i = 0; i < rows; i++) {
      matrix[i] = createRow(columns);
    }
    return matrix;
  }

  @Override
  public final int rows(R[] storage) {
    return storage.length;
  }

  @Override
  public final int columns(R[] storage) {
    return length(storage[0]);
  }

  @Override
  public void write(double[] source, int offset, R[] target) {
    int start = offset;
    for (R row : target) {
      int n = length(row);
      for (int j = 0; j < n; j++) {
        set(row, j, source[start + j]);
      }
      start += n;
    }
  }

  @Override
  public void read(R[] source, double[] target, int offset) {
    int start = offset;
    for (R row : source) {
      int n = length(row);
      for (int j = 0; j < n; j++) {
        target[start + j] = get(row, j);
      }
      start += n;
    }
  }

  @Override
  public void linear(R[] x, R[] w, R[] y) {
    for (int i = 0; i < y.length; i++) {
      scaleRow(0, y[i]);
      addMultiples(x[i], w, y[i]);
    }
  }

  /** {@code y ← y + Σₚ xₚ wₚ}. */
  private void addMultiples(R x, R[] w, R y) {
    for (int p = 0; p < w.length; p++) {
      double factor = get(x, p);
      if (factor != 0) {
        addMultiple(factor, w[p], y);
      }
    }
  }

  @Override
  public void linearGradient(R[] gy, R[] w, R[] gx) {
    for (int i = 0; i < gx.length; i++) {
      for (int j = 0; j < w.length; j++) {
        set(gx[i], j, dot(gy[i], w[j]));
      }
    }
  }

  @Override
  public void rankUpdate(double alpha, R[] x, R[] gy, double beta, R[] w) {
    scale(beta, w);
    double rate = rounded(alpha);
    if (rate != 0) {
      for (int p = 0; p < gy.length; p++) {
        addOuterProduct(rate, x[p], gy[p], w);
      }
    }
  }

  /** {@code wᵢ ← wᵢ + α xᵢ g}. */
  private void addOuterProduct(double alpha, R x, R g, R[] w) {
    for (int i = 0; i < w.length; i++) {
      double factor = get(x, i);
      if (factor != 0) {
        addMultiple(alpha * factor, g, w[i]);
      }
    }
  }

  @Override
  public void copy(R[] x, R[] y) {
    for (int i = 0; i < y.length; i++) {
      copyRow(x[i], y[i]);
    }
  }

  @Override
  public void reshape(R[] x, R[] y) {
    int i = 0;
    int j = 0;
    for (R row : y) {
      int n = length(row);
      for (int k = 0; k < n; k++) {
        set(row, k, get(x[i], j));
        j++;
        if (j == length(x[i])) {
          i++;
          j = 0;
        }
      }
    }
  }

  @Override
  public void scale(double alpha, R[] x) {
    double factor = rounded(alpha);
    if (factor != 1) {
      for (R row : x) {
        scaleRow(factor, row);
      }
    }
  }

  @Override
  public void axpy(double alpha, R[] x, R[] y) {
    if (alpha != 0) {
      for (int i = 0; i < y.length; i++) {
        addMultiple(alpha, x[i], y[i]);
      }
    }
  }

  @Override
  public void multiply(R[] a, R[] b, R[] c) {
    for (int i = 0; i < c.length; i++) {
      multiplyRows(a[i], b[i], c[i]);
    }
  }

  @Override
  public void activate(Activation f, R[] x, R[] y) {
    for (int i = 0; i < y.length; i++) {
      int n = length(y[i]);
      for (int j = 0; j < n; j++) {
        set(y[i], j, f.value(get(x[i], j)));
      }
    }
  }

  @Override
  public void activationGradient(Activation f, R[] x, R[] y, R[] gy, R[] gx) {
    for (int i = 0; i < gx.length; i++) {
      int n = length(gx[i]);
      for (int j = 0; j < n; j++) {
        set(gx[i], j, get(gy[i], j) * f.derivative(get(x[i], j), get(y[i], j)));
      }
    }
  }

  @Override
  public void addRow(R[] row, R[] x) {
    for (R sum : x) {
      addMultiple(1, row[0], sum);
    }
  }

  @Override
  public void columnSums(double alpha, R[] x, double beta, R[] row) {
    scale(beta, row);
    if (alpha != 0) {
      for (R term : x) {
        addMultiple(alpha, term, row[0]);
      }
    }
  }

  @Override
  public void softmax(R[] x, R[] y) {
    for (int i = 0; i < y.length; i++) {
      softmaxRow(x[i], y[i]);
    }
  }

  private void softmaxRow(R x, R y) {
    int n = length(x);
    double max = get(x, 0);
    for (int j = 1; j < n; j++) {
      max = Math.max(max, get(x, j));
    }
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double power = StrictMath.exp(get(x, j) - max);
      set(y, j, power);
      sum += power;
    }
    for (int j = 0; j < n; j++) {
      set(y, j, get(y, j) / sum);
    }
  }

  @Override
  public void softmaxGradient(R[] y, R[] gy, R[] gx) {
    for (int i = 0; i < gx.length; i++) {
      double dot = dot(gy[i], y[i]);
      int n = length(gx[i]);
      for (int j = 0; j < n; j++) {
        set(gx[i], j, get(y[i], j) * (get(gy[i], j) - dot));
      }
    }
  }

  @Override
  public void adaptiveUpdate(
      double alpha, double beta1, double beta2, double epsilon, R[] g, R[] m, R[] v, R[] w) {
    for (int i = 0; i < w.length; i++) {
      int n = length(w[i]);
      for (int j = 0; j < n; j++) {
        double gradient = get(g[i], j);
        double mean = beta1 * get(m[i], j) + (1 - beta1) * gradient;
        double square = beta2 * get(v[i], j) + (1 - beta2) * (gradient * gradient);
        set(m[i], j, mean);
        set(v[i], j, square);
        set(w[i], j, get(w[i], j) + alpha * mean / (Math.sqrt(square) + epsilon));
      }
    }
  }

  /** A scalar as a kernel takes it, in this backend's precision. */
  private double rounded(double scalar) {
    return precision == Precision.FLOAT32 ? (float) scalar : scalar;
  }
}
