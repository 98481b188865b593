package io.ganglion.sparse;

import java.util.Arrays;

/**
 * Which elements of each column of a matrix are not zero: a {@link NonZeros} read the other way.
 *
 * <p>A product {@code aᵀ b} of a batch needs, for each of its rows, the samples that have something
 * there. The list is made anew in every such product, from the list of a; so it belongs to the
 * storage that the product modifies, and not to a, which other threads may read. It takes no memory
 * before it is first made, and keeps what it has. Not thread-safe.
 *
 * <p>It is made by counting: Knuth, <em>The Art of Computer Programming</em>, volume 3, section 5.2,
 * algorithm D.
 */
public final class NonZerosByColumn {

  private int[] starts = {};
  private int[] list = {};

  /** Makes a list of nothing. */
  public NonZerosByColumn() {}

  /**
   * Lists what a list by rows holds, column by column.
   *
   * @param nonZeros a list that {@linkplain NonZeros#isListed holds}; not modified
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
    // Two places further on, so that where a column begins can move to its end while it is filled.
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
   * The rows of the non-zero elements, column after column, ascending in each.
   *
   * @return the live list, not to be modified
   */
  public int[] rows() {
    return list;
  }

  /**
   * Where in {@link #rows} each column begins; one more place says where the last one ends.
   *
   * @return the live list, not to be modified
   */
  public int[] starts() {
    return starts;
  }
}
