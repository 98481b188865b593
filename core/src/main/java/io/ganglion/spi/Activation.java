package io.ganglion.spi;

/**
 * An element-wise activation function, with its derivative.
 *
 * <p>Implementations are immutable and stateless: usually a record, or a constant of
 * {@link Activations}. A backend computes any activation through {@link #value} and
 * {@link #derivative}, and may have faster kernels for particular ones.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 6.3.
 */
public interface Activation {

  /**
   * The name and all settings of this function, as in the text of a network.
   *
   * @return lower-case words, for example {@code "relu"} or {@code "elu 0.5"}
   */
  String text();

  /**
   * The function: {@code y = f(x)}. NaN must give NaN.
   *
   * @param x any number
   * @return f(x)
   */
  double value(double x);

  /**
   * The derivative f′(x), in terms of x or of {@code y = f(x)}, whichever is simpler. Where y is
   * NaN, any result is allowed.
   *
   * @param x any number
   * @param y f(x), rounded to the backend's precision
   * @return f′(x)
   */
  double derivative(double x, double y);
}
