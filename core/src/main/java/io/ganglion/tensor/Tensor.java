package io.ganglion.tensor;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Transpose;
import java.lang.ref.Reference;
import java.util.Objects;

/**
 * Numbers in the storage of a {@link Backend}, with a {@link Shape}: the checked facade over the
 * backend's unchecked kernels.
 *
 * <p>Every operation is the {@link Backend} kernel of the same name, which has the formula. It first
 * checks that the operands belong to one backend, that their shapes fit and that no operand is also
 * the result, so that no backend repeats these checks. The result comes last, and is the only
 * operand that is modified.
 *
 * <p>Operations see a tensor as the matrix [{@link Shape#rows}, {@link Shape#columns}].
 *
 * <p>Not thread-safe where one thread modifies; many threads may read one tensor. {@link #close}
 * gives back memory outside the Java heap, so nobody may be using the tensor then, nor can anybody
 * afterwards.
 */
public final class Tensor implements AutoCloseable {

  private final Backend<Object> backend;
  private final Shape shape;
  private Object storage;

  @SuppressWarnings("unchecked") // Storage is only ever handed to the backend that made it.
  private Tensor(Backend<?> backend, Shape shape) {
    this.backend = (Backend<Object>) backend;
    this.shape = shape;
    this.storage = backend.create(shape.rows(), shape.columns());
  }

  /**
   * Makes a tensor of zeros.
   *
   * @param backend who stores it and computes with it
   * @param shape its shape
   * @return a new tensor
   */
  public static Tensor zeros(Backend<?> backend, Shape shape) {
    return new Tensor(backend, shape);
  }

  /**
   * Makes a tensor of the given elements.
   *
   * @param backend who stores it and computes with it
   * @param shape its shape
   * @param values its elements in row-major order, as many as the shape has
   * @return a new tensor
   * @throws IllegalArgumentException if the number of values is not the shape's
   */
  public static Tensor of(Backend<?> backend, Shape shape, double... values) {
    Tensor tensor = new Tensor(backend, shape);
    try {
      tensor.write(values);
      return tensor;
    } catch (RuntimeException | Error e) {
      tensor.close();
      throw e;
    }
  }

  /**
   * The sizes of the dimensions.
   *
   * @return the shape, which never changes
   */
  public Shape shape() {
    return shape;
  }

  /**
   * Who stores this tensor and computes with it.
   *
   * @return the backend
   */
  public Backend<?> backend() {
    return backend;
  }

  /**
   * Sets all elements, rounded to the backend's precision.
   *
   * @param values the elements in row-major order, as many as the shape has; not modified
   * @throws IllegalArgumentException if their number is another
   */
  public void write(double... values) {
    requireLength("write", values);
    backend.write(values, 0, storage());
    keep(this);
  }

  /**
   * Gets all elements.
   *
   * @param values where they go, in row-major order, as many as the shape has; modified
   * @throws IllegalArgumentException if their number is another
   */
  public void read(double[] values) {
    requireLength("read", values);
    backend.read(storage(), values, 0);
    keep(this);
  }

  /**
   * Gets all elements, into a part of an array.
   *
   * @param values where they go, in row-major order; modified from offset on
   * @param offset where they begin
   * @throws IndexOutOfBoundsException if the array does not have as many numbers from there on as the
   *     shape
   */
  public void read(double[] values, int offset) {
    Objects.checkFromIndexSize(offset, shape.size(), values.length);
    backend.read(storage(), values, offset);
    keep(this);
  }

  /**
   * All elements.
   *
   * @return a new array, in row-major order
   */
  public double[] toArray() {
    double[] values = new double[shape.size()];
    backend.read(storage(), values, 0);
    keep(this);
    return values;
  }

  /**
   * {@code y ← x}.
   *
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void copy(Tensor x, Tensor y) {
    requireSameSize("copy", x, y);
    y.backend.copy(x.storage(), y.storage());
    keep(x, y);
  }

  /**
   * {@code x ← αx}.
   *
   * @param alpha the factor α
   * @param x [m, n]; modified
   */
  public static void scale(double alpha, Tensor x) {
    x.backend.scale(alpha, x.storage());
    keep(x);
  }

