package io.ganglion.benchmarks.baseline;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sger;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J in float32, with the calls of {@link Nd4jFloat64}. It converts the sample, the output and
 * the output's gradient element by element, where float64 copies them in bulk; see {@link Baseline}
 * for why it is a separate program.
 */
final class Nd4jFloat32 extends Baseline {

  private final Vector input;
  private final Vector h;
  private final Vector gh;
  private final Vector output;
  private final Vector outputGradient;
  private final Vector w1;
  private final Vector w2;

  Nd4jFloat32(Sizes sizes, double[][] weights, double learningRate) {
    super(sizes, learningRate);
    if (System.getenv("OMP_NUM_THREADS") == null) {
      Nd4j.factory().blas().setMaxThreads(1);
    }
    this.input = new Vector(sizes.inputs());
    this.h = new Vector(sizes.hidden());
    this.gh = new Vector(sizes.hidden());
    this.output = new Vector(sizes.outputs());
    this.outputGradient = new Vector(sizes.outputs());
    this.w1 = new Vector(sizes.inputs() * sizes.hidden());
    this.w2 = new Vector(sizes.hidden() * sizes.outputs());
    w1.values.put(0, rounded(weights[0]));
    w2.values.put(0, rounded(weights[1]));
  }

  @Override
  void forward() {
    for (int i = 0; i < x.length; i++) {
      input.values.put(i, (float) x[i]);
    }
    multiply(w1, CblasTrans, input, h);
    if (rectified) {
      rectify(h.values, h.values);
    }
    multiply(w2, CblasTrans, h, output);
    for (int j = 0; j < y.length; j++) {
      y[j] = output.values.get(j);
    }
  }

  @Override
  void backward() {
    for (int j = 0; j < gy.length; j++) {
      outputGradient.values.put(j, (float) gy[j]);
    }
    multiply(w2, CblasNoTrans, outputGradient, gh);
    if (rectified) {
      rectify(h.values, gh.values);
    }
    update(h, outputGradient, w2);
    update(input, gh, w1);
  }

  /** {@code a ← 0 where h is not above 0}: ReLU if a is h, its gradient if a is gh. */
  private static void rectify(FloatBuffer h, FloatBuffer a) {
    for (int i = 0; i < a.limit(); i++) {
      if (h.get(i) <= 0) {
        a.put(i, 0);
      }
    }
  }

  /** {@code b ← op(w) a}, where a row of w has as many elements as w's layer has outputs. */
  private static void multiply(Vector w, int op, Vector a, Vector b) {
    int rows = op == CblasTrans ? a.size : b.size;
    int columns = op == CblasTrans ? b.size : a.size;
    cblas_sgemv(
        CblasRowMajor, op, rows, columns, 1, w.pointer, columns, a.pointer, 1, 0, b.pointer, 1);
  }

  /** {@code w ← w − η aᵀ g}. */
  private void update(Vector a, Vector g, Vector w) {
    cblas_sger(
        CblasRowMajor,
        a.size,
        g.size,
        (float) -learningRate,
        a.pointer,
        1,
        g.pointer,
        1,
        w.pointer,
        g.size);
  }

  @Override
  public double[][] weights() {
    return new double[][] {w1.toArray(), w2.toArray()};
  }

  @Override
  public void close() {
    for (Vector vector : new Vector[] {input, h, gh, output, outputGradient, w1, w2}) {
      vector.array.close();
    }
  }

  /** An ND4J array, with the two views of its memory that ND4J would create anew for each call. */
  private static final class Vector {

    final int size;
    final INDArray array;
    final FloatPointer pointer;
    final FloatBuffer values;

    Vector(int size) {
      this.size = size;
      this.array = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', size);
      this.pointer = (FloatPointer) array.data().pointer();
      this.values = pointer.asBuffer();
    }

    double[] toArray() {
      float[] copy = new float[size];
      values.get(0, copy);
      return widened(copy);
    }
  }
}
