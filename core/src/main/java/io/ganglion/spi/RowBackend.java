package io.ganglion.spi;

import java.util.Objects;
import java.util.function.IntFunction;

/**
 * The base class of backends that keep a matrix as an array of rows. Each row is one of the
 * library's vectors, or a matrix of one row.
 *
 * <p>A subclass implements nine operations on rows, and this class builds the kernels from them.
 * This suits a library that is fast at adding a multiple of one vector to another, but slow at
 * products of whole matrices: a product with one sample becomes one row operation for each non-zero
 * element of the sample. Where the library offers something better for a kernel, override that
 * kernel.
 *
 * <table>
 *   <caption>The row operations behind each kernel</caption>
 *   <tr><th>kernel</th><th>operations</th></tr>
 *   <tr><td>create, rows, columns</td><td>{@link #createRow}, {@link #length}</td></tr>
 *   <tr><td>write, read, reshape</td><td>{@link #get}, {@link #set}, element by element</td></tr>
 *   <tr><td>linear, rankUpdate</td><td>{@link #scaleRow} on the result first; then {@link #get}
 *       and, for each factor that is not 0, {@link #addMultiple}</td></tr>
 *   <tr><td>linearGradient</td><td>{@link #dot}, {@link #set}</td></tr>
 *   <tr><td>copy</td><td>{@link #copyRow}</td></tr>
 *   <tr><td>scale</td><td>{@link #scaleRow}</td></tr>
 *   <tr><td>axpy, addRow, columnSums</td><td>{@link #addMultiple}; {@link #scaleRow} for
 *       β</td></tr>
 *   <tr><td>multiply</td><td>{@link #multiplyRows}</td></tr>
 *   <tr><td>softmaxGradient</td><td>{@link #dot}, then {@link #get}, {@link #set}, element by
 *       element</td></tr>
 *   <tr><td>activate, activationGradient, softmax, adaptiveUpdate</td><td>{@link #get}, {@link
 *       #set}, element by element, in float64</td></tr>
 * </table>
 *
 * <p><b>Allocation.</b> No kernel allocates memory, provided that the row operations do not.
 *
 * <p><b>Order.</b> Every sum in a product is added up term by term, in the order of its index, and
 * exp and tanh are those of {@link StrictMath}. So the same calls give the same bits on every JVM,
 * provided that the row operations do.
 *
 * <p><b>Speed.</b> The JIT compiler inlines the row operations into the kernels as long as a JVM
 * uses no more than two subclasses. Keep each operation short, one call into the library, and make
 * it or its class final.
 *
 * @param <R> the library's type of a row: a vector, or a matrix [1, n]
 */
public abstract class RowBackend<R> implements Backend<R[]> {

  private final String name;
  private final Precision precision;
  private final IntFunction<R[]> arrays;

  /**
   * Sets what the backend reports, and how it makes its storage.
   *
   * @param name the provider's name
   * @param precision the precision of all storage
   * @param arrays makes an array of the given length, for example {@code DoubleVector[]::new}
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
   * @param columns the number of elements, at least 1
   * @return a new row
   */
  protected abstract R createRow(int columns);

  /**
   * Returns the number of elements of a row.
   *
   * @param row a row made by {@link #createRow}; not modified
   * @return the number of elements, at least 1
   */
  protected abstract int length(R row);

  /**
   * Returns an element.
   *
   * @param row [1, n]; not modified
   * @param j the element's index, from 0 to n − 1
   * @return the element
   */
  protected abstract double get(R row, int j);

  /**
   * Sets an element.
   *
   * @param row [1, n]; modified
   * @param j the element's index, from 0 to n − 1
   * @param value the new value, to be rounded to the backend's precision
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
   * {@code x ← αx}. If α is 0, every element becomes 0, even NaN.
   *
   * @param alpha the factor α, already rounded to the backend's precision
   * @param x [1, n]; modified
   */
  protected abstract void scaleRow(double alpha, R x);

  /**
   * {@code y ← αx + y}. A backend's speed depends on this operation most.
   *
   * @param alpha the factor α, to be rounded to the backend's precision
   * @param x [1, n]; not modified
   * @param y [1, n]; modified; never x
   */
  protected abstract void addMultiple(double alpha, R x, R y);

  /**
   * {@code c ← a ⊙ b}, the element-wise product.
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
    for (R row : y) {
      scaleRow(0, row);
    }
    addProduct(x, w, y);
  }

  /** {@code yᵢ ← yᵢ + Σₚ xᵢₚ wₚ}. */
  private void addProduct(R[] x, R[] w, R[] y) {
    for (int i = 0; i < y.length; i++) {
      R factors = x[i];
      for (int p = 0; p < w.length; p++) {
        double factor = get(factors, p);
        if (factor != 0) {
          addMultiple(factor, w[p], y[i]);
        }
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
      addOuterProducts(rate, x, gy, w);
    }
  }

  /** {@code wᵢ ← wᵢ + Σₚ α xₚᵢ gₚ}. */
  private void addOuterProducts(double alpha, R[] x, R[] g, R[] w) {
    for (int p = 0; p < g.length; p++) {
      R factors = x[p];
      for (int i = 0; i < w.length; i++) {
        double factor = get(factors, i);
        if (factor != 0) {
          addMultiple(alpha * factor, g[p], w[i]);
        }
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

  /** Returns a scalar argument of a kernel in this backend's precision. */
  private double rounded(double scalar) {
    return precision == Precision.FLOAT32 ? (float) scalar : scalar;
  }
}
