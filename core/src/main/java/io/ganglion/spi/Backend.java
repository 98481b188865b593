package io.ganglion.spi;

/**
 * Linear algebra on matrices of one precision: the kernels that a network is trained with, over a
 * library's own matrix type.
 *
 * <p><b>Unchecked.</b> Kernels are called by {@code io.ganglion.tensor.Tensor}, which has checked
 * every shape; an implementation need not, and should not, check again.
 *
 * <p><b>Matrices.</b> A storage is a matrix [rows, columns] of at least one row and one column that
 * never changes its size. A batch is [batch, features], weights are [inputs, outputs], a vector is
 * [1, n]; a batch of images is [batch · height · width, channels]. How the elements lie in memory is
 * for the implementation to choose: core sees them only in bulk, in row-major order, through {@link
 * #write} and {@link #read}.
 *
 * <p><b>Outputs are parameters.</b> A kernel writes into storage that its caller made; it must not
 * replace, resize or keep it. The last storage parameter of each kernel is the one that is
 * modified, all others are left untouched; only {@link #linearGradientAndUpdate} modifies the last
 * two, and {@link #adaptiveUpdate} the last three. A modified storage is never another parameter of
 * the same call; two parameters that are only read may be the same storage.
 *
 * <p><b>Numbers.</b> Scalars cross as {@code double} and are rounded to the backend's precision.
 * NaN and infinities follow IEEE 754, with two exceptions that BLAS knows: where a scalar factor
 * ({@code alpha}, {@code beta}) is 0, its operand is not read; and an element that is 0 in the first
 * factor of a product may be skipped, so that a NaN or infinity in the row of the second factor that
 * it would have multiplied does not show. Nothing else is skipped: an element of the second factor
 * that is 0 lets a NaN in the first one through. Subnormal numbers are stored as they are, but a
 * kernel may compute 0 in place of one.
 *
 * <p><b>Accuracy.</b> Sums may be added up in any order, and with fused multiply-adds; exp and tanh
 * are accurate to a few units in the last place. The same calls on the same values give the same
 * bits again, unless the backend's page says otherwise.
 *
 * <p><b>Threads.</b> An instance is safe for use by many threads as long as no storage is modified by
 * one while another uses it; threads may read the same storage at once.
 *
 * <p><b>Required and optional.</b> A backend implements its storage and the three products of a linear
 * layer. Every other kernel has a default body, which copies its operands to arrays by {@link #read},
 * computes there in float64, and copies the result back by {@link #write}: correct, and slow. A fast
 * backend overrides what its networks spend time in; {@code ganglion backends} lists what is left. A
 * batch of one row is the case to make fast.
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
   * The number of rows of a matrix.
   *
   * @param storage what {@link #create} made
   * @return at least 1
   */
  int rows(S storage);

  /**
   * The number of columns of a matrix.
   *
   * @param storage what {@link #create} made
   * @return at least 1
   */
  int columns(S storage);

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

  // Products.

  /**
   * {@code y ← x w}: forward through a linear layer.
   *
   * @param x [batch, inputs]; not modified
   * @param w [inputs, outputs]; not modified
   * @param y [batch, outputs]; modified
   */
  void linear(S x, S w, S y);

  /**
   * {@code gx ← gy wᵀ}: the gradient by a linear layer's input.
   *
   * @param gy gradient of the loss by the output, [batch, outputs]; not modified
   * @param w [inputs, outputs]; not modified
   * @param gx gradient of the loss by the input, [batch, inputs]; modified
   */
  void linearGradient(S gy, S w, S gx);

  /**
   * {@code w ← α xᵀ gy + β w}. With {@code β = 1} and {@code α = −η} it is what stochastic gradient
   * descent does to a linear layer's weights; with {@code β = 0} and {@code α = 1} it is their
   * gradient. With one row it is a rank-one update.
   *
   * @param alpha the factor α
   * @param x the layer's input, [batch, inputs]; not modified
   * @param gy gradient of the loss by the output, [batch, outputs]; not modified
   * @param beta the factor β
   * @param w [inputs, outputs]; modified
   */
  void rankUpdate(double alpha, S x, S gy, double beta, S w);

  // From here on every kernel has a default body.

  /**
   * Gives back what {@code storage} holds outside the Java heap. It is called once, and the storage
   * is not used afterwards.
   *
   * @param storage what is no longer needed
   */
  default void release(S storage) {}

  /**
   * {@code y ← x}.
   *
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   */
  default void copy(S x, S y) {
    reshape(x, y);
  }

  /**
   * {@code y ← x} where both have as many elements, but not as many rows: y gets the elements of x in
   * row-major order.
   *
   * @param x [m, n]; not modified
   * @param y [k, l] with {@code k l = m n}; modified
   */
  default void reshape(S x, S y) {
    DefaultKernels.reshape(this, x, y);
  }

  /**
   * {@code x ← αx}; zeros where α is 0.
   *
   * @param alpha the factor α
   * @param x [m, n]; modified
   */
  default void scale(double alpha, S x) {
    DefaultKernels.scale(this, alpha, x);
  }

  /**
   * {@code y ← αx + y}.
   *
   * @param alpha the factor α
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   */
  default void axpy(double alpha, S x, S y) {
    DefaultKernels.axpy(this, alpha, x, y);
  }

  /**
   * {@code c ← a ⊙ b}: the product element by element.
   *
   * @param a [m, n]; not modified
   * @param b [m, n]; not modified
   * @param c [m, n]; modified
   */
  default void multiply(S a, S b, S c) {
    DefaultKernels.multiply(this, a, b, c);
  }

  /**
   * {@code y ← f(x)}, element by element.
   *
   * @param f the function
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   */
  default void activate(Activation f, S x, S y) {
    DefaultKernels.activate(this, f, x, y);
  }

  /**
   * {@code gx ← gy ⊙ f′}, with the derivative f′ of x and {@code y = f(x)}. Where f′ is 0 and gy is NaN
   * or infinite, the result may be 0 or NaN: a choice may stand in place of the product.
   *
   * @param f the function
   * @param x what {@link #activate} took, [m, n]; not modified
   * @param y what it gave, [m, n]; not modified
   * @param gy gradient of the loss by y, [m, n]; not modified
   * @param gx gradient of the loss by x, [m, n]; modified
   */
  default void activationGradient(Activation f, S x, S y, S gy, S gx) {
    DefaultKernels.activationGradient(this, f, x, y, gy, gx);
  }

  /**
   * {@code x[i, j] ← x[i, j] + row[0, j]}: adds a row to every row.
   *
   * @param row [1, n]; not modified
   * @param x [m, n]; modified
   */
  default void addRow(S row, S x) {
    DefaultKernels.addRow(this, row, x);
  }

  /**
   * {@code row[0, j] ← α Σᵢ x[i, j] + β row[0, j]}: sums the rows.
   *
   * @param alpha the factor α
   * @param x [m, n]; not modified
   * @param beta the factor β
   * @param row [1, n]; modified
   */
  default void columnSums(double alpha, S x, double beta, S row) {
    DefaultKernels.columnSums(this, alpha, x, beta, row);
  }

  /**
   * Softmax of every row: {@code y[i, j] ← exp(x[i, j] − max xᵢ) / Σₖ exp(x[i, k] − max xᵢ)}.
   *
   * @param x [m, n]; not modified
   * @param y [m, n]; modified
   */
  default void softmax(S x, S y) {
    DefaultKernels.softmax(this, x, y);
  }

  /**
   * Gradient of softmax, row by row: {@code gxᵢ ← gyᵢ (diag(yᵢ) − yᵢᵀ yᵢ) = yᵢ ⊙ (gyᵢ − gyᵢ · yᵢ)}.
   *
   * @param y what {@link #softmax} gave, [m, n]; not modified
   * @param gy gradient of the loss by y, [m, n]; not modified
   * @param gx gradient of the loss by x, [m, n]; modified
   */
  default void softmaxGradient(S y, S gy, S gx) {
    DefaultKernels.softmaxGradient(this, y, gy, gx);
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
    rankUpdate(alpha, x, gy, 1, w);
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
   * <p>Source: D. P. Kingma, J. Ba, <em>Adam: A Method for Stochastic Optimization</em>, ICLR 2015,
   * section 2, with ε as in its last paragraph; T. Tieleman, G. Hinton, <em>Neural Networks for
   * Machine Learning</em>, lecture 6.5 (2012), for RMSProp.
   *
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
      double alpha, double beta1, double beta2, double epsilon, S g, S m, S v, S w) {
    DefaultKernels.adaptiveUpdate(this, alpha, beta1, beta2, epsilon, g, m, v, w);
  }
}
