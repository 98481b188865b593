package io.ganglion.benchmarks.baseline;

import io.ganglion.spi.Precision;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The programs written by hand, by what computes their products. */
public enum Program {
  /** Plain Java loops over all inputs. */
  LOOPS,

  /** Plain Java loops that skip inputs of 0. */
  SPARSE,

  /** EJML. */
  EJML,

  /** Apache Commons Math, in float64 only. */
  COMMONS,

  /** ND4J's OpenBLAS on ND4J's arrays. */
  ND4J;

  /**
   * Returns the program with the given label.
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
   * The name used in benchmark parameters and reports.
   *
   * @return for example {@code "ejml"}: the name of the backend that uses the same library, if
   *     there is one
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether the program exists in a precision.
   *
   * @param precision the precision
   * @return whether {@link #start} accepts it
   */
  public boolean has(Precision precision) {
    return this != COMMONS || precision == Precision.FLOAT64;
  }

  /**
   * Creates the program, ready to run.
   *
   * @param precision a precision that it {@linkplain #has has}
   * @param sizes the sizes of the network
   * @param weights the initial weights, w₁ and w₂, each in row-major order; not modified
   * @param learningRate η
   * @return a new baseline
   * @throws IllegalArgumentException if the program does not exist in that precision
   */
  public Baseline start(Precision precision, Sizes sizes, double[][] weights, double learningRate) {
    if (!has(precision)) {
      throw new IllegalArgumentException(
          "the program '"
              + label()
              + "' does not compute in "
              + precision
              + ", nor does its library; use float64");
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
