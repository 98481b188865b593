package io.ganglion.benchmarks.baseline;

import io.ganglion.spi.Precision;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who does the products of a {@link Baseline}. */
public enum Program {
  /** Plain Java loops over all inputs. */
  LOOPS,

  /** Plain Java loops that skip inputs of 0. */
  SPARSE,

  /** EJML. */
  EJML,

  /** Apache Commons Math, in float64 alone. */
  COMMONS,

  /** ND4J's OpenBLAS on ND4J's arrays. */
  ND4J;

  /**
   * Finds a program by its label.
   *
   * @param label for example {@code "ejml"}
   * @return the program
   * @throws IllegalArgumentException if there is none
   */
  public static Program of(String label) {
    return Arrays.stream(values())
        .filter(program -> program.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no program is called '"
                        + label
                        + "'; expected one of "
                        + Arrays.stream(values())
                            .map(Program::label)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * The name that parameters of benchmarks and reports use.
   *
   * @return for example {@code "ejml"}: that of the backend over the same library, if there is one
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether it was written in a precision.
   *
   * @param precision the precision
   * @return whether {@link #start} takes it
   */
  public boolean has(Precision precision) {
    return this != COMMONS || precision == Precision.FLOAT64;
  }

  /**
   * Makes the program ready to run.
   *
   * @param precision one that it {@linkplain #has has}
   * @param sizes the sizes of the network
   * @param weights the weights to start from, w₁ and w₂, each in row-major order; not modified
   * @param learningRate η
   * @return a new baseline
   * @throws IllegalArgumentException if it was not written in that precision
   */
  public Baseline start(Precision precision, Sizes sizes, double[][] weights, double learningRate) {
    if (!has(precision)) {
      throw new IllegalArgumentException(
          "the program '" + label() + "' has no " + precision + ": its library has none");
    }
    return switch (precision) {
      case FLOAT64 ->
          switch (this) {
            case LOOPS -> new LoopsFloat64(sizes, weights, learningRate, false);
            case SPARSE -> new LoopsFloat64(sizes, weights, learningRate, true);
            case EJML -> new EjmlFloat64(sizes, weights, learningRate);
            case COMMONS -> new CommonsFloat64(sizes, weights, learningRate);
            case ND4J -> new Nd4jFloat64(sizes, weights, learningRate);
          };
      case FLOAT32 ->
          switch (this) {
            case LOOPS -> new LoopsFloat32(sizes, weights, learningRate, false);
            case SPARSE -> new LoopsFloat32(sizes, weights, learningRate, true);
            case EJML -> new EjmlFloat32(sizes, weights, learningRate);
            case COMMONS -> throw new IllegalStateException("refused above");
            case ND4J -> new Nd4jFloat32(sizes, weights, learningRate);
          };
    };
  }
}
