package io.ganglion.spi;

import java.util.Locale;

/**
 * The standard activations. Each is also a layer, a word in the text of a network, and a kernel of
 * every backend.
 */
public enum Activations implements Activation {
  /** Rectified linear unit: {@code y = x} where {@code x > 0} or x is NaN, else 0. */
  RELU {
    @Override
    public double value(double x) {
      return x <= 0 ? 0 : x;
    }

    @Override
    public double derivative(double x, double y) {
      return y <= 0 ? 0 : 1;
    }
  },

  /** Hyperbolic tangent: {@code y = tanh x}; {@code y′ = 1 − y²}. */
  TANH {
    @Override
    public double value(double x) {
      return StrictMath.tanh(x);
    }

    @Override
    public double derivative(double x, double y) {
      return 1 - y * y;
    }
  },

  /** Logistic sigmoid: {@code y = 1 / (1 + exp(−x))}; {@code y′ = y (1 − y)}. */
  SIGMOID {
    @Override
    public double value(double x) {
      return 1 / (1 + StrictMath.exp(-x));
    }

    @Override
    public double derivative(double x, double y) {
      return y * (1 - y);
    }
  };

  /** Returns the constant's name in lower case. */
  @Override
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
