package io.ganglion.spi;

/**
 * A function that is applied to every element by itself, with its derivative.
 *
 * <p>An implementation is immutable and has no state: most often a record, or a constant of {@link
 * Activations}. Every backend computes it through {@link #value} and {@link #derivative}; those that
 * know a faster way for a particular function take it.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 6.3.
 */
public interface Activation {

  /**
   * This function in the text of a network, with all its settings.
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
   * The derivative f′(x), in terms of x or of {@code y = f(x)}, whichever is simpler. Where y is NaN,
   * any result is right.
   *
   * @param x any number
   * @param y f(x), rounded to the backend's precision
   * @return f′(x)
   */
  double derivative(double x, double y);
}
