package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;

/** The network of {@link PlainNetwork}, over the kernels of a backend. */
final class TensorNetwork implements AutoCloseable {

  final Tensor w1;
  final Tensor w2;
  private final Backend<?> backend;

  TensorNetwork(Backend<?> backend, Matrix w1, Matrix w2) {
    this.backend = backend;
    this.w1 = Tensor.of(backend, Shape.of(w1.rows(), w1.columns()), w1.values());
    this.w2 = Tensor.of(backend, Shape.of(w2.rows(), w2.columns()), w2.values());
  }

  /** Trains on samples from (inclusive) to to (exclusive), and returns the sum of their losses. */
  double trainBatch(double[][] x, double[][] t, int from, int to, double learningRate) {
    int batch = to - from;
    Shape classes = Shape.of(batch, w2.shape().columns());
    Shape hidden = Shape.of(batch, w2.shape().rows());
    try (Tensor input = Tensor.zeros(backend, Shape.of(batch, w1.shape().rows()));
        Tensor h = Tensor.zeros(backend, hidden);
        Tensor gh = Tensor.zeros(backend, hidden);
        Tensor z = Tensor.zeros(backend, classes);
        Tensor gz = Tensor.zeros(backend, classes);
        Tensor y = Tensor.zeros(backend, classes);
        Tensor gy = Tensor.zeros(backend, classes)) {
      input.write(concatenated(x, from, to));
      Tensor.linear(input, w1, h);
      Tensor.linear(h, w2, z);
      Tensor.softmax(z, y);

      double[] target = concatenated(t, from, to);
      double[] p = y.toArray();
      double[] g = new double[p.length];
      double loss = 0;
      for (int i = 0; i < p.length; i++) {
        double q = Math.abs(p[i]) < PlainNetwork.EPSILON ? p[i] + PlainNetwork.EPSILON : p[i];
        loss -= target[i] * Math.log(q);
        g[i] = -target[i] / q;
      }
      gy.write(g);

      double alpha = -learningRate / batch;
      Tensor.softmaxGradient(y, gy, gz);
      Tensor.linearGradientAndUpdate(alpha, h, gz, gh, w2);
      Tensor.rankUpdate(alpha, input, gh, w1);
      return loss;
    }
  }

  @Override
  public void close() {
    w1.close();
    w2.close();
  }

  private static double[] concatenated(double[][] rows, int from, int to) {
    int n = rows[0].length;
    double[] all = new double[(to - from) * n];
    for (int row = from; row < to; row++) {
      System.arraycopy(rows[row], 0, all, (row - from) * n, n);
    }
    return all;
  }
}
