package io.ganglion.loss;

/**
 * How far a prediction is from its target, for one sample, with the gradient by the prediction.
 *
 * <p>A loss works on plain arrays in float64 whatever the backend, so that every backend gets the
 * same numbers: the trainer reads the few outputs of a batch anyway, to see which predictions are
 * right. A sample is {@code n} elements from {@code offset} on, in all arrays. Implementations have
 * no state, and neither {@link #value} nor {@link #gradient} allocates.
 */
public interface Loss {

  /**
   * The name of this loss and all its settings, as the command takes them, written the same by every
   * JVM. A training is resumed only where this text is equal.
   *
   * @return for example {@code "huber 1"}; numbers as {@link io.ganglion.text.Numbers#text} has them
   */
  String text();

  /**
   * The loss of one sample.
   *
   * @param p predictions, samples one after the other; not modified
   * @param t targets, laid out like p; not modified
   * @param offset where the sample begins
   * @param n how many outputs a sample has
   * @return L(p, t)
   */
  double value(double[] p, double[] t, int offset, int n);

  /**
   * Whether predictions are logits: the loss takes their softmax itself, so that a network that ends
   * with one is trained without it.
   *
   * @return false unless a loss says otherwise
   */
  default boolean takesLogits() {
    return false;
  }

  /**
   * The gradient of one sample's loss by its prediction: {@code gⱼ ← ∂L/∂pⱼ}.
   *
   * @param p predictions, samples one after the other; not modified
   * @param t targets, laid out like p; not modified
   * @param g gradients, laid out like p; modified
   * @param offset where the sample begins
   * @param n how many outputs a sample has
   */
  void gradient(double[] p, double[] t, double[] g, int offset, int n);
}
