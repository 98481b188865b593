package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {

  private static final int CENTRAL_ENTRY = 0x02014b50;
  private static final int CENTRAL_CRC = 16;
  private static final int CENTRAL_LENGTH = 24;

  @TempDir Path folder;

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private Path file(byte... content) throws IOException {
    return Files.write(folder.resolve("a.npz"), content);
  }

  /** Overwrites four bytes of the first entry in the archive's table of contents. */
  private static byte[] patch(byte[] zip, int field, int value) {
    ByteBuffer buffer = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (buffer.getInt(at) != CENTRAL_ENTRY) {
      at++;
    }
    return buffer.putInt(at + field, value).array();
  }

  @ParameterizedTest
  @ValueSource(strings = {"savez.npz", "savez_compressed.npz"})
  void readsWhatNumPySaves(String name) throws IOException {
    try (NpzFile file = NpzFile.open(Golden.copy(name, folder))) {
      assertThat(file.names()).containsExactly("x_train", "y_train", "float32", "float64");

      byte[] pixels = new byte[60];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (i * 37);
      }
      assertThat(file.shape("x_train")).isEqualTo(Shape.of(5, 4, 3));
      assertThat(file.read("x_train").bytes()).containsExactly(pixels);
      assertThat(file.read("y_train").longs()).containsExactly(3, 1, 4, 1, 5);
      assertThat(file.read("float32").floats())
          .containsExactly(0.1f, 2.5f, -3, Float.MIN_VALUE, 3.4e38f, 0);
      assertThat(file.read("float64").shape()).isEqualTo(Shape.of(2, 3));
      assertThat(file.read("float64").doubles())
          .containsExactly(0.1, 1 / 3.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e16);
    }
  }

  @Test
  void readsBackWhatItWrites() throws IOException {
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put(
        "0.weights", NumericArray.of(Shape.of(2, 2), new double[] {1, -0.0, Math.PI, Double.NaN}));
    arrays.put("labels", NumericArray.of(Shape.of(3), new long[] {Long.MIN_VALUE, 0, 7}));
    arrays.put("pixels", NumericArray.of(Shape.of(1, 2), new byte[] {-1, 3}));
    arrays.put("single", NumericArray.of(Shape.of(1), new float[] {0.1f}));
    Path path = folder.resolve("a.npz");
    NpzFile.write(path, arrays);
    try (NpzFile file = NpzFile.open(path)) {
      assertThat(file.names()).containsExactlyElementsOf(arrays.keySet());
      assertThat(file.read("0.weights").doubles()).containsExactly(1, -0.0, Math.PI, Double.NaN);
      assertThat(file.read("labels").longs()).containsExactly(Long.MIN_VALUE, 0, 7);
      assertThat(file.read("pixels").bytes()).containsExactly(-1, 3);
      assertThat(file.read("single").floats()).containsExactly(0.1f);
    }
  }

  @Provide
  Arbitrary<Map<String, String>> texts() {
    return Arbitraries.maps(Texts.any(), Texts.any().filter(text -> !text.isEmpty())).ofMaxSize(6);
  }

  @Property(tries = 200)
  void textsComeBackLetterForLetter(@ForAll("texts") Map<String, String> texts) throws IOException {
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    if (!texts.containsKey("a")) {
      arrays.put("a", NumericArray.of(Shape.of(1), new double[] {0.1}));
    }
    Path path = Files.createTempFile("texts", ".npz");
    try {
      NpzFile.write(path, arrays, texts);
      try (NpzFile file = NpzFile.open(path)) {
        assertThat(file.names()).containsAll(arrays.keySet()).containsAll(texts.keySet());
        for (Map.Entry<String, String> text : texts.entrySet()) {
          assertThat(file.text(text.getKey())).contains(text.getValue());
          assertThat(file.read(text.getKey()).bytes())
              .isEqualTo(text.getValue().getBytes(StandardCharsets.UTF_8));
        }
      }
    } finally {
      Files.delete(path);
    }
  }

  @Test
  void anArrayThatIsNotTextIsRefusedAsText() throws IOException {
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("numbers", NumericArray.of(Shape.of(2), new double[2]));
    arrays.put("image", NumericArray.of(Shape.of(1, 2), new byte[2]));
    arrays.put("latin", NumericArray.of(Shape.of(1), new byte[] {(byte) 0xFC}));
    arrays.put("long", NumericArray.of(Shape.of((1 << 24) + 1), new byte[(1 << 24) + 1]));
    Path path = folder.resolve("a.npz");
    NpzFile.write(path, arrays);
    try (NpzFile file = NpzFile.open(path)) {
      assertThat(file.text("missing")).isEmpty();
      assertThatThrownBy(() -> file.text("numbers"))
          .isInstanceOf(FormatException.class)
          .hasMessage(
              path
                  + ", array 'numbers': is float64 [2],"
                  + " expected a text: bytes in UTF-8, uint8 of one dimension");
      assertThatThrownBy(() -> file.text("image"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("is uint8 [1, 2], expected a text");
      assertThatThrownBy(() -> file.text("latin"))
          .isInstanceOf(FormatException.class)
          .hasMessage(path + ", array 'latin': is not text in UTF-8");
      assertThatThrownBy(() -> file.text("long"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("takes more than the limit of 16777216 bytes of memory");
    }
  }

  @Test
  void aTextThatCouldNotBeReadIsNotWritten() {
    Path path = folder.resolve("a.npz");
    Map<String, NumericArray> arrays = Map.of("a", NumericArray.of(Shape.of(1), new byte[1]));
    assertThatThrownBy(() -> NpzFile.write(path, arrays, Map.of("b", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the text 'b' has 0 bytes, expected 1 to 16777216");
    assertThatThrownBy(() -> NpzFile.write(path, arrays, Map.of("b", "ü".repeat((1 << 23) + 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the text 'b' has 16777218 bytes, expected 1 to 16777216");
    assertThatThrownBy(() -> NpzFile.write(path, arrays, Map.of("b", "\uD83D")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it holds half of a surrogate pair, expected valid Unicode");
    assertThatThrownBy(() -> NpzFile.write(path, arrays, Map.of("a", "text")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a text and an array are both named 'a', expected different names");
    assertThat(path).doesNotExist();
  }

  @Test
  void theSameArraysGiveTheSameBytes() throws IOException {
    Map<String, NumericArray> arrays =
        Map.of("a", NumericArray.of(Shape.of(2), new double[] {1, 2}));
    NpzFile.write(folder.resolve("one.npz"), arrays);
    byte[] one = Files.readAllBytes(folder.resolve("one.npz"));
    NpzFile.write(folder.resolve("two.npz"), arrays);
    assertThat(folder.resolve("two.npz")).hasBinaryContent(one);
    // Year 1980, month 2, day 1 in ZIP's time field, whatever the clock and the time zone.
    assertThat(ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN).getInt(10))
        .isEqualTo(0x0041_0000);
  }

  @Test
  void theErrorForAMissingArrayListsTheExistingOnes() throws IOException {
    Path path = Golden.copy("savez.npz", folder);
    try (NpzFile file = NpzFile.open(path)) {
      assertThatThrownBy(() -> file.read("x_test"))
          .isInstanceOf(FormatException.class)
          .hasMessage(
              path
                  + ": holds no array 'x_test'; it holds"
                  + " 'x_train', 'y_train', 'float32', 'float64'");
    }
  }

  @Test
  void refusesAnObjectArray() throws IOException {
    Path path = Golden.copy("object.npz", folder);
    try (NpzFile file = NpzFile.open(path)) {
      assertThatThrownBy(() -> file.read("a"))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(path + ", array 'a': is an object array: pickled Python objects");
    }
  }

  @Test
  void refusesABombThatExpandsBeyondTheLimit() throws IOException {
    int size = 50_000_000;
    byte[] array = NpyFileTest.npy(NpyFileTest.header("'|u1'", "(" + size + ",)"), new byte[size]);
    Path path = file(zip(Map.of("a.npy", array)));
    assertThat(Files.size(path)).isLessThan(60_000);
    try (NpzFile file = NpzFile.open(path, size - 1)) {
      assertThatThrownBy(() -> file.read("a"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("takes more than the limit of 49999999 bytes of memory");
    }
    try (NpzFile file = NpzFile.open(path, size)) {
      assertThat(file.read("a").shape()).isEqualTo(Shape.of(size));
    }
  }

  @Test
  void refusesAnEntryThatCannotExpandToItsClaimedLength() throws IOException {
    byte[] array = NpyFileTest.npy(NpyFileTest.header("'|u1'", "(2000000000,)"), new byte[8]);
    Path path = file(patch(zip(Map.of("a.npy", array)), CENTRAL_LENGTH, 2_000_000_079));
    try (NpzFile file = NpzFile.open(path, Long.MAX_VALUE)) {
      assertThatThrownBy(() -> file.read("a"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("expand to 2000000079, which is impossible");
    }
  }

  @Test
  void refusesAnEntryThatIsLongerOrShorterThanItClaims() throws IOException {
    byte[] longer = NpyFileTest.npy(NpyFileTest.header("'|u1'", "(8,)"), new byte[9]);
    Path path = file(patch(zip(Map.of("a.npy", longer)), CENTRAL_LENGTH, longer.length - 1));
    try (NpzFile file = NpzFile.open(path)) {
      assertThatThrownBy(() -> file.read("a")).isInstanceOf(FormatException.class);
    }
    byte[] shorter = NpyFileTest.npy(NpyFileTest.header("'|u1'", "(9,)"), new byte[8]);
    path = file(patch(zip(Map.of("a.npy", shorter)), CENTRAL_LENGTH, shorter.length + 1));
    try (NpzFile file = NpzFile.open(path)) {
      assertThatThrownBy(() -> file.read("a")).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void verifiesTheChecksum() throws IOException {
    byte[] array = NpyFileTest.npy(NpyFileTest.header("'|u1'", "(8,)"), new byte[8]);
    Path path = file(patch(zip(Map.of("a.npy", array)), CENTRAL_CRC, 12345));
    try (NpzFile file = NpzFile.open(path)) {
      assertThatThrownBy(() -> file.read("a"))
          .isInstanceOf(FormatException.class)
          .hasMessageEndingWith(
              "is damaged: its checksum does not match; get or write the file again");
    }
  }

  @Test
  void refusesTwoArraysWithOneName() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("first.npy", new byte[3]);
    entries.put("other.npy", new byte[3]);
    String zip = new String(zip(entries), StandardCharsets.ISO_8859_1);
    Path path = file(zip.replace("other", "first").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> NpzFile.open(path))
        .isInstanceOf(FormatException.class)
        .hasMessage(path + ": holds two arrays named 'first', expected one");
  }

  @Test
  void entryNamesAreNeverPaths() throws IOException {
    byte[] array = NpyFileTest.npy(NpyFileTest.header("'|u1'", "(1,)"), (byte) 7);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("../../escape\n.npy", array);
    entries.put("readme.txt", new byte[2]);
    entries.put("folder/", new byte[0]);
    try (NpzFile file = NpzFile.open(file(zip(entries)))) {
      assertThat(file.names()).containsExactly("../../escape\n");
      assertThat(file.read("../../escape\n").bytes()).containsExactly(7);
      assertThatThrownBy(() -> file.read("b\n"))
          .hasMessageContaining("holds no array 'b?'; it holds '../../escape?'")
          .hasMessageNotContaining("\n");
    }
    assertThat(folder.toFile().list()).containsExactly("a.npz");
  }

  @Test
  void refusesAFileThatIsNotAnArchiveOrIsCutOff() throws IOException {
    byte[] whole = Golden.bytes("savez_compressed.npz");
    for (int length = 0; length < whole.length; length += 7) {
      Path path = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> NpzFile.open(path))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(path + ": is not an NPZ file, or is cut off or damaged")
          .hasMessageEndingWith("; get or write the file again");
    }
  }

  @Test
  void refusesTooManyEntries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i <= 100_000; i++) {
      entries.put(i + ".npy", new byte[0]);
    }
    Path path = file(zip(entries));
    assertThatThrownBy(() -> NpzFile.open(path))
        .isInstanceOf(FormatException.class)
        .hasMessage(path + ": holds 100001 entries, expected at most 100000");
  }
}
