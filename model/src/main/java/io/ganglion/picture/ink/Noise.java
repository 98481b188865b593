package io.ganglion.picture.ink;

import java.util.Arrays;

/**
 * Removes what a camera or a scanner adds by chance, where there is so much of it that it would be
 * taken for ink. Single pixels that are lighter or darker than all their neighbours go by a median,
 * even noise by averaging over a few pixels. Other pictures are not changed.
 *
 * <p>Source of the estimate: J. Immerkær, "Fast noise variance estimation", Computer Vision and
 * Image Understanding 64 (1996); here with a median, so that strokes do not count.
 */
final class Noise {
  /** An impulse differs by this much from all its neighbours. */
  private static final float IMPULSE = 0.08f;

  /** A picture with fewer impulses, as a part of its pixels, is left as it is. */
  private static final double FEW_IMPULSES = 0.002;

  /** In smaller pictures, strokes may be as thin as impulses. */
  private static final int LEAST_SIDE = 64;

  private static final int MEDIANS = 3;

  /** The deviation that may remain. */
  private static final double LITTLE = 0.006;

  /** Averaging reaches at most over this part of the shorter side, less than a stroke's width. */
  private static final int LARGEST_PART = 50;

  /** The most places that the estimate is made of. */
  private static final int MOST_PLACES = 100_000;

  private Noise() {}

  /** Returns the plane with little noise, or this plane if it has no more. */
  static Plane removed(Plane plane) {
    Plane result = plane;
    boolean large = plane.shorterSide() >= LEAST_SIDE;
    for (int i = 0; large && i < MEDIANS && impulses(result) > FEW_IMPULSES; i++) {
      result = median(result);
    }
    double deviation = deviation(result);
    int most = plane.shorterSide() / LARGEST_PART;
    int radius = Math.min(most, (int) Math.round((deviation / LITTLE - 1) / 2));
    return radius > 0 ? averaged(result, radius) : result;
  }

  /** Returns the standard deviation of the noise, by a mask that is blind to slopes. */
  static double deviation(Plane plane) {
    int height = plane.height();
    int width = plane.width();
    if (height < 3 || width < 3) {
      return 0;
    }
    int step = 1 + height * width / MOST_PLACES;
    float[] differences = new float[height * width / step + 1];
    int count = 0;
    for (int at = 0; at < height * width; at += step) {
      int row = at / width;
      int column = at % width;
      if (row > 0 && row < height - 1 && column > 0 && column < width - 1) {
        float corners =
            plane.at(row - 1, column - 1)
                + plane.at(row - 1, column + 1)
                + plane.at(row + 1, column - 1)
                + plane.at(row + 1, column + 1);
        float sides =
            plane.at(row - 1, column)
                + plane.at(row + 1, column)
                + plane.at(row, column - 1)
                + plane.at(row, column + 1);
        differences[count++] = Math.abs(corners - 2 * sides + 4 * plane.at(row, column));
      }
    }
    // The mask's norm is 6; the median of a normal distribution's absolute value is 0.6745 of its
    // deviation.
    return Plane.quantile(0.5, Arrays.copyOf(differences, Math.max(1, count))) / (6 * 0.6745);
  }

  private static double impulses(Plane plane) {
    int impulses = 0;
    float[] around = new float[8];
    for (int row = 1; row < plane.height() - 1; row++) {
      for (int column = 1; column < plane.width() - 1; column++) {
        float centre = plane.at(row, column);
        // Most pixels are like their neighbour, which is quickly seen.
        if (Math.abs(centre - plane.at(row, column - 1)) > IMPULSE) {
          neighbours(plane, row, column, around);
          Arrays.sort(around);
          boolean impulse = centre > around[7] + IMPULSE || centre < around[0] - IMPULSE;
          impulses += impulse ? 1 : 0;
        }
      }
    }
    return (double) impulses / plane.values().length;
  }

  private static void neighbours(Plane plane, int row, int column, float... result) {
    int count = 0;
    for (int i = 0; i < 9; i++) {
      if (i != 4) {
        result[count++] = plane.at(row - 1 + i / 3, column - 1 + i % 3);
      }
    }
  }

  private static Plane median(Plane plane) {
    Plane result = plane.copy();
    float[] around = new float[9];
    for (int row = 0; row < plane.height(); row++) {
      for (int column = 0; column < plane.width(); column++) {
        for (int i = 0; i < 9; i++) {
          int y = Math.max(0, Math.min(row - 1 + i / 3, plane.height() - 1));
          int x = Math.max(0, Math.min(column - 1 + i % 3, plane.width() - 1));
          around[i] = plane.at(y, x);
        }
        Arrays.sort(around);
        result.values()[row * plane.width() + column] = around[4];
      }
    }
    return result;
  }

  /** Averages squares of {@code 2 radius + 1} pixels, where the picture has them. */
  static Plane averaged(Plane plane, int radius) {
    return rows(rows(plane, radius).transposed(), radius).transposed();
  }

  private static Plane rows(Plane plane, int radius) {
    int width = plane.width();
    Plane result = new Plane(plane.height(), width);
    for (int row = 0; row < plane.height(); row++) {
      double sum = 0;
      int from = 0;
      int to = 0;
      for (int column = 0; column < width; column++) {
        while (to < Math.min(width, column + radius + 1)) {
          sum += plane.at(row, to++);
        }
        while (from < column - radius) {
          sum -= plane.at(row, from++);
        }
        result.values()[row * width + column] = (float) (sum / (to - from));
      }
    }
    return result;
  }
}
