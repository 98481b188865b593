package io.ganglion.sparse;

import java.util.Arrays;

/**
 * The list of the non-zero elements of a matrix, column by column; {@link NonZeros} is row by row.
 *
 * <p>Each row of a product {@code aᵀ b} over a batch sums the samples in which one column of a is
 * not zero. Every such product makes the list again, from the list of a; it therefore belongs to
 * the storage that the product modifies, and not to a, which other threads may read. Its memory is
 * allocated on first use, and kept. Not thread-safe.
 *
 * <p>It is made by distribution counting: Knuth, <em>The Art of Computer Programming</em>, volume
 * 3, section 5.2, algorithm D.
 */
public final class NonZerosByColumn {

  private int[] starts = {};
  private int[] list = {};

  /** Makes an empty list. */
  public NonZerosByColumn() {}

  /**
   * Lists, column by column, the elements that another list has row by row.
   *
   * @param nonZeros a {@linkplain NonZeros#isListed valid} list; not modified
   */
  public void list(NonZeros nonZeros) {
    int rows = nonZeros.rowCount();
    int columns = nonZeros.columnCount();
    int[] listed = nonZeros.columns();
    int count = nonZeros.end(rows - 1);
    if (starts.length != columns + 2) {
      starts = new int[columns + 2];
    }
    if (list.length < count) {
      list = new int[rows * columns];
    }
    // Counts are stored two places further on, so that the start of each column can advance to its
    // end while the column is filled.
    int[] next = starts;
    Arrays.fill(next, 0);
    for (int k = 0; k < count; k++) {
      next[listed[k] + 2]++;
    }
    for (int j = 2; j < next.length; j++) {
      next[j] += next[j - 1];
    }
    int[] places = list;
    for (int i = 0; i < rows; i++) {
      int end = nonZeros.end(i);
      for (int k = nonZeros.start(i); k < end; k++) {
        places[next[listed[k] + 1]++] = i;
      }
    }
  }

  /**
   * The rows of the non-zero elements, column by column, in ascending order within each.
   *
   * @return the internal array; must not be modified
   */
  public int[] rows() {
    return list;
  }

  /**
   * The index in {@link #rows} where each column begins, followed by that where the last one ends.
   *
   * @return the internal array; must not be modified
   */
  public int[] starts() {
    return starts;
  }
}
