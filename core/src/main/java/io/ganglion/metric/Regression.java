package io.ganglion.metric;

/**
 * How close predictions p of quantities are to their targets t. Immutable.
 *
 * <p>For output j, over the samples i = 1 … m, with the mean target {@code t̄ⱼ = Σᵢ tᵢⱼ / m}:
 *
 * <ul>
 *   <li>mean absolute error {@code MAEⱼ = Σᵢ |pᵢⱼ − tᵢⱼ| / m},
 *   <li>root mean squared error {@code RMSEⱼ = √(Σᵢ (pᵢⱼ − tᵢⱼ)² / m)},
 *   <li>coefficient of determination {@code R²ⱼ = 1 − Σᵢ (pᵢⱼ − tᵢⱼ)² / Σᵢ (tᵢⱼ − t̄ⱼ)²}: 1 is
 *       perfect, and 0 is no better than always predicting t̄ⱼ. Where the targets do not vary, it
 *       is 1 if all predictions are exact and 0 otherwise, as in scikit-learn.
 * </ul>
 *
 * <p>Source: G. James, D. Witten, T. Hastie, R. Tibshirani, <em>An Introduction to Statistical
 * Learning</em>, section 3.1.3; C. J. Willmott, K. Matsuura, <em>Advantages of the Mean Absolute
 * Error over the Root Mean Square Error</em>, Climate Research 30 (2005).
 */
public final class Regression {

  private final int total;
  private final double[] absolute;
  private final double[] squared;
  private final double[] variation;

  private Regression(Builder builder) {
    this.total = builder.total;
    this.absolute = builder.absolute.clone();
    this.squared = builder.squared.clone();
    this.variation = builder.variation.clone();
  }

  /**
   * Makes a builder.
   *
   * @param outputs number of outputs in a prediction and in a target, at least 1
   * @return a builder to which no sample was added yet
   * @throws IllegalArgumentException if {@code outputs} is less than 1
   */
  public static Builder of(int outputs) {
    return new Builder(outputs);
  }

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  public int total() {
    return total;
  }

  /**
   * The mean absolute error of one output.
   *
   * @param j the output's index, from 0
   * @return MAEⱼ, in the unit of the output
   * @throws IndexOutOfBoundsException if there is no such output
   */
  public double meanAbsoluteError(int j) {
    return absolute[j] / total;
  }

  /**
   * The mean absolute error over all n outputs.
   *
   * @return {@code Σⱼ MAEⱼ / n}
   */
  public double meanAbsoluteError() {
    return sum(absolute) / absolute.length / total;
  }

  /**
   * The root mean squared error of one output.
   *
   * @param j the output's index, from 0
   * @return RMSEⱼ, in the unit of the output
   * @throws IndexOutOfBoundsException if there is no such output
   */
  public double rootMeanSquaredError(int j) {
    return Math.sqrt(squared[j] / total);
  }

  /**
   * The root mean squared error over all n outputs: the root of the mean of all squares.
   *
   * @return {@code √(Σⱼ RMSEⱼ² / n)}
   */
  public double rootMeanSquaredError() {
    return Math.sqrt(sum(squared) / squared.length / total);
  }

  /**
   * The coefficient of determination of one output.
   *
   * @param j the output's index, from 0
   * @return R²ⱼ, at most 1
   * @throws IndexOutOfBoundsException if there is no such output
   */
  public double rSquared(int j) {
    if (variation[j] == 0) {
      return squared[j] == 0 ? 1 : 0;
    }
    return 1 - squared[j] / variation[j];
  }

  /**
   * The unweighted mean of all n outputs' coefficients of determination.
   *
   * @return {@code Σⱼ R²ⱼ / n}
   */
  public double rSquared() {
    double sum = 0;
    for (int j = 0; j < squared.length; j++) {
      sum += rSquared(j);
    }
    return sum / squared.length;
  }

  private static double sum(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** Accumulates the errors of predictions. */
  public static final class Builder {

    /** {@code Σᵢ |pᵢⱼ − tᵢⱼ|}. */
    private final double[] absolute;

    /** {@code Σᵢ (pᵢⱼ − tᵢⱼ)²}. */
    private final double[] squared;

    /** t̄ⱼ of the samples so far. */
    private final double[] mean;

    /** {@code Σᵢ (tᵢⱼ − t̄ⱼ)²}. */
    private final double[] variation;

    private int total;

    private Builder(int outputs) {
      if (outputs < 1) {
        throw new IllegalArgumentException("expected at least 1 output, got " + outputs);
      }
      this.absolute = new double[outputs];
      this.squared = new double[outputs];
      this.mean = new double[outputs];
      this.variation = new double[outputs];
    }

    /**
     * Adds one sample. It allocates nothing.
     *
     * <p>The variation of the targets is updated with B. P. Welford's method, <em>Note on a Method
     * for Calculating Corrected Sums of Squares and Products</em>, Technometrics 4 (1962): it is
     * exactly 0 where they do not vary, and loses little precision where their mean is large.
     *
     * @param p predictions, samples one after the other; not modified
     * @param t targets, laid out like p; not modified
     * @param offset index of the sample's first element
     */
    public void add(double[] p, double[] t, int offset) {
      total++;
      for (int j = 0; j < mean.length; j++) {
        double error = p[offset + j] - t[offset + j];
        absolute[j] += Math.abs(error);
        squared[j] += error * error;
        double deviation = t[offset + j] - mean[j];
        mean[j] += deviation / total;
        variation[j] += deviation * (t[offset + j] - mean[j]);
      }
    }

    /**
     * Makes the result.
     *
     * @return the results over all samples added
     * @throws IllegalStateException if no sample was added
     */
    public Regression build() {
      if (total == 0) {
        throw new IllegalStateException("no sample was added, expected at least 1");
      }
      return new Regression(this);
    }
  }
}
