package io.ganglion.spi;

/**
 * Linear algebra on matrices of one precision: the kernels that a network is trained with, over a
 * library's own matrix type.
 *
 * <p><b>Unchecked.</b> Kernels are called by {@code io.ganglion.tensor.Tensor}, which has checked
 * every shape; an implementation need not, and should not, check again.
 *
 * <p><b>Matrices.</b> A storage is a matrix [rows, columns] of at least one row and one column that
 * never changes its size. Rows are samples: a batch is [batch, features], weights are [inputs,
 * outputs], a vector is [1, n]. How the elements lie in memory is the implementation's own affair;
 * core sees them only in bulk, in row-major order, through {@link #write} and {@link #read}.
 *
 * <p><b>Outputs are parameters.</b> A kernel writes into storage that its caller made; it must not
 * replace, resize or keep it. The last storage parameter of each kernel is the one that is
 * modified, all others are left untouched; only {@link #linearGradientAndUpdate} modifies the last
 * two, and {@link #adaptiveUpdate} the last three. A modified storage is never another parameter of
 * the same call; two parameters that are only read may be the same storage.
 *
 * <p><b>Numbers.</b> Scalars cross as {@code double} and are rounded to the backend's precision.
 * NaN and infinities follow IEEE 754, with two exceptions that BLAS knows: where a scalar factor
 * ({@code alpha}, {@code beta}) is 0, its operand is not read; and an element of {@code op(a)} that
 * is 0 may be skipped, so that a NaN or infinity in the row of {@code op(b)} that it would have
 * multiplied does not show. Nothing else is skipped: an element of {@code op(b)} that is 0 lets a
 * NaN in {@code op(a)} through. In the fused kernels the first factor of each product is {@code
 * op(a)}. Subnormal numbers are stored as they are, but a kernel may compute 0 in place of one.
 *
 * <p><b>Accuracy.</b> Sums may be added up in any order, and with fused multiply-adds; exp and tanh
 * are accurate to a few units in the last place. The same calls on the same values give the same
 * bits again, unless the backend's page says otherwise.
 *
 * <p><b>Threads.</b> An instance is safe for use by many threads as long as no storage is modified by
 * one while another uses it; threads may read the same storage at once.
 *
 * <p>The kernels under <em>Fused</em> have a body in terms of the others. A first version of a
 * backend leaves them alone; a fast one overrides {@link #rankUpdate} and {@link #linear}, which is
 * where per-sample training spends its time. A batch of one row is the case to make fast.
 *
 * @param <S> the storage: one matrix, in the type of the library behind this backend
 */
public interface Backend<S> {

  /**
   * The provider's name.
   *
   * @return for example {@code "ejml"}
   */
  String name();

  /**
   * The precision of all storage of this instance.
   *
   * @return the precision
   */
  Precision precision();

  // Storage.

  /**
   * Makes a matrix of zeros.
   *
   * @param rows number of rows, at least 1
   * @param columns number of columns, at least 1; {@code rows · columns} is at most {@link
   *     Integer#MAX_VALUE}
   * @return a new matrix [rows, columns]
   */
  S create(int rows, int columns);

  /**
   * Gives back what {@code storage} holds outside the Java heap. It is called once, and the storage
   * is not used afterwards.
   *
   * @param storage what is no longer needed
   */
  default void release(S storage) {}

  /**
   * Sets all elements: {@code target[i, j] = source[offset + i · columns + j]}, rounded to the
   * nearest number of the precision; subnormal ones are kept.
   *
   * @param source the elements, in row-major order; not modified
   * @param offset where they begin
   * @param target [rows, columns]; modified
   */
  void write(double[] source, int offset, S target);

  /**
   * Gets all elements: {@code target[offset + i · columns + j] = source[i, j]}.
   *
   * @param source [rows, columns]; not modified
   * @param target where the elements go, in row-major order; modified
   * @param offset where they begin
   */
  void read(S source, double[] target, int offset);

  // Element by element.

