package io.ganglion.metric;

import java.util.Locale;

/**
 * Precision, recall and F1 of one class.
 *
 * <p>Source: C. D. Manning, P. Raghavan, H. Schütze, <em>Introduction to Information
 * Retrieval</em>, section 8.3. A quotient is 0 where its denominator is 0, as in scikit-learn with
 * {@code zero_division=0}.
 *
 * @param actual number of samples of the class
 * @param predicted number of samples predicted as the class
 * @param correct number of samples of the class predicted as it
 */
public record ClassScore(int actual, int predicted, int correct) {

  /**
   * Makes a score from the counts.
   *
   * @param actual number of samples of the class
   * @param predicted number of samples predicted as the class
   * @param correct number of samples of the class predicted as it
   * @throws IllegalArgumentException if {@code correct} is less than 0, or more than {@code actual}
   *     or {@code predicted}
   */
  public ClassScore {
    if (correct < 0 || correct > Math.min(actual, predicted)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "with %d samples of the class and %d predicted as it, 0 to %d can be correct, got %d",
              actual,
              predicted,
              Math.min(actual, predicted),
              correct));
    }
  }

  /**
   * The fraction of the samples predicted as the class that are of the class.
   *
   * @return {@code correct / predicted}; 0 if none was predicted as it
   */
  public double precision() {
    return predicted == 0 ? 0 : (double) correct / predicted;
  }

  /**
   * The fraction of the samples of the class that were predicted as it.
   *
   * @return {@code correct / actual}; 0 if there are none
   */
  public double recall() {
    return actual == 0 ? 0 : (double) correct / actual;
  }

  /**
   * The harmonic mean of precision and recall.
   *
   * @return {@code 2 · correct / (actual + predicted)}; 0 if the class neither occurs nor was
   *     predicted
   */
  public double f1() {
    return isPresent() ? 2.0 * correct / ((double) actual + predicted) : 0;
  }

  /** Whether the class occurs or was predicted. */
  boolean isPresent() {
    return actual > 0 || predicted > 0;
  }
}
