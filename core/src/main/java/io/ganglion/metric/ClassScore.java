package io.ganglion.metric;

/**
 * How well one class was told from the others.
 *
 * <p>Source: C. D. Manning, P. Raghavan, H. Schütze, <em>Introduction to Information Retrieval</em>,
 * section 8.3. That a quotient is 0 where its denominator is, is scikit-learn's choice too ({@code
 * zero_division=0}, but for its warning).
 *
 * @param actual how many samples are of the class
 * @param predicted how many samples were taken for it
 * @param correct how many samples of the class were taken for it
 */
public record ClassScore(int actual, int predicted, int correct) {

  /**
   * Keeps the counts.
   *
   * @param actual how many samples are of the class
   * @param predicted how many samples were taken for it
   * @param correct how many samples of the class were taken for it
   * @throws IllegalArgumentException if {@code correct} is less than 0, or more than one of the others
   */
  public ClassScore {
    if (correct < 0 || correct > Math.min(actual, predicted)) {
      throw new IllegalArgumentException(
          "of %d samples of a class, and %d taken for it, %d cannot be both: expected 0 to %d"
              .formatted(actual, predicted, correct, Math.min(actual, predicted)));
    }
  }

  /**
   * Of the samples that were taken for the class, the share that are of it.
   *
   * @return {@code correct / predicted}; 0 if none was taken for it
   */
  public double precision() {
    return predicted == 0 ? 0 : (double) correct / predicted;
  }

  /**
   * Of the samples of the class, the share that were taken for it.
   *
   * @return {@code correct / actual}; 0 if there is none
   */
  public double recall() {
    return actual == 0 ? 0 : (double) correct / actual;
  }

  /**
   * The harmonic mean of precision and recall.
   *
   * @return {@code 2 · correct / (actual + predicted)}; 0 if the class neither occurs nor was predicted
   */
  public double f1() {
    return isMet() ? 2.0 * correct / ((double) actual + predicted) : 0;
  }

  /** Whether the class occurs or was predicted. */
  boolean isMet() {
    return actual > 0 || predicted > 0;
  }
}
