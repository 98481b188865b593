package io.ganglion.picture.ink;

import java.util.Arrays;

/**
 * Finds and erases the lines of ruled and squared paper: thin straight lines from one border of the
 * picture to the opposite one, at any small angle.
 *
 * <p>A line is the path from border to border on which most pixels are ink, found by dynamic
 * programming; a path goes on to the next row or to a neighbour of it. Where the ink across the
 * path is thin, it is the line's, and is erased. Where it is not, a stroke crosses the line and
 * stays.
 *
 * <p>Sources: J. S. Cardoso, A. Capela, A. Rebelo, C. Guedes, J. Pinto da Costa, "Staff detection
 * with stable paths", IEEE Transactions on Pattern Analysis and Machine Intelligence 31 (2009); C.
 * Dalitz, M. Droettboom, B. Pranzas, I. Fujinaga, "A comparative study of staff removal
 * algorithms", the same, 30 (2008).
 */
final class Rulings {
  /** The least part of a path that is ink, and that is thin ink. */
  private static final double LEAST_INK = 0.8;

  private static final double LEAST_THIN = 0.3;

  /** What a pixel of a crossing stroke counts, and what a step aside costs. */
  private static final float CROSSING = 0.6f;

  private static final float STEP_ASIDE = 0.1f;
  private static final int MOST_ROUNDS = 6;

  private final Plane ink;
  private final float least;
  private final int thickest;
  private final int[] lengths;
  private final byte[] steps;
  private float[] scores;
  private int count;
  private float thickness;
  private float strength;

  private Rulings(Plane ink, float least, int thickest) {
    this.ink = ink;
    this.least = least;
    this.thickest = thickest;
    this.lengths = new int[ink.values().length];
    this.steps = new byte[ink.values().length];
    this.scores = new float[ink.width()];
  }

  /**
   * What is left without lines.
   *
   * @param ink the ink
   * @param lines how many lines were erased
   * @param thickness of the thickest of them, in pixels
   * @param strength of the strongest of them, as half of its pixels have it
   */
  record Erased(Plane ink, int lines, float thickness, float strength) {}

  /**
   * Erases the lines.
   *
   * @param ink not modified
   * @param least weaker pixels are paper
   * @param thickest lines are not thicker than so many pixels
   */
  static Erased erase(Plane ink, float least, int thickest) {
    Rulings down = new Rulings(ink.copy(), least, thickest);
    down.eraseAll();
    Rulings across = new Rulings(down.ink.transposed(), least, thickest);
    across.eraseAll();
    return new Erased(
        across.ink.transposed(),
        down.count + across.count,
        Math.max(down.thickness, across.thickness),
        Math.max(down.strength, across.strength));
  }

  /** Erases lines from the top to the bottom. */
  private void eraseAll() {
    int round = 0;
    while (round < MOST_ROUNDS && erase()) {
      round++;
    }
  }

  /** Erases those lines that have no path in common, and returns whether there were any. */
  private boolean erase() {
    measure();
    score();
    int[] bestEnds = new int[ink.width()];
    Arrays.fill(bestEnds, -1);
    for (int end = 0; end < bestEnds.length; end++) {
      if (scores[end] >= LEAST_THIN * ink.height()) {
        int start = path(end)[0];
        if (bestEnds[start] < 0 || scores[bestEnds[start]] < scores[end]) {
          bestEnds[start] = end;
        }
      }
    }
    int before = count;
    for (int end : bestEnds) {
      if (end >= 0) {
        erase(path(end));
      }
    }
    return count > before;
  }

  /** Notes for each pixel of ink how many there are beside each other. */
  private void measure() {
    int width = ink.width();
    Arrays.fill(lengths, 0);
    for (int row = 0; row < ink.height(); row++) {
      int start = 0;
      for (int column = 0; column <= width; column++) {
        if (column == width || ink.at(row, column) < least) {
          Arrays.fill(lengths, row * width + start, row * width + column, column - start);
          start = column + 1;
          if (column < width) {
            lengths[row * width + column] = 0;
          }
        }
      }
    }
  }

  /** Finds the best path to each pixel of the last row. */
  private void score() {
    int width = ink.width();
    Arrays.fill(scores, 0);
    float[] next = new float[width];
    for (int row = 0; row < ink.height(); row++) {
      for (int column = 0; column < width; column++) {
        float best = scores[column];
        int step = 0;
        if (column > 0 && scores[column - 1] - STEP_ASIDE > best) {
          best = scores[column - 1] - STEP_ASIDE;
          step = -1;
        }
        if (column < width - 1 && scores[column + 1] - STEP_ASIDE > best) {
          best = scores[column + 1] - STEP_ASIDE;
          step = 1;
        }
        int length = lengths[row * width + column];
        float gain = length == 0 ? 0 : length <= thickest ? 1 : CROSSING;
        next[column] = best + gain;
        steps[row * width + column] = (byte) step;
      }
      float[] last = scores;
      scores = next;
      next = last;
    }
  }

  /** Returns the column of a path in each row. */
  private int[] path(int end) {
    int[] columns = new int[ink.height()];
    int column = end;
    for (int row = ink.height() - 1; row >= 0; row--) {
      columns[row] = column;
      column += steps[row * ink.width() + column];
    }
    return columns;
  }

  /** Erases the thin ink on a path, if it is a line. */
  private void erase(int... path) {
    int width = ink.width();
    float[] thin = new float[path.length];
    int thinCount = 0;
    int inkCount = 0;
    for (int row = 0; row < path.length; row++) {
      int length = lengths[row * width + path[row]];
      inkCount += length > 0 ? 1 : 0;
      if (length > 0 && length <= thickest) {
        thin[thinCount++] = length;
      }
    }
    if (thinCount < LEAST_THIN * path.length
        || inkCount < LEAST_INK * path.length
        || !isStraight(path)) {
      return;
    }
    float usual = Plane.quantile(0.5, Arrays.copyOf(thin, thinCount));
    boolean erased = false;
    float[] strengths = new float[path.length];
    int erasedCount = 0;
    for (int row = 0; row < path.length; row++) {
      int length = lengths[row * width + path[row]];
      if (length > 0 && length <= 1.5 * usual + 1) {
        strengths[erasedCount++] = ink.at(row, path[row]);
        erased |= erase(row, path[row]);
      }
    }
    count += erased ? 1 : 0;
    thickness = Math.max(thickness, usual);
    strength = Math.max(strength, Plane.quantile(0.5, Arrays.copyOf(strengths, erasedCount)));
  }

  /** Erases the ink beside each other at a pixel. */
  private boolean erase(int row, int column) {
    int from = column;
    while (from > 0 && ink.at(row, from - 1) >= least) {
      from--;
    }
    int to = column;
    while (to < ink.width() && ink.at(row, to) >= least) {
      to++;
    }
    int start = row * ink.width();
    Arrays.fill(ink.values(), start + from, start + to, 0);
    return to > from;
  }

  /** Returns whether a path keeps to a straight line. */
  private boolean isStraight(int... path) {
    Line line = Line.through(path);
    double allowed = Math.max(1.5, 0.012 * path.length);
    int outside = 0;
    for (int row = 0; row < path.length; row++) {
      outside += Math.abs(path[row] - line.at(row)) > allowed ? 1 : 0;
    }
    return outside <= path.length / 5;
  }
}
