package io.ganglion.backend;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.spi.NonZeros;
import io.ganglion.spi.Precision;
import io.ganglion.spi.Transpose;
import java.util.Arrays;

/**
 * The built-in backend in float64: plain loops, shaped so that the JIT compiler turns the inner ones
 * into vector instructions.
 *
 * <p>Two habits make it quick where the left factor of a product is a batch of samples. Elements
 * that are 0 are skipped: see {@link NonZeros}. And four rows of the right factor are added to
 * the result in one go, so that the result is read and written once instead of four times. Neither
 * changes the order in which an element's terms are added.
 *
 * <p>{@code Float32Backend} is this text in the other precision; a test holds them together.
 */
final class Float64Backend implements Backend<Float64Matrix> {

  @Override
  public String name() {
    return "java";
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  @Override
  public Float64Matrix create(int rows, int columns) {
    return new Float64Matrix(rows, columns);
  }

  @Override
  public void write(double[] source, int offset, Float64Matrix target) {
    target.write(source, offset);
  }

  @Override
  public void read(Float64Matrix source, double[] target, int offset) {
    double[] data = source.data;
    for (int i = 0; i < data.length; i++) {
      target[offset + i] = data[i];
    }
  }

  @Override
  public void copy(Float64Matrix x, Float64Matrix y) {
    System.arraycopy(x.data, 0, y.modified(), 0, x.data.length);
  }

  @Override
  public void scale(double alpha, Float64Matrix x) {
    scale(alpha, x.modified());
  }

  @Override
  public void axpy(double alpha, Float64Matrix x, Float64Matrix y) {
    if (alpha != 0) {
      addRow(alpha, x.data, 0, y.modified(), 0, x.data.length);
    }
  }

  @Override
  public void multiply(Float64Matrix a, Float64Matrix b, Float64Matrix c) {
    double[] u = a.data;
    double[] v = b.data;
    double[] product = c.modified();
    for (int i = 0; i < product.length; i++) {
      product[i] = u[i] * v[i];
    }
  }

  @Override
  public void activate(Activation f, Float64Matrix x, Float64Matrix y) {
    double[] u = x.data;
    double[] v = y.modified();
    switch (f) {
      case RELU -> {
        for (int i = 0; i < v.length; i++) {
          v[i] = u[i] <= 0 ? 0 : u[i];
        }
      }
      case TANH -> {
        for (int i = 0; i < v.length; i++) {
          v[i] = StrictMath.tanh(u[i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < v.length; i++) {
          double power = StrictMath.exp(-u[i]);
          v[i] = 1 / (1 + power);
        }
      }
    }
  }

  @Override
  public void activationGradient(
      Activation f, Float64Matrix y, Float64Matrix gy, Float64Matrix gx) {
    double[] v = y.data;
    double[] g = gy.data;
    double[] gradient = gx.modified();
    switch (f) {
      case RELU -> {
        for (int i = 0; i < v.length; i++) {
          gradient[i] = v[i] <= 0 ? 0 : g[i];
        }
      }
      case TANH -> {
        for (int i = 0; i < v.length; i++) {
          gradient[i] = g[i] * (1 - v[i] * v[i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < v.length; i++) {
          gradient[i] = g[i] * (v[i] * (1 - v[i]));
        }
      }
    }
  }

  @Override
  public void addRow(Float64Matrix row, Float64Matrix x) {
    double[] data = x.modified();
    for (int i = 0; i < x.rows; i++) {
      addRow(1, row.data, 0, data, i * x.columns, x.columns);
    }
  }

  @Override
  public void columnSums(double alpha, Float64Matrix x, double beta, Float64Matrix row) {
    double[] sums = row.modified();
    scale(beta, sums);
    if (alpha != 0) {
      for (int i = 0; i < x.rows; i++) {
        addRow(alpha, x.data, i * x.columns, sums, 0, x.columns);
      }
    }
  }

  @Override
  public void softmax(Float64Matrix x, Float64Matrix y) {
    double[] u = x.data;
    double[] v = y.modified();
    int n = x.columns;
    for (int row = 0; row < u.length; row += n) {
      double max = u[row];
      for (int j = row + 1; j < row + n; j++) {
        max = Math.max(max, u[j]);
      }
      double sum = 0;
      for (int j = row; j < row + n; j++) {
        v[j] = StrictMath.exp(u[j] - max);
        sum += v[j];
      }
      for (int j = row; j < row + n; j++) {
        v[j] /= sum;
      }
    }
  }

  @Override
  public void softmaxGradient(Float64Matrix y, Float64Matrix gy, Float64Matrix gx) {
    double[] v = y.data;
    double[] g = gy.data;
    double[] gradient = gx.modified();
    int n = y.columns;
    for (int row = 0; row < v.length; row += n) {
      double dot = 0;
      for (int j = row; j < row + n; j++) {
        dot += g[j] * v[j];
      }
      for (int j = row; j < row + n; j++) {
        gradient[j] = v[j] * (g[j] - dot);
      }
    }
  }

  @Override
  public void gemm(
      double alpha,
      Float64Matrix a,
      Transpose opA,
      Float64Matrix b,
      Transpose opB,
      double beta,
      Float64Matrix c) {
    scale(beta, c.modified());
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

  /** {@code c ← c + α a b}: every row of c collects rows of b. */
  private static void addProduct(double alpha, Float64Matrix a, Float64Matrix b, Float64Matrix c) {
    for (int i = 0; i < a.rows; i++) {
      if (a.nonZeros.isListed()) {
        addListedRows(alpha, a, i, b.data, c.data, b.columns);
      } else {
        addAllRows(alpha, a, i, b.data, c.data, b.columns);
      }
    }
  }

  /** {@code cᵢ ← cᵢ + Σₚ α aᵢₚ bₚ} over all p. */
  private static void addAllRows(
      double alpha, Float64Matrix a, int i, double[] b, double[] c, int n) {
    double[] u = a.data;
    int k = a.columns;
    int row = i * k;
    int p = 0;
    for (; p <= k - 4; p += 4) {
      addFourRows(
          alpha * u[row + p],
          p * n,
          alpha * u[row + p + 1],
          (p + 1) * n,
          alpha * u[row + p + 2],
          (p + 2) * n,
          alpha * u[row + p + 3],
          (p + 3) * n,
          b,
          c,
          i * n,
          n);
    }
    for (; p < k; p++) {
      addRow(alpha * u[row + p], b, p * n, c, i * n, n);
    }
  }

  /** {@code cᵢ ← cᵢ + Σₚ α aᵢₚ bₚ} over the p where aᵢₚ is not zero. */
  private static void addListedRows(
      double alpha, Float64Matrix a, int i, double[] b, double[] c, int n) {
    double[] u = a.data;
    int row = i * a.columns;
    int[] listed = a.nonZeros.columns();
    int end = a.nonZeros.end(i);
    int next = a.nonZeros.start(i);
    for (; next <= end - 4; next += 4) {
      int p0 = listed[next];
      int p1 = listed[next + 1];
      int p2 = listed[next + 2];
      int p3 = listed[next + 3];
      addFourRows(
          alpha * u[row + p0],
          p0 * n,
          alpha * u[row + p1],
          p1 * n,
          alpha * u[row + p2],
          p2 * n,
          alpha * u[row + p3],
          p3 * n,
          b,
          c,
          i * n,
          n);
    }
    for (; next < end; next++) {
      int p = listed[next];
      addRow(alpha * u[row + p], b, p * n, c, i * n, n);
    }
  }

  /** {@code c ← c + α aᵀ b}: row p of a and row p of b give every row i of c a share of row p of b. */
  private static void addOuterProducts(
      double alpha, Float64Matrix a, Float64Matrix b, Float64Matrix c) {
    double[] u = a.data;
    int m = a.columns;
    int n = b.columns;
    for (int p = 0; p < a.rows; p++) {
      int row = p * m;
      if (a.nonZeros.isListed()) {
        int[] listed = a.nonZeros.columns();
        int end = a.nonZeros.end(p);
        for (int next = a.nonZeros.start(p); next < end; next++) {
          int i = listed[next];
          addRow(alpha * u[row + i], b.data, p * n, c.data, i * n, n);
        }
      } else {
        for (int i = 0; i < m; i++) {
          addRow(alpha * u[row + i], b.data, p * n, c.data, i * n, n);
        }
      }
    }
  }

  /** {@code cᵢⱼ ← cᵢⱼ + α aᵢ · bⱼ}, four rows of b at a time: each of the four sums its own terms. */
  private static void addDotProducts(
      double alpha, Float64Matrix a, Float64Matrix b, Float64Matrix c) {
    double[] u = a.data;
    double[] v = b.data;
    double[] products = c.data;
    int k = a.columns;
    int n = b.rows;
    for (int i = 0; i < a.rows; i++) {
      int row = i * k;
      int j = 0;
      for (; j <= n - 4; j += 4) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int row0 = j * k;
        int row1 = row0 + k;
        int row2 = row1 + k;
        int row3 = row2 + k;
        for (int p = 0; p < k; p++) {
          double factor = u[row + p];
          sum0 += factor * v[row0 + p];
          sum1 += factor * v[row1 + p];
          sum2 += factor * v[row2 + p];
          sum3 += factor * v[row3 + p];
        }
        int element = i * n + j;
        products[element] += alpha * sum0;
        products[element + 1] += alpha * sum1;
        products[element + 2] += alpha * sum2;
        products[element + 3] += alpha * sum3;
      }
      for (; j < n; j++) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
          sum += u[row + p] * v[j * k + p];
        }
        products[i * n + j] += alpha * sum;
      }
    }
  }

  /** {@code cᵢⱼ ← cᵢⱼ + α Σₚ aₚᵢ bⱼₚ}. No layer needs it; it is here to complete the kernel. */
  private static void addTransposedProduct(
      double alpha, Float64Matrix a, Float64Matrix b, Float64Matrix c) {
    int m = a.columns;
    int k = a.rows;
    int n = b.rows;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
          sum += a.data[p * m + i] * b.data[j * k + p];
        }
        c.data[i * n + j] += alpha * sum;
      }
    }
  }

  /** {@code y ← αy}, zeros where α is 0. */
  private static void scale(double alpha, double[] y) {
    if (alpha == 0) {
      Arrays.fill(y, 0);
    } else if (alpha != 1) {
      for (int i = 0; i < y.length; i++) {
        y[i] *= alpha;
      }
    }
  }

  /** {@code y ← y + f x}, on n elements from the given places. */
  private static void addRow(double f, double[] x, int from, double[] y, int to, int n) {
    for (int j = 0; j < n; j++) {
      y[to + j] += f * x[from + j];
    }
  }

  /** {@code y ← y + f₀ x₀ + f₁ x₁ + f₂ x₂ + f₃ x₃}, added in this order, on n elements. */
  private static void addFourRows(
      double f0,
      int from0,
      double f1,
      int from1,
      double f2,
      int from2,
      double f3,
      int from3,
      double[] x,
      double[] y,
      int to,
      int n) {
    for (int j = 0; j < n; j++) {
      y[to + j] =
          y[to + j] + f0 * x[from0 + j] + f1 * x[from1 + j] + f2 * x[from2 + j] + f3 * x[from3 + j];
    }
  }
}
