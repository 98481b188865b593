package io.ganglion.metric;

/**
 * Decides the class of a sample from its outputs, or from its target.
 *
 * <p>Of several outputs, one for each class, it is the index of the largest: {@link #argmax}. A
 * single output v is the probability of class 1: the class is 1 where {@code v > ½}, else 0, which
 * is the index of the largest of (1 − v, v).
 */
public final class Decision {

  private Decision() {}

  /**
   * The number of classes to decide between.
   *
   * @param outputs number of outputs per sample, at least 1
   * @return 2 for one output, else the number of outputs
   */
  public static int classes(int outputs) {
    return outputs == 1 ? 2 : outputs;
  }

  /**
   * The class of a sample.
   *
   * @param values samples one after the other; not modified
   * @param offset index of the sample's first element
   * @param outputs number of outputs per sample, at least 1
   * @return from 0 to {@code classes(outputs) − 1}
   */
  public static int of(double[] values, int offset, int outputs) {
    if (outputs == 1) {
      return values[offset] > 0.5 ? 1 : 0;
    }
    return argmax(values, offset, outputs);
  }

  /**
   * The index of the largest of a sample's numbers. Of equal numbers, the first counts; NaN counts
   * as the largest, as in NumPy's {@code argmax}.
   *
   * @param values samples one after the other; not modified
   * @param offset index of the sample's first element
   * @param n number of elements per sample, at least 1
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
