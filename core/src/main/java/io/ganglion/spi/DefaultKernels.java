package io.ganglion.spi;

import java.util.Arrays;

/**
 * The default bodies of the kernels that a backend need not implement: each reads its operands into
 * arrays, computes its formula in float64 as plainly as possible, and writes the result back.
 */
final class DefaultKernels {

  private DefaultKernels() {}

  private static <S> double[] elements(Backend<S> backend, S storage) {
    double[] elements = new double[backend.rows(storage) * backend.columns(storage)];
    backend.read(storage, elements, 0);
    return elements;
  }

  static <S> void reshape(Backend<S> backend, S x, S y) {
    backend.write(elements(backend, x), 0, y);
  }

  static <S> void scale(Backend<S> backend, double alpha, S x) {
    double[] elements = elements(backend, x);
    scale(alpha, elements);
    backend.write(elements, 0, x);
  }

  /** {@code x ← αx}; all zeros if α is 0, since 0 · NaN is NaN. */
  private static void scale(double alpha, double[] x) {
    if (alpha == 0) {
      Arrays.fill(x, 0);
    } else {
      for (int i = 0; i < x.length; i++) {
        x[i] *= alpha;
      }
    }
  }

  static <S> void axpy(Backend<S> backend, double alpha, S x, S y) {
    if (alpha != 0) {
      double[] terms = elements(backend, x);
      double[] sums = elements(backend, y);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += alpha * terms[i];
      }
      backend.write(sums, 0, y);
    }
  }

  static <S> void multiply(Backend<S> backend, S a, S b, S c) {
    double[] products = elements(backend, a);
    double[] factors = elements(backend, b);
    for (int i = 0; i < products.length; i++) {
      products[i] *= factors[i];
    }
    backend.write(products, 0, c);
  }

  static <S> void activate(Backend<S> backend, Activation f, S x, S y) {
    double[] values = elements(backend, x);
    for (int i = 0; i < values.length; i++) {
      values[i] = f.value(values[i]);
    }
    backend.write(values, 0, y);
  }

  static <S> void activationGradient(Backend<S> backend, Activation f, S x, S y, S gy, S gx) {
    double[] arguments = elements(backend, x);
    double[] values = elements(backend, y);
    double[] gradients = elements(backend, gy);
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] *= f.derivative(arguments[i], values[i]);
    }
    backend.write(gradients, 0, gx);
  }

  static <S> void addRow(Backend<S> backend, S row, S x) {
    double[] terms = elements(backend, row);
    double[] sums = elements(backend, x);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += terms[i % terms.length];
    }
    backend.write(sums, 0, x);
  }

  static <S> void columnSums(Backend<S> backend, double alpha, S x, double beta, S row) {
    double[] sums = elements(backend, row);
    scale(beta, sums);
    if (alpha != 0) {
      double[] terms = elements(backend, x);
      for (int i = 0; i < terms.length; i++) {
        sums[i % sums.length] += alpha * terms[i];
      }
    }
    backend.write(sums, 0, row);
  }

  static <S> void softmax(Backend<S> backend, S x, S y) {
    double[] values = elements(backend, x);
    int n = backend.columns(x);
    for (int row = 0; row < values.length; row += n) {
      double max = values[row];
      for (int j = row; j < row + n; j++) {
        max = Math.max(max, values[j]);
      }
      double sum = 0;
      for (int j = row; j < row + n; j++) {
        values[j] = StrictMath.exp(values[j] - max);
        sum += values[j];
      }
      for (int j = row; j < row + n; j++) {
        values[j] /= sum;
      }
    }
    backend.write(values, 0, y);
  }

  static <S> void softmaxGradient(Backend<S> backend, S y, S gy, S gx) {
    double[] values = elements(backend, y);
    double[] gradients = elements(backend, gy);
    int n = backend.columns(y);
    for (int row = 0; row < values.length; row += n) {
      double dot = 0;
      for (int j = row; j < row + n; j++) {
        dot += gradients[j] * values[j];
      }
      for (int j = row; j < row + n; j++) {
        gradients[j] = values[j] * (gradients[j] - dot);
      }
    }
    backend.write(gradients, 0, gx);
  }

  static <S> void adaptiveUpdate(
      Backend<S> backend,
      double alpha,
      double beta1,
      double beta2,
      double epsilon,
      S g,
      S m,
      S v,
      S w) {
    double[] gradients = elements(backend, g);
    double[] means = elements(backend, m);
    double[] squares = elements(backend, v);
    double[] weights = elements(backend, w);
    for (int i = 0; i < weights.length; i++) {
      means[i] = beta1 * means[i] + (1 - beta1) * gradients[i];
      squares[i] = beta2 * squares[i] + (1 - beta2) * (gradients[i] * gradients[i]);
      weights[i] += alpha * means[i] / (Math.sqrt(squares[i]) + epsilon);
    }
    backend.write(means, 0, m);
    backend.write(squares, 0, v);
    backend.write(weights, 0, w);
  }
}
