package io.ganglion.sparse;

/**
 * The list of the non-zero elements of a matrix, for backends that implement their own loops and
 * skip zeros.
 *
 * <p>Four in five pixels of a handwritten digit are 0. A storage makes the list when it is written,
 * {@linkplain #clear clears} it when a kernel modifies the elements, and uses it when the matrix is
 * the left factor of a product. A matrix with few zeros, such as weights, gets no list and uses no
 * memory for one. Not thread-safe, but any number of threads may read a list that none modifies.
 */
public final class NonZeros {

  /** Below this fraction of zeros, a list saves too little. */
  private static final double SPARSE = 0.25;

  private final int rows;
  private final int columns;
  private int[] starts;
  private int[] list;
  private boolean listed;

  /**
   * Makes an empty list.
   *
   * @param rows number of rows of the matrix
   * @param columns number of columns of the matrix
   */
  public NonZeros(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Lists the non-zero elements of a matrix, if enough elements are zero.
   *
   * @param source the elements in row-major order; not modified
   * @param offset index of the first one
   */
  public void list(double[] source, int offset) {
    if (list == null) {
      if (!isSparse(count(source, offset))) {
        return;
      }
      starts = new int[rows + 1];
      list = new int[rows * columns];
    }
    int count = 0;
    for (int i = 0; i < rows; i++) {
      starts[i] = count;
      count = listRow(source, offset + i * columns, count);
    }
    starts[rows] = count;
    listed = isSparse(count);
  }

  /** Lists a row, skipping four zeros at a time, since zeros come in long runs. */
  private int listRow(double[] source, int row, int before) {
    int[] places = list;
    int count = before;
    int j = 0;
    for (; j <= columns - 4; j += 4) {
      long bits0 = bits(source[row + j]);
      long bits1 = bits(source[row + j + 1]);
      long bits2 = bits(source[row + j + 2]);
      long bits3 = bits(source[row + j + 3]);
      if ((bits0 | bits1 | bits2 | bits3) != 0) {
        places[count] = j;
        count += oneUnlessZero(bits0);
        places[count] = j + 1;
        count += oneUnlessZero(bits1);
        places[count] = j + 2;
        count += oneUnlessZero(bits2);
        places[count] = j + 3;
        count += oneUnlessZero(bits3);
      }
    }
    for (; j < columns; j++) {
      places[count] = j;
      count += oneUnlessZero(bits(source[row + j]));
    }
    return count;
  }

  /** The bits of a number without its sign: 0 for 0 and −0 only. */
  private static long bits(double value) {
    return Double.doubleToRawLongBits(value) << 1;
  }

  /** 1 if any bit is set; without a branch, which would be mispredicted half of the time. */
  private static int oneUnlessZero(long bits) {
    return (int) ((bits | -bits) >>> 63);
  }

  private int count(double[] source, int offset) {
    int count = 0;
    for (int i = offset; i < offset + rows * columns; i++) {
      count += source[i] != 0 ? 1 : 0;
    }
    return count;
  }

  private boolean isSparse(int count) {
    return count <= (1 - SPARSE) * rows * columns;
  }

  /** Discards the list, since the elements are about to change. */
  public void clear() {
    listed = false;
  }

  /**
   * Whether the non-zero elements are listed. If not, any element may be non-zero.
   *
   * @return whether {@link #columns}, {@link #start} and {@link #end} are valid
   */
  public boolean isListed() {
    return listed;
  }

  /**
   * The columns of the non-zero elements, row by row, in ascending order within each.
   *
   * @return the internal array; must not be modified
   */
  public int[] columns() {
    return list;
  }

  /**
   * The index in {@link #columns} where each row begins, followed by that where the last one ends.
   *
   * @return the internal array; must not be modified
   */
  public int[] starts() {
    return starts;
  }

  /**
   * The index in {@link #columns} where a row begins.
   *
   * @param row index of the row, from 0
   * @return the index of its first non-zero element
   */
  public int start(int row) {
    return starts[row];
  }

  /**
   * The index in {@link #columns} where a row ends.
   *
   * @param row index of the row, from 0
   * @return one more than the index of its last non-zero element
   */
  public int end(int row) {
    return starts[row + 1];
  }

  /**
   * Lists those columns of a matrix of one row that may be non-zero here and are zero in another
   * row: the listed ones among them, or all if none are listed.
   *
   * @param other holds the other row; not modified
   * @param offset index of its first element
   * @param target gets the columns in ascending order; at least as many elements as columns
   * @return how many there are
   */
  public int listWhereZero(double[] other, int offset, int[] target) {
    boolean all = !listed;
    int end = all ? columns : starts[1];
    int count = 0;
    for (int k = 0; k < end; k++) {
      int j = all ? k : list[k];
      target[count] = j;
      count += 1 - oneUnlessZero(bits(other[offset + j]));
    }
    return count;
  }

  /**
   * The same for a row of floats.
   *
   * @param other holds the other row; not modified
   * @param offset index of its first element
   * @param target gets the columns in ascending order; at least as many elements as columns
   * @return how many there are
   */
  public int listWhereZero(float[] other, int offset, int[] target) {
    boolean all = !listed;
    int end = all ? columns : starts[1];
    int count = 0;
    for (int k = 0; k < end; k++) {
      int j = all ? k : list[k];
      target[count] = j;
      count += 1 - oneUnlessZero(bits(other[offset + j]));
    }
    return count;
  }

  /** The number of rows of the matrix. */
  int rowCount() {
    return rows;
  }

  /** The number of columns of the matrix. */
  int columnCount() {
    return columns;
  }
}
