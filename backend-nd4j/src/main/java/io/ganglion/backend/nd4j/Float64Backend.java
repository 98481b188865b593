package io.ganglion.backend.nd4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_daxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dger;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dscal;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Precision;
import io.ganglion.spi.Transpose;
import java.nio.DoubleBuffer;

/**
 * The ND4J backend in float64.
 *
 * <p>{@code Float32Backend} is this text in the other precision, but for {@link #write} and {@link
 * #read}, which convert there; a test holds them together.
 */
final class Float64Backend extends Nd4jBackend<Float64Matrix> {

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
    target.values.put(0, source, offset, target.size());
  }

  @Override
  public void read(Float64Matrix source, double[] target, int offset) {
    source.values.get(0, target, offset, source.size());
  }

  @Override
  public void copy(Float64Matrix x, Float64Matrix y) {
    y.values.put(0, x.values, 0, y.size());
  }

  @Override
  public void scale(double alpha, Float64Matrix x) {
    if (alpha == 0) {
      x.clear(); // Newer versions of OpenBLAS multiply, and let NaN through.
    } else if (alpha != 1) {
      cblas_dscal(x.size(), alpha, x.pointer, 1);
    }
  }

  @Override
  public void axpy(double alpha, Float64Matrix x, Float64Matrix y) {
    cblas_daxpy(x.size(), alpha, x.pointer, 1, y.pointer, 1);
  }

  @Override
  public void multiply(Float64Matrix a, Float64Matrix b, Float64Matrix c) {
    DoubleBuffer u = a.values;
    DoubleBuffer v = b.values;
    DoubleBuffer product = c.values;
    for (int i = 0; i < c.size(); i++) {
      product.put(i, u.get(i) * v.get(i));
    }
  }

  @Override
  public void activate(Activation f, Float64Matrix x, Float64Matrix y) {
    DoubleBuffer u = x.values;
    DoubleBuffer v = y.values;
    int n = y.size();
    switch (f) {
      case RELU -> {
        for (int i = 0; i < n; i++) {
          double value = u.get(i);
          v.put(i, value <= 0 ? 0 : value);
        }
      }
      case TANH -> {
        for (int i = 0; i < n; i++) {
          v.put(i, StrictMath.tanh(u.get(i)));
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < n; i++) {
          v.put(i, 1 / (1 + StrictMath.exp(-u.get(i))));
        }
      }
    }
  }

  @Override
  public void activationGradient(
      Activation f, Float64Matrix y, Float64Matrix gy, Float64Matrix gx) {
    DoubleBuffer v = y.values;
    DoubleBuffer g = gy.values;
    DoubleBuffer gradient = gx.values;
    int n = gx.size();
    switch (f) {
      case RELU -> {
        for (int i = 0; i < n; i++) {
          gradient.put(i, v.get(i) <= 0 ? 0 : g.get(i));
        }
      }
      case TANH -> {
        for (int i = 0; i < n; i++) {
          gradient.put(i, g.get(i) * (1 - v.get(i) * v.get(i)));
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < n; i++) {
          gradient.put(i, g.get(i) * (v.get(i) * (1 - v.get(i))));
        }
      }
    }
  }

  @Override
  public void addRow(Float64Matrix row, Float64Matrix x) {
    for (int i = 0; i < x.rows; i++) {
      add(1, row.values, 0, x.values, i * x.columns, x.columns);
    }
  }

  @Override
  public void columnSums(double alpha, Float64Matrix x, double beta, Float64Matrix row) {
    scale(beta, row);
    if (alpha != 0) {
      for (int i = 0; i < x.rows; i++) {
        add(alpha, x.values, i * x.columns, row.values, 0, x.columns);
      }
    }
  }

  @Override
  public void softmax(Float64Matrix x, Float64Matrix y) {
    DoubleBuffer u = x.values;
    DoubleBuffer v = y.values;
    int n = x.columns;
    for (int row = 0; row < x.size(); row += n) {
      double max = u.get(row);
      for (int j = row + 1; j < row + n; j++) {
        max = Math.max(max, u.get(j));
      }
      double sum = 0;
      for (int j = row; j < row + n; j++) {
        double power = StrictMath.exp(u.get(j) - max);
        v.put(j, power);
        sum += power;
      }
      for (int j = row; j < row + n; j++) {
        v.put(j, v.get(j) / sum);
      }
    }
  }

  @Override
  public void softmaxGradient(Float64Matrix y, Float64Matrix gy, Float64Matrix gx) {
    DoubleBuffer v = y.values;
    DoubleBuffer g = gy.values;
    DoubleBuffer gradient = gx.values;
    int n = y.columns;
    for (int row = 0; row < y.size(); row += n) {
      double dot = 0;
      for (int j = row; j < row + n; j++) {
        dot += g.get(j) * v.get(j);
      }
      for (int j = row; j < row + n; j++) {
        gradient.put(j, v.get(j) * (g.get(j) - dot));
      }
    }
  }

  @Override
  public void adaptiveUpdate(
      int size,
      double alpha,
      double beta1,
      double beta2,
      double epsilon,
      Float64Matrix g,
      Float64Matrix m,
      Float64Matrix v,
      Float64Matrix w) {
    double share1 = 1 - beta1;
    double share2 = 1 - beta2;
    adaptiveUpdate(
        size, alpha, beta1, share1, beta2, share2, epsilon, g.values, m.values, v.values, w.values);
  }

  private static void adaptiveUpdate(
      int size,
      double alpha,
      double beta1,
      double share1,
      double beta2,
      double share2,
      double epsilon,
      DoubleBuffer g,
      DoubleBuffer m,
      DoubleBuffer v,
      DoubleBuffer w) {
    for (int i = 0; i < size; i++) {
      double gradient = g.get(i);
      double mean = beta1 * m.get(i) + share1 * gradient;
      double square = beta2 * v.get(i) + share2 * (gradient * gradient);
      m.put(i, mean);
      v.put(i, square);
      w.put(i, w.get(i) + alpha * mean / (Math.sqrt(square) + epsilon));
    }
  }

  @Override
  void multiplyVector(
      double alpha, Float64Matrix a, Transpose opA, Float64Matrix x, double beta, Float64Matrix y) {
    cblas_dgemv(
        CblasRowMajor,
        flag(opA),
        a.rows,
        a.columns,
        alpha,
        a.pointer,
        a.columns,
        x.pointer,
        1,
        beta,
        y.pointer,
        1);
  }

  @Override
  void addOuterProduct(double alpha, Float64Matrix x, Float64Matrix y, Float64Matrix a) {
    cblas_dger(
        CblasRowMajor, a.rows, a.columns, alpha, x.pointer, 1, y.pointer, 1, a.pointer, a.columns);
  }

  @Override
  void multiplyMatrix(
      double alpha,
      Float64Matrix a,
      Transpose opA,
      Float64Matrix b,
      Transpose opB,
      int k,
      double beta,
      Float64Matrix c) {
    cblas_dgemm(
        CblasRowMajor,
        flag(opA),
        flag(opB),
        c.rows,
        c.columns,
        k,
        alpha,
        a.pointer,
        a.columns,
        b.pointer,
        b.columns,
        beta,
        c.pointer,
        c.columns);
  }

  /** {@code y ← y + f x}, on n elements from the given places. */
  private static void add(double f, DoubleBuffer x, int from, DoubleBuffer y, int to, int n) {
    for (int j = 0; j < n; j++) {
      y.put(to + j, y.get(to + j) + f * x.get(from + j));
    }
  }
}
