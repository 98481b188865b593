package io.ganglion.layer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The initial weights of a linear layer, by name; its bias starts at 0.
 *
 * <p>U[−r, r), the uniform distribution from −r to r, has the variance r² / 3. Each r is chosen so
 * that activations, or gradients, keep their magnitude from layer to layer.
 */
public enum Initialization {
  /** {@code U[0, 1/√inputs)}: as in the original program. */
  UNIFORM,

  /**
   * {@code U[−r, r)} with {@code r = √(6 / (inputs + outputs))}: for tanh and other functions close
   * to the identity near 0.
   *
   * <p>Source: X. Glorot, Y. Bengio, <em>Understanding the Difficulty of Training Deep Feedforward
   * Neural Networks</em>, AISTATS 2010, equation 16.
   */
  GLOROT,

  /**
   * {@code U[−r, r)} with {@code r = √(6 / inputs)}, which has the variance {@code 2 / inputs}: for
   * ReLU, which halves the mean square.
   *
   * <p>Source: K. He, X. Zhang, S. Ren, J. Sun, <em>Delving Deep into Rectifiers: Surpassing
   * Human-Level Performance on ImageNet Classification</em>, ICCV 2015, equation 10.
   */
  HE,

  /**
   * {@code U[−r, r)} with {@code r = √(3 / inputs)}, which has the variance {@code 1 / inputs}.
   *
   * <p>Source: Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, <em>Efficient BackProp</em>, in Neural
   * Networks: Tricks of the Trade, 1998, section 4.6.
   */
  LECUN,

  /** All 0: for a network with no hidden layer, since hidden units that start equal stay equal. */
  ZEROS;

  /**
   * The initialization with the given {@linkplain #label label}.
   *
   * @param label for example {@code "he"}
   * @return the initialization
   * @throws IllegalArgumentException if there is none
   */
  public static Initialization of(String label) {
    for (Initialization initialization : values()) {
      if (initialization.label().equals(label)) {
        return initialization;
      }
    }
    String labels =
        Arrays.stream(values()).map(Initialization::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "no initialization is called '" + label + "'; expected one of " + labels);
  }

  /**
   * The name of this initialization in commands and files.
   *
   * @return its name in lower case, for example {@code "he"}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The initializer of a layer's weights, [inputs, outputs].
   *
   * @param inputs number of inputs per sample, at least 1
   * @param outputs number of outputs per sample, at least 1
   * @return the initializer; it draws one random number per value, in order, or none for
   *     {@link #ZEROS}
   * @throws IllegalArgumentException if either number is less than 1
   */
  public Initializer of(int inputs, int outputs) {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "initial weights need at least 1 input and 1 output, got " + inputs + " and " + outputs);
    }
    return switch (this) {
      case UNIFORM -> Initializer.uniform(1 / Math.sqrt(inputs));
      case GLOROT -> symmetric(Math.sqrt(6 / ((double) inputs + outputs)));
      case HE -> symmetric(Math.sqrt(6.0 / inputs));
      case LECUN -> symmetric(Math.sqrt(3.0 / inputs));
      case ZEROS -> Initializer.zeros();
    };
  }

  private static Initializer symmetric(double r) {
    return Initializer.uniform(-r, r);
  }
}
