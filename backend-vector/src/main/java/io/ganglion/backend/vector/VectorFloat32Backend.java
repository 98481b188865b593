package io.ganglion.backend.vector;

import static io.ganglion.backend.vector.VectorFloat32Matrix.START;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Activations;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;

/**
 * The backend {@code vector} in float32: SIMD through {@code jdk.incubator.vector}.
 *
 * <p>Products skip zeros if their left factor is a batch of samples, and keep reused values in
 * registers; see {@link VectorFloat32Products}. Terms are added in a fixed order, so that runs are
 * reproducible to the bit. Between machines with vectors of different widths, the last bits of
 * {@code a · b} may differ; between those with and without a fused multiply-add, those of every
 * product; between JVMs, those of {@link Math#exp}.
 *
 * <p>The build derives the backend of the other precision from this file, and from both those for
 * machines without a fused multiply-add: there {@code a.fma(b, c)} becomes {@code a.mul(b).add(c)}.
 * A choice between the two inside the kernels would be a method, which is not always inlined, or
 * seventy branches.
 */
final class VectorFloat32Backend implements Backend<VectorFloat32Matrix> {

  /**
   * Up to this width, one sweep over a matrix for two kernels is faster than two sweeps that keep
   * more in registers.
   */
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
  public int rows(VectorFloat32Matrix storage) {
    return storage.rows;
  }

  @Override
  public int columns(VectorFloat32Matrix storage) {
    return storage.columns;
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
    System.arraycopy(x.data, START, y.modified(), START, x.end - START);
  }

  @Override
  public void reshape(VectorFloat32Matrix x, VectorFloat32Matrix y) {
    y.reshape(x);
  }

  @Override
  public void scale(double alpha, VectorFloat32Matrix x) {
    VectorFloat32Kernels.scale((float) alpha, x.modified(), x.end);
  }

  @Override
  public void axpy(double alpha, VectorFloat32Matrix x, VectorFloat32Matrix y) {
    if (alpha != 0) {
      VectorFloat32Kernels.addRow((float) alpha, x.data, START, y.modified(), START, x.end - START);
    }
  }

  @Override
  public void multiply(VectorFloat32Matrix a, VectorFloat32Matrix b, VectorFloat32Matrix c) {
    float[] u = a.data;
    float[] v = b.data;
    float[] product = c.modified();
    for (int i = START; i < c.end; i++) {
      product[i] = u[i] * v[i];
    }
  }

  @Override
  public void activate(Activation f, VectorFloat32Matrix x, VectorFloat32Matrix y) {
    float[] u = x.data;
    float[] v = y.modified();
    if (f == Activations.RELU) {
      VectorFloat32Kernels.rectify(u, u, v, x.end);
      return;
    }
    // Slow functions skip the padding.
    int n = x.columns;
    for (int row = START; row < x.end; row += x.stride) {
      if (f == Activations.TANH) {
        for (int j = row; j < row + n; j++) {
          v[j] = (float) Math.tanh(u[j]);
        }
      } else if (f == Activations.SIGMOID) {
        for (int j = row; j < row + n; j++) {
          float power = (float) Math.exp(-u[j]);
          v[j] = 1 / (1 + power);
        }
      } else {
        for (int j = row; j < row + n; j++) {
          v[j] = (float) f.value(u[j]);
        }
      }
    }
  }

  @Override
  public void activationGradient(
      Activation f,
      VectorFloat32Matrix x,
      VectorFloat32Matrix y,
      VectorFloat32Matrix gy,
      VectorFloat32Matrix gx) {
    float[] v = y.data;
    float[] g = gy.data;
    float[] gradient = gx.modified();
    if (f == Activations.RELU) {
      VectorFloat32Kernels.rectify(v, g, gradient, x.end);
    } else if (f == Activations.TANH) {
      for (int i = START; i < y.end; i++) {
        gradient[i] = g[i] * (1 - v[i] * v[i]);
      }
    } else if (f == Activations.SIGMOID) {
      for (int i = START; i < y.end; i++) {
        gradient[i] = g[i] * (v[i] * (1 - v[i]));
      }
    } else {
      float[] u = x.data;
      int n = x.columns;
      for (int row = START; row < x.end; row += x.stride) {
        for (int j = row; j < row + n; j++) {
          gradient[j] = (float) (g[j] * f.derivative(u[j], v[j]));
        }
      }
    }
  }

  @Override
  public void addRow(VectorFloat32Matrix row, VectorFloat32Matrix x) {
    float[] data = x.modified();
    for (int i = 0; i < x.rows; i++) {
      VectorFloat32Kernels.addRow(1, row.data, START, data, START + i * x.stride, x.stride);
    }
  }

  @Override
  public void columnSums(
      double alpha, VectorFloat32Matrix x, double beta, VectorFloat32Matrix row) {
    float[] sums = row.modified();
    VectorFloat32Kernels.scale((float) beta, sums, row.end);
    if (alpha != 0) {
      for (int i = 0; i < x.rows; i++) {
        VectorFloat32Kernels.addRow(
            (float) alpha, x.data, START + i * x.stride, sums, START, x.stride);
      }
    }
  }

  @Override
  public void softmax(VectorFloat32Matrix x, VectorFloat32Matrix y) {
    float[] u = x.data;
    float[] v = y.modified();
    int n = x.columns;
    for (int row = START; row < x.end; row += x.stride) {
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
    for (int row = START; row < y.end; row += y.stride) {
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
  public void linear(VectorFloat32Matrix x, VectorFloat32Matrix w, VectorFloat32Matrix y) {
    VectorFloat32Products.linear(x, w, y);
  }

  @Override
  public void linearGradient(
      VectorFloat32Matrix gy, VectorFloat32Matrix w, VectorFloat32Matrix gx) {
    VectorFloat32Products.linearGradient(gy, w, gx);
  }

  @Override
  public void rankUpdate(
      double alpha,
      VectorFloat32Matrix x,
      VectorFloat32Matrix gy,
      double beta,
      VectorFloat32Matrix w) {
    VectorFloat32Products.rankUpdate((float) alpha, x, gy, (float) beta, w);
  }

  /** If w is narrow, takes one sweep over it: each row is updated while it is loaded for gx. */
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
  public void updateAndLinear(
      double alpha,
      VectorFloat32Matrix x,
      VectorFloat32Matrix gy,
      VectorFloat32Matrix next,
      VectorFloat32Matrix w,
      VectorFloat32Matrix y) {
    VectorFloat32Products.updateAndLinear((float) alpha, x, gy, next, w, y);
  }

  @Override
  public void adaptiveUpdate(
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
        w.modified(),
        w.end);
  }
}
