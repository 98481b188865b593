package io.ganglion.loss;

/**
 * A loss function: how far the prediction of one sample is from its target, with the gradient.
 *
 * <p>A loss works on plain arrays in float64, and so gives the same numbers on every backend: the
 * trainer reads the few outputs of a batch anyway, to count the correct predictions. A sample is
 * {@code n} elements from {@code offset} on, in all arrays. Implementations have no state, and
 * neither {@link #value} nor {@link #gradient} allocates.
 */
public interface Loss {

  /**
   * The name of this loss and all its settings, as the command takes them, identical on every JVM.
   * Training resumes only if this text is unchanged.
   *
   * @return for example {@code "huber 1"}; numbers are written by
   *     {@link io.ganglion.text.Numbers#text}
   */
  String text();

  /**
   * The loss of one sample.
   *
   * @param p predictions, samples one after the other; not modified
   * @param t targets, laid out like p; not modified
   * @param offset index of the sample's first element
   * @param n number of outputs per sample
   * @return L(p, t)
   */
  double value(double[] p, double[] t, int offset, int n);

  /**
   * What predictions this loss takes. A trainer refuses a network that gives others: its loss could
   * fall without anything being learnt.
   *
   * @return any numbers by default
   */
  default Predictions takes() {
    return Predictions.ANY;
  }

  /**
   * The gradient of one sample's loss with respect to its prediction: {@code gⱼ ← ∂L/∂pⱼ}.
   *
   * @param p predictions, samples one after the other; not modified
   * @param t targets, laid out like p; not modified
   * @param g gradients, laid out like p; modified
   * @param offset index of the sample's first element
   * @param n number of outputs per sample
   */
  void gradient(double[] p, double[] t, double[] g, int offset, int n);
}
