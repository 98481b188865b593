package io.ganglion.backend;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.spi.NonZeros;
import io.ganglion.spi.NonZerosByColumn;
import io.ganglion.spi.Precision;
import io.ganglion.spi.Transpose;
import java.util.Arrays;

/**
 * The built-in backend in float32: plain loops, shaped so that the JIT compiler turns the inner ones
 * into vector instructions.
 *
 * <p>Two habits make it quick where the left factor of a product is a batch of samples. Elements
 * that are 0 are skipped: see {@link NonZeros}. And four rows of the right factor are added to
 * the result in one go, so that the result is read and written once instead of four times. Neither
 * changes the order in which an element's terms are added.
 *
 * <p>The build derives the backend of the other precision from this text.
 */
final class JavaFloat32Backend implements Backend<JavaFloat32Matrix> {

  /** From so many samples on, their dot products with weights take longer than transposing those. */
  private static final int TRANSPOSING_PAYS = 4;

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
  public void scale(double alpha, JavaFloat32Matrix x) {
    for (float[] row : x.modified()) {
      scale((float) alpha, row);
    }
  }

  @Override
  public void axpy(double alpha, JavaFloat32Matrix x, JavaFloat32Matrix y) {
    if (alpha != 0) {
      float[][] sums = y.modified();
      for (int i = 0; i < sums.length; i++) {
        addRow((float) alpha, x.rows[i], sums[i]);
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

  private static void activate(Activation f, float[] x, float[] y) {
    switch (f) {
      case RELU -> {
        for (int j = 0; j < y.length; j++) {
          y[j] = Math.max(x[j], 0);
        }
      }
      case TANH -> {
        for (int j = 0; j < y.length; j++) {
          y[j] = (float) StrictMath.tanh(x[j]);
        }
      }
      case SIGMOID -> {
        for (int j = 0; j < y.length; j++) {
          float power = (float) StrictMath.exp(-x[j]);
          y[j] = 1 / (1 + power);
        }
      }
    }
  }

  @Override
  public void activationGradient(
      Activation f, JavaFloat32Matrix y, JavaFloat32Matrix gy, JavaFloat32Matrix gx) {
    float[][] gradients = gx.modified();
    for (int i = 0; i < gradients.length; i++) {
      activationGradient(f, y.rows[i], gy.rows[i], gradients[i]);
    }
  }

  private static void activationGradient(Activation f, float[] y, float[] gy, float[] gx) {
    switch (f) {
      case RELU -> {
        for (int j = 0; j < gx.length; j++) {
          gx[j] = y[j] <= 0 ? 0 : gy[j];
        }
      }
      case TANH -> {
        for (int j = 0; j < gx.length; j++) {
          gx[j] = gy[j] * (1 - y[j] * y[j]);
        }
      }
      case SIGMOID -> {
        for (int j = 0; j < gx.length; j++) {
          gx[j] = gy[j] * (y[j] * (1 - y[j]));
        }
      }
    }
  }

  @Override
  public void addRow(JavaFloat32Matrix row, JavaFloat32Matrix x) {
    for (float[] sum : x.modified()) {
      addRow(1, row.rows[0], sum);
    }
  }

  @Override
  public void columnSums(double alpha, JavaFloat32Matrix x, double beta, JavaFloat32Matrix row) {
    float[] sums = row.modified()[0];
    scale((float) beta, sums);
    if (alpha != 0) {
      for (float[] terms : x.rows) {
        addRow((float) alpha, terms, sums);
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
  public void gemm(
      double alpha,
      JavaFloat32Matrix a,
      Transpose opA,
      JavaFloat32Matrix b,
      Transpose opB,
      double beta,
      JavaFloat32Matrix c) {
    for (float[] row : c.modified()) {
      scale((float) beta, row);
    }
    if (alpha == 0) {
      return;
    }
    if (opB == Transpose.NO) {
      if (opA == Transpose.NO) {
        addProduct((float) alpha, a, b.rows, c.rows);
      } else {
        addOuterProducts((float) alpha, a, b.rows, c);
      }
    } else {
      if (opA == Transpose.NO) {
        addDotProducts((float) alpha, a.rows, b, c);
      } else {
        addTransposedProduct((float) alpha, a.rows, b.rows, c.rows);
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

  // Math.sqrt is exact, on every JDK.
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

  /** {@code c ← c + α a b}: every row of c collects rows of b. */
  private static void addProduct(float alpha, JavaFloat32Matrix a, float[][] b, float[][] c) {
    for (int i = 0; i < c.length; i++) {
      if (a.nonZeros.isListed()) {
        addListedRows(alpha, a.rows[i], a.nonZeros, i, b, c[i]);
      } else {
        addAllRows(alpha, a.rows[i], b, c[i]);
      }
    }
  }

  /** {@code y ← y + Σₚ α xₚ bₚ} over all p. */
  private static void addAllRows(float alpha, float[] x, float[][] b, float[] y) {
    int p = 0;
    for (; p <= x.length - 4; p += 4) {
      addFourRows(
          alpha * x[p],
          b[p],
          alpha * x[p + 1],
          b[p + 1],
          alpha * x[p + 2],
          b[p + 2],
          alpha * x[p + 3],
          b[p + 3],
          y);
    }
    for (; p < x.length; p++) {
      addRow(alpha * x[p], b[p], y);
    }
  }

  /** {@code y ← y + Σₚ α xₚ bₚ} over the p where xₚ, which is row i of its matrix, is not zero. */
  private static void addListedRows(
      float alpha, float[] x, NonZeros nonZeros, int i, float[][] b, float[] y) {
    int[] listed = nonZeros.columns();
    int end = nonZeros.end(i);
    int next = nonZeros.start(i);
    for (; next <= end - 4; next += 4) {
      int p0 = listed[next];
      int p1 = listed[next + 1];
      int p2 = listed[next + 2];
      int p3 = listed[next + 3];
      addFourRows(
          alpha * x[p0],
          b[p0],
          alpha * x[p1],
          b[p1],
          alpha * x[p2],
          b[p2],
          alpha * x[p3],
          b[p3],
          y);
    }
    for (; next < end; next++) {
      int p = listed[next];
      addRow(alpha * x[p], b[p], y);
    }
  }

  /**
   * {@code c ← c + α aᵀ b}. With one sample, row i of c gets its share of the only row of b; with
   * several, it gets all its shares together, so that c is gone through once for all samples.
   */
  private static void addOuterProducts(
      float alpha, JavaFloat32Matrix a, float[][] b, JavaFloat32Matrix c) {
    if (b.length == 1) {
      addOuterProduct(alpha, a, b[0], c.rows);
    } else if (a.nonZeros.isListed()) {
      NonZerosByColumn nonZeros = c.leftByColumn;
      nonZeros.list(a.nonZeros);
      int[] starts = nonZeros.starts();
      for (int i = 0; i < c.rows.length; i++) {
        addColumn(alpha, a.rows, i, nonZeros.rows(), starts[i], starts[i + 1], b, c.rows[i]);
      }
    } else {
      for (int i = 0; i < c.rows.length; i++) {
        addColumn(alpha, a.rows, i, null, 0, b.length, b, c.rows[i]);
      }
    }
  }

  /** {@code c ← c + α aᵀ g}, with one row in a. */
  private static void addOuterProduct(float alpha, JavaFloat32Matrix a, float[] g, float[][] c) {
    NonZeros nonZeros = a.nonZeros;
    float[] x = a.rows[0];
    if (nonZeros.isListed()) {
      int[] listed = nonZeros.columns();
      int end = nonZeros.end(0);
      for (int next = nonZeros.start(0); next < end; next++) {
        int i = listed[next];
        addRow(alpha * x[i], g, c[i]);
      }
    } else {
      for (int i = 0; i < x.length; i++) {
        addRow(alpha * x[i], g, c[i]);
      }
    }
  }

  /**
   * {@code y ← y + Σₚ α aₚᵢ bₚ}.
   *
   * @param list the rows p to take, or null for all
   * @param from where in the list to begin, or the first row
   * @param end where in the list to end, or one after the last row
   */
  private static void addColumn(
      float alpha, float[][] a, int i, int[] list, int from, int end, float[][] b, float[] y) {
    int next = from;
    for (; next <= end - 4; next += 4) {
      int p0 = list == null ? next : list[next];
      int p1 = list == null ? next + 1 : list[next + 1];
      int p2 = list == null ? next + 2 : list[next + 2];
      int p3 = list == null ? next + 3 : list[next + 3];
      addFourRows(
          alpha * a[p0][i],
          b[p0],
          alpha * a[p1][i],
          b[p1],
          alpha * a[p2][i],
          b[p2],
          alpha * a[p3][i],
          b[p3],
          y);
    }
    for (; next < end; next++) {
      int p = list == null ? next : list[next];
      addRow(alpha * a[p][i], b[p], y);
    }
  }

  /**
   * {@code cᵢⱼ ← cᵢⱼ + α aᵢ · bⱼ}. With several samples b is transposed first: the sums of a whole row
   * then grow term by term, in the order that each has by itself, and in vector instructions.
   */
  private static void addDotProducts(
      float alpha, float[][] a, JavaFloat32Matrix b, JavaFloat32Matrix c) {
    if (a.length < TRANSPOSING_PAYS) {
      addDotProducts(alpha, a, b.rows, c.rows);
      return;
    }
    float[][] transposed = c.transposed(b);
    float[] sums = c.sums();
    for (int i = 0; i < a.length; i++) {
      Arrays.fill(sums, 0);
      addAllRows(1, a[i], transposed, sums);
      addRow(alpha, sums, c.rows[i]);
    }
  }

  /** {@code cᵢⱼ ← cᵢⱼ + α aᵢ · bⱼ}, four rows of b at a time: each of the four sums its own terms. */
  private static void addDotProducts(float alpha, float[][] a, float[][] b, float[][] c) {
    for (int i = 0; i < a.length; i++) {
      float[] x = a[i];
      float[] products = c[i];
      int j = 0;
      for (; j <= b.length - 4; j += 4) {
        float[] b0 = b[j];
        float[] b1 = b[j + 1];
        float[] b2 = b[j + 2];
        float[] b3 = b[j + 3];
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int p = 0; p < x.length; p++) {
          sum0 += x[p] * b0[p];
          sum1 += x[p] * b1[p];
          sum2 += x[p] * b2[p];
          sum3 += x[p] * b3[p];
        }
        products[j] += alpha * sum0;
        products[j + 1] += alpha * sum1;
        products[j + 2] += alpha * sum2;
        products[j + 3] += alpha * sum3;
      }
      for (; j < b.length; j++) {
        float sum = 0;
        for (int p = 0; p < x.length; p++) {
          sum += x[p] * b[j][p];
        }
        products[j] += alpha * sum;
      }
    }
  }

  /** {@code cᵢⱼ ← cᵢⱼ + α Σₚ aₚᵢ bⱼₚ}. No layer needs it; it is here to complete the kernel. */
  private static void addTransposedProduct(float alpha, float[][] a, float[][] b, float[][] c) {
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j < b.length; j++) {
        float sum = 0;
        for (int p = 0; p < a.length; p++) {
          sum += a[p][i] * b[j][p];
        }
        c[i][j] += alpha * sum;
      }
    }
  }

  /** {@code y ← αy}, zeros where α is 0. */
  private static void scale(float alpha, float[] y) {
    if (alpha == 0) {
      Arrays.fill(y, 0);
    } else if (alpha != 1) {
      for (int j = 0; j < y.length; j++) {
        y[j] *= alpha;
      }
    }
  }

  /** {@code y ← y + f x}. */
  private static void addRow(float f, float[] x, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += f * x[j];
    }
  }

  /** {@code y ← y + f₀ x₀ + f₁ x₁ + f₂ x₂ + f₃ x₃}, added in this order. */
  private static void addFourRows(
      float f0,
      float[] x0,
      float f1,
      float[] x1,
      float f2,
      float[] x2,
      float f3,
      float[] x3,
      float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] = y[j] + f0 * x0[j] + f1 * x1[j] + f2 * x2[j] + f3 * x3[j];
    }
  }
}
