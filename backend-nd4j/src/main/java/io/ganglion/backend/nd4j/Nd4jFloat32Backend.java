package io.ganglion.backend.nd4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sger;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sscal;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Activations;
import io.ganglion.spi.Precision;
import java.nio.FloatBuffer;

/**
 * The ND4J backend in float32.
 *
 * <p>The build derives the backend of the other precision from this file.
 */
final class Nd4jFloat32Backend extends Nd4jBackend<Nd4jFloat32Matrix> {

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public Nd4jFloat32Matrix create(int rows, int columns) {
    return new Nd4jFloat32Matrix(rows, columns);
  }

  @Override
  public void write(double[] source, int offset, Nd4jFloat32Matrix target) {
    Transfer.write(source, offset, target.values, target.size());
  }

  @Override
  public void read(Nd4jFloat32Matrix source, double[] target, int offset) {
    Transfer.read(source.values, target, offset, source.size());
  }

  @Override
  public void copy(Nd4jFloat32Matrix x, Nd4jFloat32Matrix y) {
    y.values.put(0, x.values, 0, y.size());
  }

  @Override
  public void reshape(Nd4jFloat32Matrix x, Nd4jFloat32Matrix y) {
    copy(x, y);
  }

  @Override
  public void scale(double alpha, Nd4jFloat32Matrix x) {
    if (alpha == 0) {
      x.clear(); // Newer versions of OpenBLAS multiply, and keep NaN.
    } else if (alpha != 1) {
      cblas_sscal(x.size(), (float) alpha, x.pointer, 1);
    }
  }

  @Override
  public void axpy(double alpha, Nd4jFloat32Matrix x, Nd4jFloat32Matrix y) {
    cblas_saxpy(x.size(), (float) alpha, x.pointer, 1, y.pointer, 1);
  }

  @Override
  public void multiply(Nd4jFloat32Matrix a, Nd4jFloat32Matrix b, Nd4jFloat32Matrix c) {
    FloatBuffer u = a.values;
    FloatBuffer v = b.values;
    FloatBuffer product = c.values;
    for (int i = 0; i < c.size(); i++) {
      product.put(i, u.get(i) * v.get(i));
    }
  }

  /** ReLU and sigmoid have their own loops, in the precision of the storage. */
  @Override
  public void activate(Activation f, Nd4jFloat32Matrix x, Nd4jFloat32Matrix y) {
    FloatBuffer u = x.values;
    FloatBuffer v = y.values;
    int n = y.size();
    if (f == Activations.RELU) {
      for (int i = 0; i < n; i++) {
        float value = u.get(i);
        v.put(i, value <= 0 ? 0 : value);
      }
    } else if (f == Activations.SIGMOID) {
      for (int i = 0; i < n; i++) {
        v.put(i, 1 / (1 + (float) StrictMath.exp(-u.get(i))));
      }
    } else {
      for (int i = 0; i < n; i++) {
        v.put(i, (float) f.value(u.get(i)));
      }
    }
  }

  @Override
  public void activationGradient(
      Activation f,
      Nd4jFloat32Matrix x,
      Nd4jFloat32Matrix y,
      Nd4jFloat32Matrix gy,
      Nd4jFloat32Matrix gx) {
    FloatBuffer u = x.values;
    FloatBuffer v = y.values;
    FloatBuffer g = gy.values;
    FloatBuffer gradient = gx.values;
    int n = gx.size();
    if (f == Activations.RELU) {
      for (int i = 0; i < n; i++) {
        gradient.put(i, v.get(i) <= 0 ? 0 : g.get(i));
      }
    } else if (f == Activations.TANH) {
      for (int i = 0; i < n; i++) {
        gradient.put(i, g.get(i) * (1 - v.get(i) * v.get(i)));
      }
    } else if (f == Activations.SIGMOID) {
      for (int i = 0; i < n; i++) {
        gradient.put(i, g.get(i) * (v.get(i) * (1 - v.get(i))));
      }
    } else {
      for (int i = 0; i < n; i++) {
        gradient.put(i, (float) (g.get(i) * f.derivative(u.get(i), v.get(i))));
      }
    }
  }

  @Override
  public void addRow(Nd4jFloat32Matrix row, Nd4jFloat32Matrix x) {
    for (int i = 0; i < x.rows; i++) {
      add(1, row.values, 0, x.values, i * x.columns, x.columns);
    }
  }

