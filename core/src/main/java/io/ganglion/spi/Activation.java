package io.ganglion.spi;

/**
 * A function that is applied to every element by itself, with its derivative written in terms of
 * its own value, so that a backward pass needs nothing but {@code y}.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 6.3.
 */
public enum Activation {
  /**
   * Rectified linear unit: {@code y = x} where {@code x > 0} or x is NaN, else 0; {@code y′ = 1} where
   * {@code y > 0}, 0 where {@code y ≤ 0}, and left open where y is NaN.
   */
  RELU,

  /** Hyperbolic tangent: {@code y = tanh x}; {@code y′ = 1 − y²}. */
  TANH,

  /** Logistic sigmoid: {@code y = 1 / (1 + exp(−x))}; {@code y′ = y (1 − y)}. */
  SIGMOID
}
