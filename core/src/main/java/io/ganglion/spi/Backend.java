package io.ganglion.spi;

/**
 * The kernels with which a network is trained: linear algebra on matrices of one precision, in a
 * library's own matrix type.
 *
 * <p><b>Unchecked.</b> Kernels are called by {@code io.ganglion.tensor.Tensor}, which has checked
 * every shape; an implementation need not, and should not, check again.
 *
 * <p><b>Matrices.</b> A storage is a matrix [rows, columns] of at least one row and one column,
 * whose size never changes. A batch is [batch, features], weights are [inputs, outputs], a vector
 * is [1, n]; a batch of images is [batch · height · width, channels]. The implementation chooses
 * the memory layout: core accesses the elements only in bulk, in row-major order, through
 * {@link #write} and {@link #read}.
 *
 * <p><b>Outputs are parameters.</b> A kernel writes into storage that its caller made, and must not
 * replace, resize or keep it. Each kernel modifies its last storage parameter and no other, except
 * that {@link #linearGradientAndUpdate} and {@link #updateAndLinear} modify their last two, and
 * {@link #adaptiveUpdate} its last three. A modified storage is never passed as another parameter of the same call; parameters that
 * are only read may be the same storage.
 *
 * <p><b>Numbers.</b> Scalars are passed as {@code double} and rounded to the backend's precision.
 * NaN and infinities follow IEEE 754, with two exceptions that BLAS also makes: where a scalar
 * factor ({@code alpha}, {@code beta}) is 0, its operand is not read; and a 0 in the first factor
 * of a product may be skipped, so that a NaN or infinity in the row of the second factor that it
 * multiplies is not propagated. Nothing else may be skipped: a 0 in the second factor does not hide
 * a NaN in the first. Subnormal numbers are stored unchanged, but a kernel may flush them to 0.
 *
 * <p><b>Accuracy.</b> Terms may be summed in any order, and with fused multiply-adds; exp and tanh
 * are accurate to a few units in the last place. The same calls on the same values give the same
 * bits again, unless the backend's documentation says otherwise.
 *
 * <p><b>Threads.</b> An instance is thread-safe as long as no thread modifies a storage while
 * another uses it; threads may read the same storage concurrently.
 *
 * <p><b>Required and optional.</b> A backend must implement storage and the three products of a
 * linear layer. Every other kernel has a default body, correct but slow, which copies its operands
 * into arrays with {@link #read}, computes in float64, and writes the result back with
 * {@link #write}. A fast backend overrides the kernels in which its networks spend their time;
 * {@code ganglion backends} lists the others. Optimise batches of one row first.
 *
 * @param <S> the type of a storage: the library's matrix type
 */
public interface Backend<S> {

  /**
   * The provider's name.
   *
   * @return for example {@code "ejml"}
   */
  String name();

  /**
   * The precision in which this instance stores and computes.
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
   * @param storage a matrix made by {@link #create}
   * @return at least 1
   */
  int rows(S storage);

  /**
   * The number of columns of a matrix.
   *
   * @param storage a matrix made by {@link #create}
   * @return at least 1
   */
  int columns(S storage);

  /**
   * Sets all elements: {@code target[i, j] = source[offset + i · columns + j]}, rounded to the
   * nearest number of the precision; subnormal numbers are kept.
   *
   * @param source the elements, in row-major order; not modified
   * @param offset index of the first one
   * @param target [rows, columns]; modified
   */
  void write(double[] source, int offset, S target);

  /**
   * Gets all elements: {@code target[offset + i · columns + j] = source[i, j]}.
   *
   * @param source [rows, columns]; not modified
   * @param target where the elements go, in row-major order; modified
   * @param offset index of the first one
   */
  void read(S source, double[] target, int offset);

  // Products.

  /**
   * {@code y ← x w}: the forward pass of a linear layer.
   *
   * @param x [batch, inputs]; not modified
   * @param w [inputs, outputs]; not modified
   * @param y [batch, outputs]; modified
   */
  void linear(S x, S w, S y);

  /**
   * {@code gx ← gy wᵀ}: the gradient with respect to a linear layer's input.
   *
   * @param gy gradient of the loss with respect to the output, [batch, outputs]; not modified
   * @param w [inputs, outputs]; not modified
   * @param gx gradient of the loss with respect to the input, [batch, inputs]; modified
   */
  void linearGradient(S gy, S w, S gx);

  /**
   * {@code w ← α xᵀ gy + β w}. With {@code β = 1} and {@code α = −η}, this is the update of a
   * linear layer's weights by stochastic gradient descent; with {@code β = 0} and {@code α = 1},
   * their gradient; with a batch of one row, a rank-one update.
   *
   * @param alpha the factor α
   * @param x the layer's input, [batch, inputs]; not modified
   * @param gy gradient of the loss with respect to the output, [batch, outputs]; not modified
   * @param beta the factor β
   * @param w [inputs, outputs]; modified
   */
  void rankUpdate(double alpha, S x, S gy, double beta, S w);

  // Every kernel below has a default body.

