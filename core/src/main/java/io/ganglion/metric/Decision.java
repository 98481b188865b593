package io.ganglion.metric;

/**
 * Decides the class of a sample from its outputs, or from its target.
 *
 * <p>Of several outputs, one for each class, it is the index of the largest: {@link #argmax}. A
 * single output v is the probability of class 1: the class is 1 where {@code v > ½}, else 0, which
 * is the index of the largest of (1 − v, v).
 */
public final class Decision {

  /** Far more than the rounding of shares that are stored in float32. */
  private static final double TOLERANCE = 1e-6;

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
   * Whether a target names a class, and not a quantity: a single target is 0 or 1; several are
   * numbers from 0 on that add up to 1 (within 10⁻⁶), such as the one 1 of a class among 0s, or
   * the shares of several classes. It allocates nothing.
   *
   * @param target targets, samples one after the other; not modified
   * @param offset index of the sample's first element
   * @param outputs number of outputs per sample, at least 1
   * @return whether it does; false for NaN
   */
  public static boolean isClass(double[] target, int offset, int outputs) {
    if (outputs == 1) {
      return target[offset] == 0 || target[offset] == 1;
    }
    double sum = 0;
    for (int j = 0; j < outputs; j++) {
      double share = target[offset + j];
      if (!(share >= 0)) {
        return false;
      }
      sum += share;
    }
    return Math.abs(sum - 1) <= TOLERANCE;
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