  /**
   * {@code y ← αx + y}.
   *
   * @param alpha the factor α
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void axpy(double alpha, Tensor x, Tensor y) {
    requireSameSize("axpy", x, y);
    y.backend.axpy(alpha, x.storage(), y.storage());
    keep(x, y);
  }

  /**
   * {@code c ← a ⊙ b}.
   *
   * @param a [m, n]; not modified
   * @param b [m, n]; not modified
   * @param c [m, n]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void multiply(Tensor a, Tensor b, Tensor c) {
    requireSameSize("multiply", a, c);
    requireSameSize("multiply", b, c);
    c.backend.multiply(a.storage(), b.storage(), c.storage());
    keep(a, b, c);
  }

  /**
   * {@code y ← f(x)}, element by element.
   *
   * @param f the function
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void activate(Activation f, Tensor x, Tensor y) {
    requireSameSize("activate", x, y);
    y.backend.activate(f, x.storage(), y.storage());
    keep(x, y);
  }

  /**
   * {@code gx ← gy ⊙ f′}, the derivative taken from {@code y = f(x)}.
   *
   * @param f the function
   * @param y [m, n]; not modified
   * @param gy [m, n]; not modified
   * @param gx [m, n]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void activationGradient(Activation f, Tensor y, Tensor gy, Tensor gx) {
    requireSameSize("activationGradient", y, gx);
    requireSameSize("activationGradient", gy, gx);
    gx.backend.activationGradient(f, y.storage(), gy.storage(), gx.storage());
    keep(y, gy, gx);
  }

  /**
   * {@code xᵢ ← xᵢ + row} for every row i.
   *
   * @param row n elements; not modified
   * @param x [m, n]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void addRow(Tensor row, Tensor x) {
    requireDistinct("addRow", row, x);
    requireRow("addRow", row, x);
    x.backend.addRow(row.storage(), x.storage());
    keep(row, x);
  }

  /**
   * {@code row ← α Σᵢ xᵢ + β row}.
   *
   * @param alpha the factor α
   * @param x [m, n]; not modified
   * @param beta the factor β
   * @param row [1, n]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void columnSums(double alpha, Tensor x, double beta, Tensor row) {
    requireDistinct("columnSums", x, row);
    requireRow("columnSums", row, x);
    row.backend.columnSums(alpha, x.storage(), beta, row.storage());
    keep(x, row);
  }

  /**
   * Softmax of every row.
   *
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void softmax(Tensor x, Tensor y) {
    requireSameSize("softmax", x, y);
    y.backend.softmax(x.storage(), y.storage());
    keep(x, y);
  }

  /**
   * {@code gxᵢ ← yᵢ ⊙ (gyᵢ − gyᵢ · yᵢ)} for every row i, with {@code y = softmax(x)}.
   *
   * @param y [m, n]; not modified
   * @param gy [m, n]; not modified
   * @param gx [m, n]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void softmaxGradient(Tensor y, Tensor gy, Tensor gx) {
    requireSameSize("softmaxGradient", y, gx);
    requireSameSize("softmaxGradient", gy, gx);
    gx.backend.softmaxGradient(y.storage(), gy.storage(), gx.storage());
    keep(y, gy, gx);
  }

  /**
   * {@code c ← α op(a) op(b) + β c}.
   *
   * @param alpha the factor α
   * @param a op(a) is [m, k]; not modified
   * @param opA whether a is transposed
   * @param b op(b) is [k, n]; not modified
   * @param opB whether b is transposed
   * @param beta the factor β
   * @param c [m, n]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void gemm(
      double alpha, Tensor a, Transpose opA, Tensor b, Transpose opB, double beta, Tensor c) {
    requireDistinct("gemm", a, c);
    requireDistinct("gemm", b, c);
    requireProduct("gemm", a, opA, b, opB, c);
    c.backend.gemm(alpha, a.storage(), opA, b.storage(), opB, beta, c.storage());
    keep(a, b, c);
  }

  /**
   * {@code y ← x w}.
   *
   * @param x [batch, inputs]; not modified
   * @param w [inputs, outputs]; not modified
   * @param y [batch, outputs]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void linear(Tensor x, Tensor w, Tensor y) {
    requireDistinct("linear", x, y);
    requireDistinct("linear", w, y);
    requireProduct("linear", x, Transpose.NO, w, Transpose.NO, y);
    y.backend.linear(x.storage(), w.storage(), y.storage());
    keep(x, w, y);
  }

  /**
   * {@code gx ← gy wᵀ}.
   *
   * @param gy [batch, outputs]; not modified
   * @param w [inputs, outputs]; not modified
   * @param gx [batch, inputs]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void linearGradient(Tensor gy, Tensor w, Tensor gx) {
    requireDistinct("linearGradient", gy, gx);
    requireDistinct("linearGradient", w, gx);
    requireProduct("linearGradient", gy, Transpose.NO, w, Transpose.YES, gx);
    gx.backend.linearGradient(gy.storage(), w.storage(), gx.storage());
    keep(gy, w, gx);
  }

  /**
   * {@code w ← w + α xᵀ gy}.
   *
   * @param alpha the factor α
   * @param x [batch, inputs]; not modified
   * @param gy [batch, outputs]; not modified
   * @param w [inputs, outputs]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void rankUpdate(double alpha, Tensor x, Tensor gy, Tensor w) {
    requireDistinct("rankUpdate", x, w);
    requireDistinct("rankUpdate", gy, w);
    requireProduct("rankUpdate", x, Transpose.YES, gy, Transpose.NO, w);
    w.backend.rankUpdate(alpha, x.storage(), gy.storage(), w.storage());
    keep(x, gy, w);
  }

  /**
   * {@code gx ← gy wᵀ}, then {@code w ← w + α xᵀ gy}.
   *
   * @param alpha the factor α
   * @param x [batch, inputs]; not modified
   * @param gy [batch, outputs]; not modified
   * @param gx [batch, inputs]; modified
   * @param w [inputs, outputs]; modified
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void linearGradientAndUpdate(
      double alpha, Tensor x, Tensor gy, Tensor gx, Tensor w) {
    requireDistinct("linearGradientAndUpdate", x, w);
    requireDistinct("linearGradientAndUpdate", gy, w);
    requireDistinct("linearGradientAndUpdate", gx, w);
    requireDistinct("linearGradientAndUpdate", gy, gx);
    requireSameSize("linearGradientAndUpdate", x, gx);
    requireProduct("linearGradientAndUpdate", x, Transpose.YES, gy, Transpose.NO, w);
    w.backend.linearGradientAndUpdate(alpha, x.storage(), gy.storage(), gx.storage(), w.storage());
    keep(x, gy, gx, w);
  }

  /**
   * {@code m ← β₁ m + (1 − β₁) g}, then {@code v ← β₂ v + (1 − β₂) g ⊙ g}, then {@code w ← w + α m ⊘
   * (√v + ε)}, element by element: a step of Adam or, with β₁ = 0, of RMSProp.
   *
   * @param alpha the factor α, in which a correction of the means' bias is included
   * @param beta1 β₁, how much of m stays, from [0, 1)
   * @param beta2 β₂, how much of v stays, from [0, 1)
   * @param epsilon ε, at least 2⁻¹²⁶, which is the smallest normal number of float32
   * @param g [rows, columns]; not modified
   * @param m [rows, columns]; modified
   * @param v [rows, columns]; modified
   * @param w [rows, columns]; modified
   * @throws IllegalArgumentException if the shapes do not fit, two tensors are the same, or β₁, β₂ or
   *     ε is out of its range
   */
  public static void adaptiveUpdate(
      double alpha,
      double beta1,
      double beta2,
      double epsilon,
      Tensor g,
      Tensor m,
      Tensor v,
      Tensor w) {
    requireShare("adaptiveUpdate", "β₁", beta1);
    requireShare("adaptiveUpdate", "β₂", beta2);
    if (!(epsilon >= Float.MIN_NORMAL) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException(
          "adaptiveUpdate: ε must be a finite number of at least 2⁻¹²⁶, got " + epsilon);
    }
    requireDistinct("adaptiveUpdate", g, m);
    requireDistinct("adaptiveUpdate", g, v);
    requireDistinct("adaptiveUpdate", m, v);
    requireSameSize("adaptiveUpdate", g, w);
    requireSameSize("adaptiveUpdate", m, w);
    requireSameSize("adaptiveUpdate", v, w);
    w.backend.adaptiveUpdate(
        w.shape.size(),
        alpha,
        beta1,
        beta2,
        epsilon,
        g.storage(),
        m.storage(),
        v.storage(),
        w.storage());
    keep(g, m, v, w);
  }

