package io.ganglion.testkit;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@code create}, {@code rows}, {@code columns}, {@code write}, {@code read} and
 * {@code release}.
 */
public abstract class StorageContract extends AreaContract {

  private static final double[] SPECIAL = {
    0.1,
    -1 / 3.0,
    -0.0,
    0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    -Double.MIN_NORMAL,
    Double.MIN_VALUE,
    Float.MAX_VALUE,
    Float.MAX_VALUE * (1 + 0x1p-25),
    Float.MAX_VALUE * (1 + 0x1p-24),
    Float.MIN_NORMAL,
    Float.MIN_VALUE,
    Float.MIN_VALUE * 0.5,
    Float.MIN_VALUE * 0.75,
    1 + 0x1p-24,
    1 + 0x1p-24 + 0x1p-50,
    1 + 3 * 0x1p-24,
    16_777_217,
  };

  /** For subclasses. */
  protected StorageContract() {}

  @Test
  @DisplayName("create gives zeros")
  void createGivesZeros() {
    for (int size : SIZES) {
      for (int[] shape : new int[][] {{1, size}, {size, 1}, {7, size}}) {
        workspace()
            .check(
                () -> {
                  Matrix zeros = Matrix.zeros(shape[0], shape[1]);
                  Object storage = workspace().backend().create(shape[0], shape[1]);
                  double[] values = new double[zeros.values().length];
                  Arrays.fill(values, Double.NaN);
                  workspace().backend().read(storage, values, 0);
                  workspace()
                      .requireBits(
                          "create " + zeros.size(),
                          zeros,
                          new Matrix(shape[0], shape[1], values),
                          "that new memory is cleared, even if it was used before.");
                  // Leaves something behind for the next storage to find, if memory is reused.
                  Arrays.fill(values, 3);
                  workspace().backend().write(values, 0, storage);
                  workspace().backend().release(storage);
                });
      }
    }
  }

  @Test
  @DisplayName("a storage keeps the rows and columns that it was created with")
  void keepsTheSizeOfItsCreation() {
    for (int size : SIZES) {
      for (int[] shape : new int[][] {{1, size}, {size, 1}, {7, size}, {size, 13}}) {
        workspace()
            .check(
                () -> {
                  Matrix matrix = workspace().matrix(shape[0], shape[1], Fill.REALS);
                  Object storage = workspace().backend().create(shape[0], shape[1]);
                  requireSize("after create", matrix, storage);
                  workspace().backend().write(matrix.values(), 0, storage);
                  requireSize("after write", matrix, storage);
                  Object other = workspace().store(matrix.transposed());
                  workspace().backend().reshape(other, storage);
                  requireSize("after reshape from " + matrix.transposed().size(), matrix, storage);
                  Object row = workspace().store(workspace().matrix(1, shape[1], Fill.REALS));
                  Object column = workspace().store(workspace().matrix(1, shape[0], Fill.REALS));
                  workspace().backend().rankUpdate(1, column, row, 0, storage);
                  requireSize("after rankUpdate", matrix, storage);
                  workspace().backend().read(storage, matrix.values().clone(), 0);
                  requireSize("after read", matrix, storage);
                  List.of(other, row, column).forEach(workspace()::release);
                  workspace().backend().release(storage);
                });
      }
    }
  }

  private void requireSize(String moment, Matrix size, Object storage) {
    int rows = workspace().backend().rows(storage);
    int columns = workspace().backend().columns(storage);
    workspace()
        .require(
            rows == size.rows() && columns == size.columns(),
            "a storage made as "
                + size.size()
                + " has "
                + rows
                + " rows and "
                + columns
                + " columns "
                + moment,
            "that rows and columns are those given to create, even if the library stores the"
                + " matrix transposed.");
  }

  @Test
  @DisplayName("read returns what was written, in row-major order")
  void readReturnsWhatWasWritten() {
    for (int size : SIZES) {
      for (int[] shape : new int[][] {{1, size}, {size, 1}, {7, size}, {size, 13}}) {
        workspace()
            .check(
                () -> {
                  Matrix matrix = workspace().matrix(shape[0], shape[1], Fill.REALS);
                  workspace()
                      .requireBits(
                          "write and read " + matrix.size(),
                          matrix,
                          workspace().load(workspace().store(matrix)),
                          "that write and read agree on the order of the elements.");
                });
      }
    }
  }

  @Test
  @DisplayName("row-major order matches rows and columns of the matrix")
  void rowMajorOrderIsTheOrderOfTheMatrix() {
    for (int[] shape : new int[][] {{2, 3}, {3, 2}, {7, 13}, {13, 7}, {4, 4}}) {
      workspace()
          .check(
              () -> {
                Matrix matrix = workspace().matrix(shape[0], shape[1], Fill.INTEGERS);
                Object storage = workspace().store(matrix);
                for (int row = 0; row < shape[0]; row++) {
                  Matrix pick = Matrix.zeros(1, shape[0]);
                  pick.set(0, row, 1);
                  Call call =
                      new Call(
                          ProductKernels.linear(),
                          List.of(pick, matrix),
                          List.of(Matrix.zeros(1, shape[1])));
                  workspace()
                      .compare(
                          "row " + row + " of a written matrix, selected with " + call,
                          call.expected(workspace().tolerance()).get(0).exactly(),
                          workspace()
                              .run(
                                  call,
                                  List.of(workspace().store(pick), storage),
                                  workspace().store(call.outputs()))
                              .get(0),
                          "that write and read do not both transpose.");
                }
              });
    }
  }

