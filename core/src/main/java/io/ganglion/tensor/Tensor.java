package io.ganglion.tensor;

import static io.ganglion.tensor.Operands.keep;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import java.util.Objects;

/**
 * A multi-dimensional array of numbers in the storage of a {@link Backend}, with a {@link Shape}:
 * the checked facade over the backend's unchecked kernels.
 *
 * <p>Every operation runs the {@link Backend} kernel of the same name, which has the formula, after
 * checking that all operands belong to one backend, that their shapes match and that no operand is
 * also the result. The result comes last, and is the only operand that is modified unless stated
 * otherwise.
 *
 * <p>Operations see a tensor as the matrix [{@link Shape#rows}, {@link Shape#columns}]. They throw
 * an {@link IllegalArgumentException} if a check fails.
 *
 * <p>Many threads may read one tensor at once, as long as none modifies or closes it meanwhile.
 */
public final class Tensor implements AutoCloseable {

  private final Backend<Object> backend;
  private final Shape shape;
  private volatile Object storage;

  @SuppressWarnings("unchecked") // Storage is only ever passed to the backend that made it.
  private Tensor(Backend<?> backend, Shape shape) {
    this.backend = (Backend<Object>) backend;
    this.shape = shape;
    this.storage = backend.create(shape.rows(), shape.columns());
  }

  /**
   * {@return a new tensor of zeros}
   *
   * @param backend the backend that stores it and computes with it
   * @param shape its shape
   */
  public static Tensor zeros(Backend<?> backend, Shape shape) {
    return new Tensor(backend, shape);
  }

  /**
   * Makes a tensor with the given elements.
   *
   * @param backend the backend that stores it and computes with it
   * @param shape its shape
   * @param values its elements in row-major order, one for each element of the shape
   * @return a new tensor
   * @throws IllegalArgumentException if there are more or fewer values than elements
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

  /** {@return the sizes of the dimensions, which never change} */
  public Shape shape() {
    return shape;
  }

  /** {@return the backend that stores this tensor and computes with it} */
  public Backend<?> backend() {
    return backend;
  }

  /**
   * Sets all elements, rounded to the backend's precision.
   *
   * @param values all elements in row-major order; not modified
   * @throws IllegalArgumentException if the array's length is not the number of elements
   */
  public void write(double... values) {
    Operands.requireLength("write", this, values);
    backend.write(values, 0, storage());
    keep(this);
  }

  /**
   * Reads all elements.
   *
   * @param values receives the elements in row-major order; modified
   * @throws IllegalArgumentException if the array's length is not the number of elements
   */
  public void read(double[] values) {
    Operands.requireLength("read", this, values);
    read(values, 0);
  }

  /**
   * Reads all elements into part of an array.
   *
   * @param values receives the elements in row-major order; modified from offset on
   * @param offset index of the first one
   * @throws IndexOutOfBoundsException if the array is too short
   */
  public void read(double[] values, int offset) {
    Objects.checkFromIndexSize(offset, shape.size(), values.length);
    backend.read(storage(), values, offset);
    keep(this);
  }

  /** {@return all elements in row-major order, in a new array} */
  public double[] toArray() {
    double[] values = new double[shape.size()];
    read(values, 0);
    return values;
  }

  /**
   * {@code y ← x}.
   *
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   */
  public static void copy(Tensor x, Tensor y) {
    Operands.requireSameShape("copy", x, y);
    y.backend.copy(x.storage(), y.storage());
    keep(x, y);
  }

