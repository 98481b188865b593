package io.ganglion.picture.ink;

/**
 * Turns colours into shades of gray along the axis of colour in which neighbouring places differ
 * most. Gray pictures keep their shades; of yellow ink on white, the blue is seen; of red ink on a
 * green of the same lightness, the difference of both.
 *
 * <p>The axis is the first eigenvector of the sum of {@code d dᵀ}, where {@code d} is the
 * difference of the colours of two neighbouring places. Light that changes slowly, and noise that
 * is the same in all colours, hardly turn it.
 *
 * <p>Source: S. Di Zenzo, "A note on the gradient of a multi-image", Computer Vision, Graphics, and
 * Image Processing 33 (1986).
 */
final class Contrast {
  private static final int CHANNELS = 3;
  private static final int ITERATIONS = 100;

  /** Parts of red, green and blue in lightness (ITU-R BT.601): the axis where nothing differs. */
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  /** Places are compared over this part of the shorter side, so that soft strokes differ too. */
  private static final int STEPS = 100;

  private Contrast() {}

  /** Returns shades from 0 to 1. */
  static Plane shades(Plane... channels) {
    double[] axis = axis(channels);
    double sum = 0;
    for (double part : axis) {
      sum += Math.abs(part);
    }
    Plane result = new Plane(channels[0].height(), channels[0].width());
    for (int c = 0; c < CHANNELS; c++) {
      float part = (float) (axis[c] / sum);
      // What counts negatively is inverted, so that shades start at 0.
      float offset = Math.max(0, -part);
      for (int i = 0; i < result.values().length; i++) {
        result.values()[i] += part * channels[c].values()[i] + offset;
      }
    }
    return result;
  }

  private static double[] axis(Plane... channels) {
    double[][] covariance = covariance(channels);
    double[] axis = LUMA;
    for (int i = 0; i < ITERATIONS; i++) {
      double[] next = new double[CHANNELS];
      double length = 0;
      for (int a = 0; a < CHANNELS; a++) {
        for (int b = 0; b < CHANNELS; b++) {
          next[a] += covariance[a][b] * axis[b];
        }
        length = Math.hypot(length, next[a]);
      }
      if (length < Float.MIN_NORMAL) {
        return axis;
      }
      for (int a = 0; a < CHANNELS; a++) {
        next[a] /= length;
      }
      axis = next;
    }
    return axis;
  }

  private static double[][] covariance(Plane... channels) {
    int height = channels[0].height();
    int width = channels[0].width();
    int step = Math.max(1, channels[0].shorterSide() / STEPS);
    double[][] covariance = new double[CHANNELS][CHANNELS];
    double[] difference = new double[CHANNELS];
    for (int row = 0; row + step < height; row++) {
      for (int column = 0; column + step < width; column++) {
        int at = row * width + column;
        for (int other : new int[] {at + step, at + step * width}) {
          for (int c = 0; c < CHANNELS; c++) {
            difference[c] = channels[c].values()[other] - channels[c].values()[at];
          }
          for (int a = 0; a < CHANNELS; a++) {
            for (int b = 0; b < CHANNELS; b++) {
              covariance[a][b] += difference[a] * difference[b];
            }
          }
        }
      }
    }
    return covariance;
  }
}