  @Test
  @DisplayName("write rounds to the precision as a cast does")
  void writeRoundsToThePrecision() {
    Matrix written = new Matrix(1, SPECIAL.length, SPECIAL);
    workspace()
        .requireBits(
            "written and read",
            written.map(workspace().tolerance()::round),
            workspace().load(workspace().store(written)),
            "that float32 stores (float) value, and float64 every bit of a double.");
  }

  @Test
  @DisplayName("write starts at its offset")
  void writeBeginsAtItsOffset() {
    Matrix matrix = workspace().matrix(3, 7, Fill.REALS);
    for (int offset : new int[] {1, 5, 100}) {
      workspace()
          .check(
              () -> {
                double[] source = new double[offset + 21 + 4];
                Arrays.fill(source, Double.NaN);
                System.arraycopy(matrix.values(), 0, source, offset, 21);
                Object storage = workspace().store(Matrix.zeros(3, 7));
                workspace().backend().write(source, offset, storage);
                workspace()
                    .requireBits(
                        "write from offset " + offset,
                        matrix,
                        workspace().load(storage),
                        "that write takes rows · columns elements, starting at source[offset].");
              });
    }
  }

  @Test
  @DisplayName("read starts at its offset and writes nothing else")
  void readBeginsAtItsOffset() {
    Matrix matrix = workspace().matrix(3, 7, Fill.REALS);
    Object storage = workspace().store(matrix);
    for (int offset : new int[] {0, 1, 5, 100}) {
      workspace()
          .check(
              () -> {
                Matrix expected = Matrix.filled(1, offset + 21 + 4, -7);
                double[] target = expected.values().clone();
                System.arraycopy(matrix.values(), 0, expected.values(), offset, 21);
                workspace().backend().read(storage, target, offset);
                workspace()
                    .requireBits(
                        "read to offset " + offset,
                        expected,
                        new Matrix(1, target.length, target),
                        "that read fills rows · columns elements from target[offset] on, and no others.");
              });
    }
  }

  @Test
  @DisplayName("write leaves its array untouched and does not keep it")
  void writeDoesNotKeepItsArray() {
    for (int[] shape : new int[][] {{1, 8}, {3, 7}, {7, 1}}) {
      workspace()
          .check(
              () -> {
                Matrix matrix = workspace().matrix(shape[0], shape[1], Fill.REALS);
                double[] source = matrix.values().clone();
                Object storage = workspace().store(new Matrix(shape[0], shape[1], source));
                String advice = "that write copies the elements instead of wrapping the array.";
                workspace()
                    .requireBits(
                        "the array after write",
                        matrix,
                        new Matrix(shape[0], shape[1], source.clone()),
                        advice);
                Call call = new Call(Kernels.scale(2), List.of(), List.of(matrix));
                workspace().run(call, List.of(), List.of(storage));
                workspace()
                    .requireBits(
                        "the array after a kernel",
                        matrix,
                        new Matrix(shape[0], shape[1], source.clone()),
                        advice);
                Matrix doubled = workspace().load(storage);
                Arrays.fill(source, 99);
                workspace()
                    .requireBits(
                        "a storage after a change of its array",
                        doubled,
                        workspace().load(storage),
                        advice);
              });
    }
  }

  @Test
  @DisplayName("changing the array after read does not change the storage")
  void readGivesACopy() {
    Matrix matrix = workspace().matrix(3, 7, Fill.REALS);
    Object storage = workspace().store(matrix);
    double[] target = new double[21];
    workspace().backend().read(storage, target, 0);
    Arrays.fill(target, 99);
    workspace()
        .requireBits(
            "a storage after a change of the array it was read into",
            matrix,
            workspace().load(storage),
            "that read copies the elements.");
  }

  @Test
  @DisplayName("writing again replaces every element")
  void writingAgainReplacesEveryElement() {
    Object storage = workspace().store(workspace().matrix(7, 13, Fill.SPARSE));
    for (Fill fill : Fill.values()) {
      workspace()
          .check(
              () -> {
                Matrix next = workspace().matrix(7, 13, fill);
                workspace().backend().write(next.values(), 0, storage);
                workspace()
                    .requireBits(
                        "written again",
                        next,
                        workspace().load(storage),
                        "that write also writes zeros.");
              });
    }
  }

  @Test
  @DisplayName("storages of one size share nothing, even after one was released")
  void storagesAreIndependent() {
    Matrix first = workspace().matrix(3, 7, Fill.REALS);
    Matrix second = workspace().matrix(3, 7, Fill.REALS);
    Object one = workspace().store(first);
    Object other = workspace().store(second);
    String advice = "that create gives every storage memory of its own.";
    workspace().requireBits("the first of two", first, workspace().load(one), advice);
    workspace().requireBits("the second of two", second, workspace().load(other), advice);
    workspace().release(one);
    Object third = workspace().store(first);
    workspace().requireBits("after a release", second, workspace().load(other), advice);
    workspace().requireBits("made after a release", first, workspace().load(third), advice);
  }
}