  /**
   * {@code y ← x}, element by element in row-major order, between shapes of the same size.
   *
   * @param x of any shape; not modified
   * @param y of any shape with the same number of elements; modified
   */
  public static void reshape(Tensor x, Tensor y) {
    Operands.requireSameSize("reshape", x, y);
    y.backend.reshape(x.storage(), y.storage());
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
   */
  public static void axpy(double alpha, Tensor x, Tensor y) {
    Operands.requireSameShape("axpy", x, y);
    y.backend.axpy(alpha, x.storage(), y.storage());
    keep(x, y);
  }

  /**
   * {@code c ← a ⊙ b}.
   *
   * @param a [m, n]; not modified
   * @param b [m, n]; not modified
   * @param c [m, n]; modified
   */
  public static void multiply(Tensor a, Tensor b, Tensor c) {
    Operands.requireSameShape("multiply", a, c);
    Operands.requireSameShape("multiply", b, c);
    c.backend.multiply(a.storage(), b.storage(), c.storage());
    keep(a, b, c);
  }

  /**
   * {@code y ← f(x)}, element by element.
   *
   * @param f the function
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   */
  public static void activate(Activation f, Tensor x, Tensor y) {
    Operands.requireSameShape("activate", x, y);
    y.backend.activate(f, x.storage(), y.storage());
    keep(x, y);
  }

  /**
   * {@code gx ← gy ⊙ f′}, with the derivative f′ computed from x and {@code y = f(x)}.
   *
   * @param f the function
   * @param x [m, n]; not modified
   * @param y [m, n]; not modified
   * @param gy [m, n]; not modified
   * @param gx [m, n]; modified
   */
  public static void activationGradient(Activation f, Tensor x, Tensor y, Tensor gy, Tensor gx) {
    Operands.requireSameShape("activationGradient", x, gx);
    Operands.requireSameShape("activationGradient", y, gx);
    Operands.requireSameShape("activationGradient", gy, gx);
    gx.backend.activationGradient(f, x.storage(), y.storage(), gy.storage(), gx.storage());
    keep(x, y, gy, gx);
  }

  /**
   * {@code xᵢ ← xᵢ + row} for every row i.
   *
   * @param row n elements; not modified
   * @param x [m, n]; modified
   */
  public static void addRow(Tensor row, Tensor x) {
    Operands.requireDistinct("addRow", row, x);
    Operands.requireRow("addRow", row, x);
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
   */
  public static void columnSums(double alpha, Tensor x, double beta, Tensor row) {
    Operands.requireDistinct("columnSums", x, row);
    Operands.requireRow("columnSums", row, x);
    row.backend.columnSums(alpha, x.storage(), beta, row.storage());
    keep(x, row);
  }

  /**
   * Softmax of every row.
   *
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   */
  public static void softmax(Tensor x, Tensor y) {
    Operands.requireSameShape("softmax", x, y);
    y.backend.softmax(x.storage(), y.storage());
    keep(x, y);
  }

  /**
   * {@code gxᵢ ← yᵢ ⊙ (gyᵢ − gyᵢ · yᵢ)} for every row i, with {@code y = softmax(x)}.
   *
   * @param y [m, n]; not modified
   * @param gy [m, n]; not modified
   * @param gx [m, n]; modified
   */
  public static void softmaxGradient(Tensor y, Tensor gy, Tensor gx) {
    Operands.requireSameShape("softmaxGradient", y, gx);
    Operands.requireSameShape("softmaxGradient", gy, gx);
    gx.backend.softmaxGradient(y.storage(), gy.storage(), gx.storage());
    keep(y, gy, gx);
  }

  /**
   * {@code y ← x w}.
   *
   * @param x [batch, inputs]; not modified
   * @param w [inputs, outputs]; not modified
   * @param y [batch, outputs]; modified
   */
  public static void linear(Tensor x, Tensor w, Tensor y) {
    Operands.requireForward("linear", x, w, y);
    y.backend.linear(x.storage(), w.storage(), y.storage());
    keep(x, w, y);
  }

  /**
   * {@code gx ← gy wᵀ}.
   *
   * @param gy [batch, outputs]; not modified
   * @param w [inputs, outputs]; not modified
   * @param gx [batch, inputs]; modified
   */
  public static void linearGradient(Tensor gy, Tensor w, Tensor gx) {
    Operands.requireDistinct("linearGradient", gy, w, gx);
    Operands.requireProduct("linearGradient", gx, w, gy);
    gx.backend.linearGradient(gy.storage(), w.storage(), gx.storage());
    keep(gy, w, gx);
  }

  /**
   * {@code w ← α xᵀ gy + β w}.
   *
   * @param alpha the factor α
   * @param x [batch, inputs]; not modified
   * @param gy [batch, outputs]; not modified
   * @param beta the factor β
   * @param w [inputs, outputs]; modified
   */
  public static void rankUpdate(double alpha, Tensor x, Tensor gy, double beta, Tensor w) {
    Operands.requireUpdate("rankUpdate", x, gy, w);
    w.backend.rankUpdate(alpha, x.storage(), gy.storage(), beta, w.storage());
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
   */
  public static void linearGradientAndUpdate(
      double alpha, Tensor x, Tensor gy, Tensor gx, Tensor w) {
    Operands.requireUpdate("linearGradientAndUpdate", x, gy, w);
    Operands.requireDistinct("linearGradientAndUpdate", w, gy, gx);
    Operands.requireSameShape("linearGradientAndUpdate", x, gx);
    w.backend.linearGradientAndUpdate(alpha, x.storage(), gy.storage(), gx.storage(), w.storage());
    keep(x, gy, gx, w);
  }

  /**
   * {@code w ← w + α xᵀ gy}, then {@code y ← next w}.
   *
   * @param alpha the factor α
   * @param x [batch, inputs]; not modified
   * @param gy [batch, outputs]; not modified
   * @param next [next batch, inputs]; not modified
   * @param w [inputs, outputs]; modified
   * @param y [next batch, outputs]; modified
   */
  public static void updateAndLinear(
      double alpha, Tensor x, Tensor gy, Tensor next, Tensor w, Tensor y) {
    Operands.requireUpdateAndForward("updateAndLinear", x, gy, next, w, y);
    w.backend.updateAndLinear(
        alpha, x.storage(), gy.storage(), next.storage(), w.storage(), y.storage());
    keep(x, gy, next, w, y);
  }

  /**
   * {@code m ← β₁ m + (1 − β₁) g}, then {@code v ← β₂ v + (1 − β₂) g ⊙ g}, then
   * {@code w ← w + α m ⊘ (√v + ε)}, element by element: a step of Adam or, with β₁ = 0, of RMSProp.
   *
   * @param alpha the factor α, including any correction of the bias of the means
   * @param beta1 β₁, the decay rate of m, in [0, 1)
   * @param beta2 β₂, the decay rate of v, in [0, 1)
   * @param epsilon ε, at least 2⁻¹²⁶, the smallest normal number of float32
   * @param g [rows, columns]; not modified
   * @param m [rows, columns]; modified
   * @param v [rows, columns]; modified
   * @param w [rows, columns]; modified
   * @throws IllegalArgumentException if the tensors do not match, or β₁, β₂ or ε is out of range
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
    Operands.requireDecay("adaptiveUpdate", beta1, beta2, epsilon);
    Operands.requireDistinct("adaptiveUpdate", g, m, v);
    Operands.requireDistinct("adaptiveUpdate", g, m);
    Operands.requireSameShape("adaptiveUpdate", g, w);
    Operands.requireSameShape("adaptiveUpdate", m, w);
    Operands.requireSameShape("adaptiveUpdate", v, w);
    w.backend.adaptiveUpdate(
        alpha, beta1, beta2, epsilon, g.storage(), m.storage(), v.storage(), w.storage());
    keep(g, m, v, w);
  }

  /** Frees the memory outside the Java heap. Closing again has no effect, from any thread. */
  @Override
  public synchronized void close() {
    if (storage != null) {
      Object released = storage;
      storage = null;
      backend.release(released);
    }
  }

  /** Returns shape, precision and backend: {@code [784, 100] float64 (java)}. */
  @Override
  public String toString() {
    return shape + " " + backend.precision() + " (" + backend.name() + ")";
  }

  private Object storage() {
    Object open = storage;
    if (open == null) {
      throw new IllegalStateException("the tensor " + this + " is closed; make a new one");
    }
    return open;
  }
}
