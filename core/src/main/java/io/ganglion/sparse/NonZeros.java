package io.ganglion.sparse;

/**
 * Which elements of a matrix are not zero, for backends that own their loops and skip the zeros.
 *
 * <p>Four pixels in five of a handwritten digit are 0. A storage makes the list when it is written,
 * once, {@linkplain #clear clears} it when a kernel changes the elements, and uses it wherever it is
 * the left factor of a product. A matrix with few zeros, such as weights, gets no list and takes no
 * memory for one. Not thread-safe, but any number of threads may use a list that nobody changes.
 */
public final class NonZeros {

  /** With fewer zeros than this share of the elements, a list saves too little. */
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
   * Lists the elements of a matrix that are not zero, if enough of them are.
   *
   * @param source the elements in row-major order; not modified
   * @param offset where they begin
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

  /** Lists a row; four zeros together are passed over at once, since zeros come in long runs. */
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

  /** The bits of a number without its sign: 0 for both zeros, and for nothing else. */
  private static long bits(double value) {
    return Double.doubleToRawLongBits(value) << 1;
  }

  /** 1 if any bit is set, without a branch that would be guessed wrongly half of the time. */
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

  /** Forgets the list: the elements change. */
  public void clear() {
    listed = false;
  }

  /**
   * Whether the non-zero elements are listed. If not, any element may be one.
   *
   * @return whether {@link #columns}, {@link #start} and {@link #end} hold
   */
  public boolean isListed() {
    return listed;
  }

  /**
   * The columns of the non-zero elements, row after row, ascending in each.
   *
   * @return the live list, not to be modified
   */
  public int[] columns() {
    return list;
  }

  /**
   * Where in {@link #columns} each row begins; one more place says where the last one ends.
   *
   * @return the live list, not to be modified
   */
  public int[] starts() {
    return starts;
  }

  /**
   * Where in {@link #columns} a row begins.
   *
   * @param row from 0 on
   * @return the place of its first non-zero element
   */
  public int start(int row) {
    return starts[row];
  }

  /**
   * Where in {@link #columns} a row ends.
   *
   * @param row from 0 on
   * @return one more than the place of its last non-zero element
   */
  public int end(int row) {
    return starts[row + 1];
  }

  /** How many rows the matrix has. */
  int rowCount() {
    return rows;
  }

  /** How many columns the matrix has. */
  int columnCount() {
    return columns;
  }
}
