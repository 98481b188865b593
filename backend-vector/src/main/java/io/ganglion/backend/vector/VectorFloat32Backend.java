package io.ganglion.backend.vector;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.spi.Transpose;
import java.util.Arrays;

/**
 * The backend {@code vector} in float32: SIMD through {@code jdk.incubator.vector}.
 *
 * <p>It skips zeros where the left factor of a product is a batch of samples, and holds what is used
 * again in registers: see {@link VectorFloat32Kernels}. Terms are added in a fixed order, with fused
 * multiply-add, so a run gives the same bits again; machines whose vectors differ in width may differ
 * in the last bits of {@code a · b}, and {@link Math#exp} may between JVMs.
 *
 * <p>The build derives the backend of the other precision from this text.
 */
final class VectorFloat32Backend implements Backend<VectorFloat32Matrix> {

  /** Up to this width, one sweep over a matrix for two purposes beats two that each hold less. */
  private static final int NARROW = 4 * VectorFloat32Matrix.LANES;

  @Override
  public String name() {
    return VectorBackendProvider.NAME;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public VectorFloat32Matrix create(int rows, int columns) {
    return new VectorFloat32Matrix(rows, columns);
  }

  @Override
  public void write(double[] source, int offset, VectorFloat32Matrix target) {
    target.write(source, offset);
  }

  @Override
  public void read(VectorFloat32Matrix source, double[] target, int offset) {
    source.read(target, offset);
  }

  @Override
  public void copy(VectorFloat32Matrix x, VectorFloat32Matrix y) {
    System.arraycopy(x.data, 0, y.modified(), 0, x.data.length);
  }

  @Override
  public void scale(double alpha, VectorFloat32Matrix x) {
    scale((float) alpha, x.modified());
  }

  @Override
  public void axpy(double alpha, VectorFloat32Matrix x, VectorFloat32Matrix y) {
    if (alpha != 0) {
      VectorFloat32Kernels.addRow((float) alpha, x.data, 0, y.modified(), 0, x.data.length);
    }
  }

  @Override
  public void multiply(VectorFloat32Matrix a, VectorFloat32Matrix b, VectorFloat32Matrix c) {
    float[] u = a.data;
    float[] v = b.data;
    float[] product = c.modified();
    for (int i = 0; i < product.length; i++) {
      product[i] = u[i] * v[i];
    }
  }

  @Override
  public void activate(Activation f, VectorFloat32Matrix x, VectorFloat32Matrix y) {
    float[] u = x.data;
    float[] v = y.modified();
    switch (f) {
      case RELU -> VectorFloat32Kernels.rectify(u, u, v);
      case TANH -> {
        for (int i = 0; i < v.length; i++) {
          v[i] = (float) Math.tanh(u[i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < v.length; i++) {
          float power = (float) Math.exp(-u[i]);
          v[i] = 1 / (1 + power);
        }
      }
    }
  }

  @Override
  public void activationGradient(
      Activation f, VectorFloat32Matrix y, VectorFloat32Matrix gy, VectorFloat32Matrix gx) {
    float[] v = y.data;
    float[] g = gy.data;
    float[] gradient = gx.modified();
    switch (f) {
      case RELU -> VectorFloat32Kernels.rectify(v, g, gradient);
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
  public void addRow(VectorFloat32Matrix row, VectorFloat32Matrix x) {
    float[] data = x.modified();
    for (int i = 0; i < x.rows; i++) {
      VectorFloat32Kernels.addRow(1, row.data, 0, data, i * x.stride, x.stride);
    }
  }

  @Override
  public void columnSums(
      double alpha, VectorFloat32Matrix x, double beta, VectorFloat32Matrix row) {
    float[] sums = row.modified();
    scale((float) beta, sums);
    if (alpha != 0) {
      for (int i = 0; i < x.rows; i++) {
        VectorFloat32Kernels.addRow((float) alpha, x.data, i * x.stride, sums, 0, x.stride);
      }
    }
  }

  @Override
  public void softmax(VectorFloat32Matrix x, VectorFloat32Matrix y) {
    float[] u = x.data;
    float[] v = y.modified();
    int n = x.columns;
    for (int row = 0; row < u.length; row += x.stride) {
      float max = u[row];
      for (int j = row + 1; j < row + n; j++) {
        max = Math.max(max, u[j]);
      }
      float sum = 0;
      for (int j = row; j < row + n; j++) {
        v[j] = (float) Math.exp(u[j] - max);
        sum += v[j];
      }
      for (int j = row; j < row + n; j++) {
        v[j] /= sum;
      }
    }
  }

  @Override
  public void softmaxGradient(
      VectorFloat32Matrix y, VectorFloat32Matrix gy, VectorFloat32Matrix gx) {
    float[] v = y.data;
    float[] g = gy.data;
    float[] gradient = gx.modified();
    int n = y.columns;
    for (int row = 0; row < v.length; row += y.stride) {
      float dot = 0;
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
      VectorFloat32Matrix a,
      Transpose opA,
      VectorFloat32Matrix b,
      Transpose opB,
      double beta,
      VectorFloat32Matrix c) {
    scale((float) beta, c.modified());
    if (alpha == 0) {
      return;
    }
    boolean batch = a.rows > 1;
    if (opB == Transpose.NO) {
      if (opA == Transpose.NO) {
        if (batch) {
          VectorFloat32Batch.addProduct((float) alpha, a, b, c);
        } else {
          addProduct((float) alpha, a, b, c);
        }
      } else {
        if (batch) {
          VectorFloat32Batch.addOuterProducts((float) alpha, a, b, c);
        } else {
          addOuterProducts((float) alpha, a, b, c);
        }
      }
    } else {
      if (opA == Transpose.NO) {
        if (batch) {
          VectorFloat32Batch.addDotProducts((float) alpha, a, b, c);
        } else {
          addDotProducts((float) alpha, a, b, c);
        }
      } else {
        addTransposedProduct((float) alpha, a, b, c);
      }
    }
  }

  /** One sweep over w, if it is narrow: what gives its part of gx is updated while it is at hand. */
  @Override
  public void linearGradientAndUpdate(
      double alpha,
      VectorFloat32Matrix x,
      VectorFloat32Matrix gy,
      VectorFloat32Matrix gx,
      VectorFloat32Matrix w) {
    if (x.rows > 1 || alpha == 0 || w.stride > NARROW) {
      Backend.super.linearGradientAndUpdate(alpha, x, gy, gx, w);
    } else {
      VectorFloat32Kernels.gradientAndUpdate(
          (float) alpha, x.data, gy.data, gx.modified(), w.modified(), w.rows, w.stride, w.rest);
    }
  }

  @Override
  public void adaptiveUpdate(
      int size,
      double alpha,
      double beta1,
      double beta2,
      double epsilon,
      VectorFloat32Matrix g,
      VectorFloat32Matrix m,
      VectorFloat32Matrix v,
      VectorFloat32Matrix w) {
    double share1 = 1 - beta1;
    double share2 = 1 - beta2;
    VectorFloat32Kernels.adaptiveUpdate(
        (float) alpha,
        (float) beta1,
        (float) share1,
        (float) beta2,
        (float) share2,
        (float) epsilon,
        g.data,
        m.modified(),
        v.modified(),
        w.modified());
  }

  /** {@code c ← c + α a b}: every row of c collects rows of b. */
  private static void addProduct(
      float alpha, VectorFloat32Matrix a, VectorFloat32Matrix b, VectorFloat32Matrix c) {
    for (int i = 0; i < a.rows; i++) {
      int[] list = list(a);
      int from = from(a, i);
      addRows(alpha, a.data, i * a.stride, list, from, to(a, i), b, c.data, i * c.stride);
    }
  }

  /**
   * {@code y ← y + Σₚ α xₚ bₚ}, four rows of b at a time.
   *
   * @param row where x begins
   * @param list the places p to take, or null for all
   * @param from where in the list to begin, or the first place
   * @param end where in the list to end, or one after the last place
   * @param to where y begins
   */
  private static void addRows(
      float alpha,
      float[] x,
      int row,
      int[] list,
      int from,
      int end,
      VectorFloat32Matrix b,
      float[] y,
      int to) {
    int stride = b.stride;
    int next = from;
    for (; next <= end - 4; next += 4) {
      int p0 = list == null ? next : list[next];
      int p1 = list == null ? next + 1 : list[next + 1];
      int p2 = list == null ? next + 2 : list[next + 2];
      int p3 = list == null ? next + 3 : list[next + 3];
      VectorFloat32Kernels.addFourRows(
          alpha * x[row + p0],
          p0 * stride,
          alpha * x[row + p1],
          p1 * stride,
          alpha * x[row + p2],
          p2 * stride,
          alpha * x[row + p3],
          p3 * stride,
          b.data,
          y,
          to,
          stride);
    }
    for (; next < end; next++) {
      int p = list == null ? next : list[next];
      VectorFloat32Kernels.addRow(alpha * x[row + p], b.data, p * stride, y, to, stride);
    }
  }

  /** {@code c ← c + α aᵀ b}: row p of a and row p of b give every row i of c a share of row p of b. */
  private static void addOuterProducts(
      float alpha, VectorFloat32Matrix a, VectorFloat32Matrix b, VectorFloat32Matrix c) {
    for (int p = 0; p < a.rows; p++) {
      int[] list = list(a);
      int from = from(a, p);
      addToRows(alpha, a.data, p * a.stride, list, from, to(a, p), b.data, p * b.stride, c);
    }
  }

  /** {@code cᵢ ← cᵢ + α xᵢ g}, two rows of c at a time; the parameters are those of addRows. */
  private static void addToRows(
      float alpha,
      float[] x,
      int row,
      int[] list,
      int from,
      int end,
      float[] g,
      int at,
      VectorFloat32Matrix c) {
    int stride = c.stride;
    int next = from;
    for (; next <= end - 2; next += 2) {
      int i0 = list == null ? next : list[next];
      int i1 = list == null ? next + 1 : list[next + 1];
      VectorFloat32Kernels.addToTwoRows(
          alpha * x[row + i0],
          i0 * stride,
          alpha * x[row + i1],
          i1 * stride,
          g,
          at,
          c.data,
          stride);
    }
    if (next < end) {
      int i = list == null ? next : list[next];
      VectorFloat32Kernels.addRow(alpha * x[row + i], g, at, c.data, i * stride, stride);
    }
  }

  /** The places of the non-zero elements, or null if all are to be taken. */
  private static int[] list(VectorFloat32Matrix a) {
    return a.nonZeros.isListed() ? a.nonZeros.columns() : null;
  }

  private static int from(VectorFloat32Matrix a, int row) {
    return a.nonZeros.isListed() ? a.nonZeros.start(row) : 0;
  }

  private static int to(VectorFloat32Matrix a, int row) {
    return a.nonZeros.isListed() ? a.nonZeros.end(row) : a.columns;
  }

  /** {@code cᵢⱼ ← cᵢⱼ + α aᵢ · bⱼ}. */
  private static void addDotProducts(
      float alpha, VectorFloat32Matrix a, VectorFloat32Matrix b, VectorFloat32Matrix c) {
    for (int i = 0; i < a.rows; i++) {
      for (int j = 0; j < b.rows; j++) {
        c.data[i * c.stride + j] +=
            alpha
                * VectorFloat32Kernels.dot(
                    a.data, i * a.stride, b.data, j * b.stride, a.columns, a.rest);
      }
    }
  }

  /** {@code cᵢⱼ ← cᵢⱼ + α Σₚ aₚᵢ bⱼₚ}. No layer needs it; it is here to complete the kernel. */
  private static void addTransposedProduct(
      float alpha, VectorFloat32Matrix a, VectorFloat32Matrix b, VectorFloat32Matrix c) {
    for (int i = 0; i < a.columns; i++) {
      for (int j = 0; j < b.rows; j++) {
        float sum = 0;
        for (int p = 0; p < a.rows; p++) {
          sum += a.data[p * a.stride + i] * b.data[j * b.stride + p];
        }
        c.data[i * c.stride + j] += alpha * sum;
      }
    }
  }

  /** {@code y ← αy}, zeros where α is 0. */
  private static void scale(float alpha, float[] y) {
    if (alpha == 0) {
      Arrays.fill(y, 0);
    } else if (alpha != 1) {
      for (int i = 0; i < y.length; i++) {
        y[i] *= alpha;
      }
    }
  }
}
