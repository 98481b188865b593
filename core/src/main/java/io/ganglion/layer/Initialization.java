package io.ganglion.layer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the weights of a linear layer start, by name; its bias starts at 0.
 *
 * <p>Where the values are U[−r, r), uniform from −r to r, their variance is r² / 3. Each r is chosen so
 * that numbers, or gradients, keep their size from layer to layer.
 */
public enum Initialization {
  /** {@code U[0, 1/√inputs)}: as in the program that Ganglion grew from. */
  UNIFORM,

  /**
   * {@code U[−r, r)} with {@code r = √(6 / (inputs + outputs))}: for tanh and other functions that are
   * near the identity around 0.
   *
   * <p>Source: X. Glorot, Y. Bengio, <em>Understanding the Difficulty of Training Deep Feedforward
   * Neural Networks</em>, AISTATS 2010, equation 16.
   */
  GLOROT,

  /**
   * {@code U[−r, r)} with {@code r = √(6 / inputs)}, so of variance {@code 2 / inputs}: for ReLU, which
   * halves the mean square.
   *
   * <p>Source: K. He, X. Zhang, S. Ren, J. Sun, <em>Delving Deep into Rectifiers: Surpassing
   * Human-Level Performance on ImageNet Classification</em>, ICCV 2015, equation 10.
   */
  HE,

  /**
   * {@code U[−r, r)} with {@code r = √(3 / inputs)}, so of variance {@code 1 / inputs}.
   *
   * <p>Source: Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, <em>Efficient BackProp</em>, in Neural
   * Networks: Tricks of the Trade, 1998, section 4.6.
   */
  LECUN,

  /** All 0: for a layer without a hidden one before it, since equal units learn the same. */
  ZEROS;

  /**
   * The initialization of a {@linkplain #label label}.
   *
   * @param label for example {@code "he"}
   * @return the initialization
   * @throws IllegalArgumentException if there is none of that label
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
   * The name by which users and files know this initialization.
   *
   * @return its name in lower case, for example {@code "he"}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What gives the weights [inputs, outputs] of a layer their first values.
   *
   * @param inputs numbers a sample has before the layer, at least 1
   * @param outputs numbers a sample has after it, at least 1
   * @return the initializer; it draws one random number a value, in order, {@link #ZEROS} none
   * @throws IllegalArgumentException if a size is less than 1
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
