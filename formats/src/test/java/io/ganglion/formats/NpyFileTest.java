package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {

  @TempDir Path folder;

  /** An NPY array of version 1.0 with the given header. */
  static byte[] npy(String header, byte... data) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(10 + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .put(data)
        .array();
  }

  static String header(String descr, String shape) {
    return "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }\n";
  }

  private Path file(byte... content) throws IOException {
    return Files.write(folder.resolve("a.npy"), content);
  }

  @ParameterizedTest
  @CsvSource({
    "u1, UINT8, 0",
    "b1, UINT8, 0",
    "i1, INT64, 5",
    "little-i2, INT64, 5",
    "big-u2, INT64, 0",
    "little-i4, INT64, 5",
    "big-i4, INT64, 5",
    "little-u4, INT64, 0",
    "little-i8, INT64, 5",
    "big-i8, INT64, 5",
    "little-u8, INT64, 0",
    "little-f2, FLOAT32, 5",
    "big-f2, FLOAT32, 5",
    "little-f4, FLOAT32, 5",
    "big-f4, FLOAT32, 5",
    "little-f8, FLOAT64, 5",
    "big-f8, FLOAT64, 5",
  })
  void readsEveryNumericTypeOfNumPyInBothOrders(String stem, ElementType type, int subtracted)
      throws IOException {
    double[] expected = new double[24];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = stem.equals("b1") ? i % 2 : i - subtracted;
    }
    for (String order : new String[] {"c-", "fortran-"}) {
      NumericArray array = NpyFile.read(Golden.copy(order + stem + ".npy", folder));
      assertThat(array.shape()).isEqualTo(Shape.of(2, 3, 4));
      assertThat(array.elementType()).isEqualTo(type);
      assertThat(array.toDoubles()).as(order + stem).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"version-1.npy", "version-2.npy", "version-3.npy"})
  void readsEveryVersionOfTheFormat(String name) throws IOException {
    assertThat(NpyFile.read(Golden.copy(name, folder)).doubles())
        .containsExactly(0.1, -0.0, Double.MIN_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c-u1.npy",
        "c-little-i8.npy",
        "c-little-f4.npy",
        "c-little-f8.npy",
        "version-1.npy"
      })
  void writesTheBytesOfNumPy(String name) throws IOException {
    Path copy = folder.resolve("copy.npy");
    NpyFile.write(copy, NpyFile.read(Golden.copy(name, folder)));
    assertThat(Files.readAllBytes(copy)).isEqualTo(Golden.bytes(name));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void readsHalfPrecisionExactly(int exponent) throws IOException {
    short bits = (short) (exponent << 10 | 0x155);
    Path file =
        file(
            npy(
                header("'<f2'", "(3,)"),
                (byte) bits,
                (byte) (bits >> 8),
                (byte) 1,
                (byte) 0,
                (byte) 0,
                (byte) 0xFC));
    assertThat(NpyFile.read(file).floats())
        .containsExactly(
            (float) ((1 + 0x155 / 1024.0) * Math.pow(2, exponent - 15)),
            (float) Math.pow(2, -24),
            Float.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "object.npy; is an object array: pickled Python objects are never loaded",
        "structured.npy; is a structured array, expected one of b1, i1",
        "complex.npy; is of type '<c16', expected < or > and one of b1, i1",
        "scalar.npy; holds a single number, expected an array",
        "empty.npy; is empty: its shape is [0, 3]",
      })
  void refusesWhatIsNotAnArrayOfNumbers(String name, String message) throws IOException {
    Path file = Golden.copy(name, folder);
    assertThatThrownBy(() -> NpyFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": " + message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void comparesTheClaimedLengthWithTheFilesBeforeTakingMemory() throws IOException {
    Path file = file(npy(header("'<f8'", "(2147483647,)"), (byte) 1, (byte) 2));
    assertThatThrownBy(() -> NpyFile.read(file, Long.MAX_VALUE))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith(
            "claims [2147483647] elements of 8 bytes, 17179869176 bytes in all,"
                + " but 2 bytes follow its header");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(2147483648, 28, 28); but a dimension may be at most 2147483647",
        "(9223372036854775807, 9223372036854775807); but a dimension may be at most",
        "(65536, 65536, 65536, 65536); takes more than the limit of 1000000000000 bytes",
        "(65536, 65536); at most 2147483647 elements",
        "(99999999999999999999,); expected a dimension",
        "(-1,); expected a dimension",
      })
  void refusesShapesTooLargeForMemory(String shape, String message) throws IOException {
    Path file = file(npy(header("'|u1'", shape)));
    assertThatThrownBy(() -> NpyFile.read(file, 1_000_000_000_000L))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "{'descr': '<f8'}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': 1}",
        "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} 1",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1",
        "{'descr': '<f8', 'fortran_order': False, 'shape': [1]}",
        "{'descr': '<f8, 'fortran_order': False, 'shape': (1,)}",
        "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}",
        "{'descr': 'f8', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|f8', 'fortran_order': False, 'shape': (1,)}",
      })
  void refusesEveryOtherHeader(String header) throws IOException {
    Path file = file(npy(header, new byte[8]));
    assertThatThrownBy(() -> NpyFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected")
        .hasMessageNotContaining("\n");
  }

  @Test
  void refusesEveryFileThatIsCutOff() throws IOException {
    byte[] whole = Golden.bytes("c-little-f4.npy");
    for (int length = 0; length < whole.length; length++) {
      Path file = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> NpyFile.read(file)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void refusesUnsignedNumbersTooLargeForALong() throws IOException {
    byte[] largest = {-1, -1, -1, -1, -1, -1, -1, -1};
    Path file = file(npy(header("'<u8'", "(1,)"), largest));
    assertThatThrownBy(() -> NpyFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("holds 18446744073709551615, but whole numbers may be at most");
  }

  @Test
  void aMissingFileAndAFolderAreNamed() {
    assertThatThrownBy(() -> NpyFile.read(folder.resolve("none.npy")))
        .isInstanceOf(IOException.class)
        .hasMessage(folder.resolve("none.npy") + ": cannot be read: no such file");
    assertThatThrownBy(() -> NpyFile.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": cannot be read: it is a folder, expected a file");
  }
}
