package io.ganglion.metric;

/**
 * Which class the outputs for a sample, or its target, stand for.
 *
 * <p>Of several numbers, one for each class, it is the place of the largest: {@link
 * #argmax}. A single number v is the probability of class 1: it stands for class 1 where
 * {@code v > ½}, else for class 0, which is the place of the largest of (1 − v, v).
 */
public final class Decision {

  private Decision() {}

  /**
   * How many classes there are to decide between.
   *
   * @param outputs how many numbers a sample has, at least 1
   * @return 2 for one output, else as many as outputs
   */
  public static int classes(int outputs) {
    return outputs == 1 ? 2 : outputs;
  }

  /**
   * Decides for a class.
   *
   * @param values samples one after the other; not modified
   * @param offset where the sample begins
   * @param outputs how many numbers it has, at least 1
   * @return from 0 to {@code classes(outputs) − 1}
   */
  public static int of(double[] values, int offset, int outputs) {
    if (outputs == 1) {
      return values[offset] > 0.5 ? 1 : 0;
    }
    return argmax(values, offset, outputs);
  }

  /**
   * Where the largest of a sample's numbers is: the first one,
   * if several are largest; a NaN counts as the largest, as in NumPy's {@code argmax}.
   *
   * @param values samples one after the other; not modified
   * @param offset where the sample begins
   * @param n how many numbers it has, at least 1
   * @return from 0 to n − 1
   */
  public static int argmax(double[] values, int offset, int n) {
    int best = 0;
    for (int j = 1; j < n; j++) {
      double value = values[offset + j];
      double max = values[offset + best];
      if (value > max || (Double.isNaN(value) && !Double.isNaN(max))) {
        best = j;
      }
    }
    return best;
  }
}