  /**
   * Frees the memory that {@code storage} holds outside the Java heap. Called at most once for each
   * storage, which is not used afterwards.
   *
   * @param storage a matrix that is no longer needed
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
   * {@code y ← x} where both have the same number of elements, but not necessarily of rows: y gets
   * the elements of x in row-major order.
   *
   * @param x [m, n]; not modified
   * @param y [k, l] with {@code k l = m n}; modified
   */
  default void reshape(S x, S y) {
    DefaultKernels.reshape(this, x, y);
  }

  /**
   * {@code x ← αx}; all zeros if α is 0.
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
   * {@code c ← a ⊙ b}: the element-wise product.
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
   * {@code gx ← gy ⊙ f′}, with the derivative f′ computed from x and {@code y = f(x)}. Where f′ is
   * 0 and gy is NaN or infinite, the result may be 0 or NaN, since a kernel may select instead of
   * multiplying.
   *
   * @param f the function
   * @param x the input of {@link #activate}, [m, n]; not modified
   * @param y its output, [m, n]; not modified
   * @param gy gradient of the loss with respect to y, [m, n]; not modified
   * @param gx gradient of the loss with respect to x, [m, n]; modified
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
   * @param y the output of {@link #softmax}, [m, n]; not modified
   * @param gy gradient of the loss with respect to y, [m, n]; not modified
   * @param gx gradient of the loss with respect to x, [m, n]; modified
   */
  default void softmaxGradient(S y, S gy, S gx) {
    DefaultKernels.softmaxGradient(this, y, gy, gx);
  }

  /**
   * {@code gx ← gy wᵀ}, then {@code w ← w + α xᵀ gy}: the backward pass of a linear layer in one
   * sweep over its weights. It modifies gx and w, which are distinct, and neither x nor gy.
   *
   * @param alpha the factor α
   * @param x the layer's input, [batch, inputs]; not modified
   * @param gy gradient of the loss with respect to the output, [batch, outputs]; not modified
   * @param gx gradient of the loss with respect to the input, computed with w before its update,
   *     [batch, inputs]; modified
   * @param w [inputs, outputs]; modified
   */
  default void linearGradientAndUpdate(double alpha, S x, S gy, S gx, S w) {
    linearGradient(gy, w, gx);
    rankUpdate(alpha, x, gy, 1, w);
  }

  /**
   * {@code w ← w + α xᵀ gy}, then {@code y ← next w}: the update of a linear layer by one batch and
   * its forward pass for the next one, in one sweep over its weights. Where both batches have one
   * row, only the rows of w change that belong to a non-zero of x, and only those are read that
   * belong to a non-zero of x or of next. It modifies w and y, which are distinct, and neither x,
   * gy nor next.
   *
   * <p>The result is exactly that of {@link #rankUpdate} with {@code β = 1} and then {@link
   * #linear}, but for the sign of a 0: a training that is resumed in between gives the same bits.
   *
   * @param alpha the factor α
   * @param x the layer's last input, [batch, inputs]; not modified
   * @param gy gradient of the loss with respect to the output for x, [batch, outputs]; not modified
   * @param next the layer's next input, [next batch, inputs]; not modified
   * @param w [inputs, outputs]; modified
   * @param y the output for next, [next batch, outputs]; modified
   */
  default void updateAndLinear(double alpha, S x, S gy, S next, S w, S y) {
    rankUpdate(alpha, x, gy, 1, w);
    linear(next, w, y);
  }

  /**
   * {@code m ← β₁ m + (1 − β₁) g}, then {@code v ← β₂ v + (1 − β₂) g ⊙ g}, then
   * {@code w ← w + α m ⊘ (√v + ε)}, with element-wise division ⊘ and square root √: one step, in
   * one sweep, of an optimizer that adapts the learning rate of each weight. m is the running mean
   * of the gradient, v that of its square.
   *
   * <p>With {@code α = −η √(1 − β₂ᵗ) / (1 − β₁ᵗ)} in step t, which corrects the bias of both means
   * towards 0, where they start, this is Adam; with {@code α = −η} and {@code β₁ = 0}, it is
   * RMSProp.
   *
   * <p>1 − β₁ and 1 − β₂ are computed in float64, then rounded to the backend's precision: computed
   * in float32, 1 − 0.999 has only four correct digits. Where α, β₁ or β₂ is 0, its operand may or
   * may not be read. The modified m, v and w are distinct, and none of them is g.
   *
   * <p>Source: D. P. Kingma, J. Ba, <em>Adam: A Method for Stochastic Optimization</em>, ICLR 2015,
   * section 2, with ε as in its last paragraph; T. Tieleman, G. Hinton, <em>Neural Networks for
   * Machine Learning</em>, lecture 6.5 (2012), for RMSProp.
   *
   * @param alpha the factor α
   * @param beta1 β₁, the decay rate of m, in [0, 1)
   * @param beta2 β₂, the decay rate of v, in [0, 1)
   * @param epsilon ε, positive and not subnormal in the backend's precision
   * @param g gradient of the loss with respect to w, [rows, columns]; not modified
   * @param m the running mean of g, [rows, columns]; modified
   * @param v the running mean of g ⊙ g, [rows, columns]; modified
   * @param w the weights, [rows, columns]; modified
   */
  default void adaptiveUpdate(
      double alpha, double beta1, double beta2, double epsilon, S g, S m, S v, S w) {
    DefaultKernels.adaptiveUpdate(this, alpha, beta1, beta2, epsilon, g, m, v, w);
  }
}