  /**
   * Gives back what this tensor holds outside the Java heap. Closing again does nothing.
   */
  @Override
  public void close() {
    if (storage != null) {
      backend.release(storage);
      storage = null;
    }
  }

  /** Returns shape, precision and backend: {@code [784, 100] float64 (java)}. */
  @Override
  public String toString() {
    return shape + " " + backend.precision() + " (" + backend.name() + ")";
  }

  private Object storage() {
    if (storage == null) {
      throw new IllegalStateException("the tensor " + this + " is closed; make a new one");
    }
    return storage;
  }

  /**
   * Keeps a tensor reachable until the kernel before has returned. Else a tensor that is used for
   * the last time could be collected while the kernel still reads, and a library that frees memory
   * outside the Java heap as its objects are collected would free what is being read.
   */
  @SuppressWarnings("ReachabilityFenceUsage") // A kernel that threw reads no more: no finally.
  private static void keep(Tensor x) {
    Reference.reachabilityFence(x);
  }

  private static void keep(Tensor x, Tensor y) {
    keep(x);
    keep(y);
  }

  private static void keep(Tensor x, Tensor y, Tensor z) {
    keep(x, y);
    keep(z);
  }

  private static void keep(Tensor x, Tensor y, Tensor z, Tensor w) {
    keep(x, y);
    keep(z, w);
  }