  @Override
  public void columnSums(double alpha, Nd4jFloat32Matrix x, double beta, Nd4jFloat32Matrix row) {
    scale((float) beta, row);
    if (alpha != 0) {
      for (int i = 0; i < x.rows; i++) {
        add((float) alpha, x.values, i * x.columns, row.values, 0, x.columns);
      }
    }
  }

  @Override
  public void softmax(Nd4jFloat32Matrix x, Nd4jFloat32Matrix y) {
    FloatBuffer u = x.values;
    FloatBuffer v = y.values;
    int n = x.columns;
    for (int row = 0; row < x.size(); row += n) {
      float max = u.get(row);
      for (int j = row + 1; j < row + n; j++) {
        max = Math.max(max, u.get(j));
      }
      float sum = 0;
      for (int j = row; j < row + n; j++) {
        float power = (float) StrictMath.exp(u.get(j) - max);
        v.put(j, power);
        sum += power;
      }
      for (int j = row; j < row + n; j++) {
        v.put(j, v.get(j) / sum);
      }
    }
  }

  @Override
  public void softmaxGradient(Nd4jFloat32Matrix y, Nd4jFloat32Matrix gy, Nd4jFloat32Matrix gx) {
    FloatBuffer v = y.values;
    FloatBuffer g = gy.values;
    FloatBuffer gradient = gx.values;
    int n = y.columns;
    for (int row = 0; row < y.size(); row += n) {
      float dot = 0;
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
      double alpha,
      double beta1,
      double beta2,
      double epsilon,
      Nd4jFloat32Matrix g,
      Nd4jFloat32Matrix m,
      Nd4jFloat32Matrix v,
      Nd4jFloat32Matrix w) {
    double share1 = 1 - beta1;
    double share2 = 1 - beta2;
    adaptiveUpdate(
        w.size(),
        (float) alpha,
        (float) beta1,
        (float) share1,
        (float) beta2,
        (float) share2,
        (float) epsilon,
        g.values,
        m.values,
        v.values,
        w.values);
  }

  private static void adaptiveUpdate(
      int size,
      float alpha,
      float beta1,
      float share1,
      float beta2,
      float share2,
      float epsilon,
      FloatBuffer g,
      FloatBuffer m,
      FloatBuffer v,
      FloatBuffer w) {
    for (int i = 0; i < size; i++) {
      float gradient = g.get(i);
      float mean = beta1 * m.get(i) + share1 * gradient;
      float square = beta2 * v.get(i) + share2 * (gradient * gradient);
      m.put(i, mean);
      v.put(i, square);
      w.put(i, w.get(i) + alpha * mean / ((float) Math.sqrt(square) + epsilon));
    }
  }

  @Override
  void multiplyVector(
      double alpha,
      Nd4jFloat32Matrix a,
      int opA,
      Nd4jFloat32Matrix x,
      double beta,
      Nd4jFloat32Matrix y) {
    cblas_sgemv(
        CblasRowMajor,
        opA,
        a.rows,
        a.columns,
        (float) alpha,
        a.pointer,
        a.columns,
        x.pointer,
        1,
        (float) beta,
        y.pointer,
        1);
  }

  @Override
  void addOuterProduct(
      double alpha, Nd4jFloat32Matrix x, Nd4jFloat32Matrix y, Nd4jFloat32Matrix a) {
    cblas_sger(
        CblasRowMajor,
        a.rows,
        a.columns,
        (float) alpha,
        x.pointer,
        1,
        y.pointer,
        1,
        a.pointer,
        a.columns);
  }

  @Override
  void multiplyMatrix(
      double alpha,
      Nd4jFloat32Matrix a,
      int opA,
      Nd4jFloat32Matrix b,
      int opB,
      int k,
      double beta,
      Nd4jFloat32Matrix c) {
    cblas_sgemm(
        CblasRowMajor,
        opA,
        opB,
        c.rows,
        c.columns,
        k,
        (float) alpha,
        a.pointer,
        a.columns,
        b.pointer,
        b.columns,
        (float) beta,
        c.pointer,
        c.columns);
  }

  /** {@code y ← y + f x}, over n elements from the given indices. */
  private static void add(float f, FloatBuffer x, int from, FloatBuffer y, int to, int n) {
    for (int j = 0; j < n; j++) {
      y.put(to + j, y.get(to + j) + f * x.get(from + j));
    }
  }
}