  /**
   * {@code y ← x}.
   *
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   */
  void copy(S x, S y);

  /**
   * {@code x ← αx}; zeros where α is 0.
   *
   * @param alpha the factor α
   * @param x [m, n]; modified
   */
  void scale(double alpha, S x);

  /**
   * {@code y ← αx + y}.
   *
   * @param alpha the factor α
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   */
  void axpy(double alpha, S x, S y);

  /**
   * {@code c ← a ⊙ b}: the product element by element.
   *
   * @param a [m, n]; not modified
   * @param b [m, n]; not modified
   * @param c [m, n]; modified
   */
  void multiply(S a, S b, S c);

  /**
   * {@code y ← f(x)}.
   *
   * @param f the function
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   */
  void activate(Activation f, S x, S y);

  /**
   * {@code gx ← gy ⊙ f′}, the derivative f′ taken from {@code y = f(x)}. Of {@link Activation#RELU},
   * which may be a choice in place of a product, two cases are left open: where y is NaN; and where
   * f′ is 0 and gy NaN or infinite.
   *
   * @param f the function
   * @param y what {@link #activate} gave, [m, n]; not modified
   * @param gy gradient of the loss by y, [m, n]; not modified
   * @param gx gradient of the loss by x, [m, n]; modified
   */
  void activationGradient(Activation f, S y, S gy, S gx);

  // Rows and columns.

  /**
   * {@code x[i, j] ← x[i, j] + row[0, j]}: adds a row to every row.
   *
   * @param row [1, n]; not modified
   * @param x [m, n]; modified
   */
  void addRow(S row, S x);

  /**
   * {@code row[0, j] ← α Σᵢ x[i, j] + β row[0, j]}: sums the rows.
   *
   * @param alpha the factor α
   * @param x [m, n]; not modified
   * @param beta the factor β
   * @param row [1, n]; modified
   */
  void columnSums(double alpha, S x, double beta, S row);

  /**
   * Softmax of every row: {@code y[i, j] ← exp(x[i, j] − max xᵢ) / Σₖ exp(x[i, k] − max xᵢ)}.
   *
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   */
  void softmax(S x, S y);

  /**
   * Gradient of softmax, row by row: {@code gxᵢ ← gyᵢ (diag(yᵢ) − yᵢᵀ yᵢ) = yᵢ ⊙ (gyᵢ − gyᵢ · yᵢ)}.
   *
   * @param y what {@link #softmax} gave, [m, n]; not modified
   * @param gy gradient of the loss by y, [m, n]; not modified
   * @param gx gradient of the loss by x, [m, n]; modified
   */
  void softmaxGradient(S y, S gy, S gx);

  // Products.

  /**
   * {@code c ← α op(a) op(b) + β c}: BLAS's general matrix product. With one row or an inner size
   * of one it should run as a matrix-vector product or a rank-one update.
   *
   * @param alpha the factor α
   * @param a op(a) is [m, k]; not modified
   * @param opA whether a is transposed
   * @param b op(b) is [k, n]; not modified
   * @param opB whether b is transposed
   * @param beta the factor β
   * @param c [m, n]; modified
   */
  void gemm(double alpha, S a, Transpose opA, S b, Transpose opB, double beta, S c);

  // Fused.

  /**
   * {@code y ← x w}: forward through a linear layer.
   *
   * @param x [batch, inputs]; not modified
   * @param w [inputs, outputs]; not modified
   * @param y [batch, outputs]; modified
   */
  default void linear(S x, S w, S y) {
    gemm(1, x, Transpose.NO, w, Transpose.NO, 0, y);
  }

  /**
   * {@code gx ← gy wᵀ}: the gradient by a linear layer's input.
   *
   * @param gy gradient of the loss by the output, [batch, outputs]; not modified
   * @param w [inputs, outputs]; not modified
   * @param gx gradient of the loss by the input, [batch, inputs]; modified
   */
  default void linearGradient(S gy, S w, S gx) {
    gemm(1, gy, Transpose.NO, w, Transpose.YES, 0, gx);
  }

