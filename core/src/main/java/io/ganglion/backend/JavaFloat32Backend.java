package io.ganglion.backend;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Activations;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;

/**
 * The built-in backend in float32: plain loops, written so that the JIT compiler turns the inner
 * ones into vector instructions.
 *
 * <p>The products of a layer are in {@link JavaFloat32Products}.
 *
 * <p>The build derives the backend of the other precision from this file.
 */
final class JavaFloat32Backend implements Backend<JavaFloat32Matrix> {

  @Override
  public String name() {
    return "java";
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public JavaFloat32Matrix create(int rows, int columns) {
    return new JavaFloat32Matrix(rows, columns);
  }

  @Override
  public int rows(JavaFloat32Matrix storage) {
    return storage.rows.length;
  }

  @Override
  public int columns(JavaFloat32Matrix storage) {
    return storage.rows[0].length;
  }

  @Override
  public void write(double[] source, int offset, JavaFloat32Matrix target) {
    target.write(source, offset);
  }

  @Override
  public void read(JavaFloat32Matrix source, double[] target, int offset) {
    for (int i = 0; i < source.rows.length; i++) {
      float[] row = source.rows[i];
      int start = offset + i * row.length;
      for (int j = 0; j < row.length; j++) {
        target[start + j] = row[j];
      }
    }
  }

  @Override
  public void copy(JavaFloat32Matrix x, JavaFloat32Matrix y) {
    float[][] copies = y.modified();
    for (int i = 0; i < copies.length; i++) {
      System.arraycopy(x.rows[i], 0, copies[i], 0, copies[i].length);
    }
  }

  @Override
  public void reshape(JavaFloat32Matrix x, JavaFloat32Matrix y) {
    y.reshape(x);
  }

  @Override
  public void scale(double alpha, JavaFloat32Matrix x) {
    for (float[] row : x.modified()) {
      JavaFloat32Products.scale((float) alpha, row);
    }
  }

  @Override
  public void axpy(double alpha, JavaFloat32Matrix x, JavaFloat32Matrix y) {
    if (alpha != 0) {
      float[][] sums = y.modified();
      for (int i = 0; i < sums.length; i++) {
        JavaFloat32Products.add((float) alpha, x.rows[i], sums[i]);
      }
    }
  }

  @Override
  public void multiply(JavaFloat32Matrix a, JavaFloat32Matrix b, JavaFloat32Matrix c) {
    float[][] products = c.modified();
    for (int i = 0; i < products.length; i++) {
      float[] u = a.rows[i];
      float[] v = b.rows[i];
      float[] product = products[i];
      for (int j = 0; j < product.length; j++) {
        product[j] = u[j] * v[j];
      }
    }
  }

  @Override
  public void activate(Activation f, JavaFloat32Matrix x, JavaFloat32Matrix y) {
    float[][] values = y.modified();
    for (int i = 0; i < values.length; i++) {
      activate(f, x.rows[i], values[i]);
    }
  }

  /** The standard functions have their own loops, in the precision of the storage. */
  private static void activate(Activation f, float[] x, float[] y) {
    if (f == Activations.RELU) {
      for (int j = 0; j < y.length; j++) {
        y[j] = Math.max(x[j], 0);
      }
    } else if (f == Activations.SIGMOID) {
      for (int j = 0; j < y.length; j++) {
        float power = (float) StrictMath.exp(-x[j]);
        y[j] = 1 / (1 + power);
      }
    } else {
      for (int j = 0; j < y.length; j++) {
        y[j] = (float) f.value(x[j]);
      }
    }
  }

  @Override
  public void activationGradient(
      Activation f,
      JavaFloat32Matrix x,
      JavaFloat32Matrix y,
      JavaFloat32Matrix gy,
      JavaFloat32Matrix gx) {
    float[][] gradients = gx.modified();
    for (int i = 0; i < gradients.length; i++) {
      activationGradient(f, x.rows[i], y.rows[i], gy.rows[i], gradients[i]);
    }
  }

  private static void activationGradient(
      Activation f, float[] x, float[] y, float[] gy, float[] gx) {
    if (f == Activations.RELU) {
      for (int j = 0; j < gx.length; j++) {
        gx[j] = y[j] <= 0 ? 0 : gy[j];
      }
    } else if (f == Activations.TANH) {
      for (int j = 0; j < gx.length; j++) {
        gx[j] = gy[j] * (1 - y[j] * y[j]);
      }
    } else if (f == Activations.SIGMOID) {
      for (int j = 0; j < gx.length; j++) {
        gx[j] = gy[j] * (y[j] * (1 - y[j]));
      }
    } else {
      for (int j = 0; j < gx.length; j++) {
        gx[j] = (float) (gy[j] * f.derivative(x[j], y[j]));
      }
    }
  }

  @Override
  public void addRow(JavaFloat32Matrix row, JavaFloat32Matrix x) {
    for (float[] sum : x.modified()) {
      JavaFloat32Products.add(1, row.rows[0], sum);
    }
  }

  @Override
  public void columnSums(double alpha, JavaFloat32Matrix x, double beta, JavaFloat32Matrix row) {
    float[] sums = row.modified()[0];
    JavaFloat32Products.scale((float) beta, sums);
    if (alpha != 0) {
      for (float[] terms : x.rows) {
        JavaFloat32Products.add((float) alpha, terms, sums);
      }
    }
  }

  @Override
  public void softmax(JavaFloat32Matrix x, JavaFloat32Matrix y) {
    float[][] probabilities = y.modified();
    for (int i = 0; i < probabilities.length; i++) {
      softmax(x.rows[i], probabilities[i]);
    }
  }

  private static void softmax(float[] x, float[] y) {
    float max = x[0];
    for (int j = 1; j < x.length; j++) {
      max = Math.max(max, x[j]);
    }
    float sum = 0;
    for (int j = 0; j < y.length; j++) {
      y[j] = (float) StrictMath.exp(x[j] - max);
      sum += y[j];
    }
    for (int j = 0; j < y.length; j++) {
      y[j] /= sum;
    }
  }

  @Override
  public void softmaxGradient(JavaFloat32Matrix y, JavaFloat32Matrix gy, JavaFloat32Matrix gx) {
    float[][] gradients = gx.modified();
    for (int i = 0; i < gradients.length; i++) {
      softmaxGradient(y.rows[i], gy.rows[i], gradients[i]);
    }
  }

  private static void softmaxGradient(float[] y, float[] gy, float[] gx) {
    float dot = 0;
    for (int j = 0; j < y.length; j++) {
      dot += gy[j] * y[j];
    }
    for (int j = 0; j < gx.length; j++) {
      gx[j] = y[j] * (gy[j] - dot);
    }
  }

  @Override
  public void linear(JavaFloat32Matrix x, JavaFloat32Matrix w, JavaFloat32Matrix y) {
    JavaFloat32Products.linear(x, w, y);
  }

  @Override
  public void linearGradient(JavaFloat32Matrix gy, JavaFloat32Matrix w, JavaFloat32Matrix gx) {
    JavaFloat32Products.linearGradient(gy, w, gx);
  }

  @Override
  public void rankUpdate(
      double alpha, JavaFloat32Matrix x, JavaFloat32Matrix gy, double beta, JavaFloat32Matrix w) {
    JavaFloat32Products.rankUpdate((float) alpha, x, gy, (float) beta, w);
  }

  @Override
  public void adaptiveUpdate(
      double alpha,
      double beta1,
      double beta2,
      double epsilon,
      JavaFloat32Matrix g,
      JavaFloat32Matrix m,
      JavaFloat32Matrix v,
      JavaFloat32Matrix w) {
    double share1 = 1 - beta1;
    double share2 = 1 - beta2;
    float[][] means = m.modified();
    float[][] squares = v.modified();
    float[][] weights = w.modified();
    for (int i = 0; i < weights.length; i++) {
      adaptiveUpdate(
          (float) alpha,
          (float) beta1,
          (float) share1,
          (float) beta2,
          (float) share2,
          (float) epsilon,
          g.rows[i],
          means[i],
          squares[i],
          weights[i]);
    }
  }

  // Math.sqrt is correctly rounded on every JDK.
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
}