  private void requireLength(String operation, double[] values) {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          operation
              + ": the tensor "
              + shape
              + " has "
              + shape.size()
              + " elements, the array has "
              + values.length);
    }
  }

  /** Refuses operands of different backends, and a result that is also an operand. */
  private static void requireDistinct(String operation, Tensor operand, Tensor result) {
    if (operand.backend != result.backend) {
      throw new IllegalArgumentException(
          operation
              + ": the operands belong to different backends, "
              + operand
              + " and "
              + result
              + "; copy one of them with toArray and write");
    }
    if (operand == result) {
      throw new IllegalArgumentException(
          operation + ": the result " + result + " is also an operand; use another tensor for it");
    }
  }

  private static void requireSameSize(String operation, Tensor operand, Tensor result) {
    requireDistinct(operation, operand, result);
    if (operand.shape.rows() != result.shape.rows()
        || operand.shape.columns() != result.shape.columns()) {
      throw misfit(operation, operand.shape + " and " + result.shape + " differ");
    }
  }

  private static void requireRow(String operation, Tensor row, Tensor matrix) {
    if (row.shape.rows() != 1 || row.shape.columns() != matrix.shape.columns()) {
      throw misfit(
          operation,
          row.shape + " is not one row of " + matrix.shape.columns() + " for " + matrix.shape);
    }
  }

  private static void requireProduct(
      String operation, Tensor a, Transpose opA, Tensor b, Transpose opB, Tensor c) {
    boolean plainA = opA == Transpose.NO;
    boolean plainB = opB == Transpose.NO;
    int m = plainA ? a.shape.rows() : a.shape.columns();
    int k = plainA ? a.shape.columns() : a.shape.rows();
    int n = plainB ? b.shape.columns() : b.shape.rows();
    if (k != (plainB ? b.shape.rows() : b.shape.columns())
        || m != c.shape.rows()
        || n != c.shape.columns()) {
      throw misfit(
          operation,
          a.shape
              + (plainA ? "" : "ᵀ")
              + " · "
              + b.shape
              + (plainB ? "" : "ᵀ")
              + " does not give "
              + c.shape);
    }
  }

  private static void requireShare(String operation, String name, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be at least 0 and less than 1, got " + share);
    }
  }

  private static IllegalArgumentException misfit(String operation, String found) {
    return new IllegalArgumentException(operation + ": shapes do not fit: " + found);
  }
}