  /**
   * {@code w ← w + α xᵀ gy}: what stochastic gradient descent does to a linear layer's weights, with
   * {@code α = −η}.
   *
   * @param alpha the factor α
   * @param x the layer's input, [batch, inputs]; not modified
   * @param gy gradient of the loss by the output, [batch, outputs]; not modified
   * @param w [inputs, outputs]; modified
   */
  default void rankUpdate(double alpha, S x, S gy, S w) {
    gemm(alpha, x, Transpose.YES, gy, Transpose.NO, 1, w);
  }

  /**
   * {@code gx ← gy wᵀ}, then {@code w ← w + α xᵀ gy}: backward through a linear layer in one sweep
   * over its weights. It modifies two storages, which are neither each other nor x or gy.
   *
   * @param alpha the factor α
   * @param x the layer's input, [batch, inputs]; not modified
   * @param gy gradient of the loss by the output, [batch, outputs]; not modified
   * @param gx gradient of the loss by the input, with w as it was before, [batch, inputs]; modified
   * @param w [inputs, outputs]; modified
   */
  default void linearGradientAndUpdate(double alpha, S x, S gy, S gx, S w) {
    linearGradient(gy, w, gx);
    rankUpdate(alpha, x, gy, w);
  }

  /**
   * {@code m ← β₁ m + (1 − β₁) g}, then {@code v ← β₂ v + (1 − β₂) g ⊙ g}, then {@code w ← w + α m ⊘
   * (√v + ε)}, with division ⊘ and root √ element by element: a step of an optimizer whose rate
   * adapts to each weight, in one sweep. m is the running mean of the gradient, v that of its square.
   *
   * <p>This is Adam with {@code α = −η √(1 − β₂ᵗ) / (1 − β₁ᵗ)} in step t, which corrects both means
   * for having started at 0; and RMSProp with {@code α = −η} and {@code β₁ = 0}.
   *
   * <p>1 − β₁ and 1 − β₂ are taken in float64, then rounded to the backend's precision: 1 less the
   * float32 number next to 0.999 has only four right digits. Where α, β₁ or β₂ is 0, it is open
   * whether its operand is read. The three storages that it modifies are neither each other nor g.
   *
   * <p>This body works on arrays, in float64 and slowly. Whoever trains with it overrides it.
   *
   * <p>Source: D. P. Kingma, J. Ba, <em>Adam: A Method for Stochastic Optimization</em>, ICLR 2015,
   * section 2, with ε as in its last paragraph; T. Tieleman, G. Hinton, <em>Neural Networks for
   * Machine Learning</em>, lecture 6.5 (2012), for RMSProp.
   *
   * @param size how many elements each storage has
   * @param alpha the factor α
   * @param beta1 β₁, how much of m stays, from [0, 1)
   * @param beta2 β₂, how much of v stays, from [0, 1)
   * @param epsilon ε, above 0 in the backend's precision, and not subnormal
   * @param g gradient of the loss by w, [rows, columns]; not modified
   * @param m the mean of g, [rows, columns]; modified
   * @param v the mean of g ⊙ g, [rows, columns]; modified
   * @param w the weights, [rows, columns]; modified
   */
  default void adaptiveUpdate(
      int size, double alpha, double beta1, double beta2, double epsilon, S g, S m, S v, S w) {
    double[] gradients = new double[size];
    double[] means = new double[size];
    double[] squares = new double[size];
    double[] weights = new double[size];
    read(g, gradients, 0);
    read(m, means, 0);
    read(v, squares, 0);
    read(w, weights, 0);
    for (int i = 0; i < size; i++) {
      means[i] = beta1 * means[i] + (1 - beta1) * gradients[i];
      squares[i] = beta2 * squares[i] + (1 - beta2) * (gradients[i] * gradients[i]);
      weights[i] += alpha * means[i] / (Math.sqrt(squares[i]) + epsilon);
    }
    write(means, 0, m);
    write(squares, 0, v);
    write(weights, 0, w);
  }
}
