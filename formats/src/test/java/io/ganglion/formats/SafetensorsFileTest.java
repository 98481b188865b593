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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {

  @TempDir Path folder;

  private Path file(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return file(text.length, text, dataBytes);
  }

  private Path file(long claimedHeader, byte[] header, int dataBytes) throws IOException {
    ByteBuffer content =
        ByteBuffer.allocate(8 + header.length + dataBytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(claimedHeader)
            .put(header);
    return Files.write(folder.resolve("a.safetensors"), content.array());
  }

  @Test
  void readsWhatTheSafetensorsLibraryWrites() throws IOException {
    double[] weights;
    try (NpzFile npz = NpzFile.open(Golden.copy("weights.npz", folder))) {
      weights = npz.read("0.weights").doubles();
    }
    try (SafetensorsFile file = SafetensorsFile.open(Golden.copy("weights.safetensors", folder))) {
      assertThat(file.names()).containsExactlyInAnyOrder("0.weights", "1.weights");
      assertThat(file.shape("0.weights")).isEqualTo(Shape.of(3, 4));
      assertThat(file.read("0.weights").doubles()).containsExactly(weights);
      assertThat(file.read("1.weights").shape()).isEqualTo(Shape.of(4, 2));
      assertThat(file.metadata()).isEqualTo(Map.of("made", "by safetensors")).isUnmodifiable();
      assertThat(file.text("made")).contains("by safetensors");
      assertThat(file.text("0.weights")).isEmpty();
    }
  }

  @Test
  void readsBackWhatItWrites() throws IOException {
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("a \"quoted\" ü", NumericArray.of(Shape.of(1, 2), new double[] {-0.0, Double.NaN}));
    arrays.put("single", NumericArray.of(Shape.of(3), new float[] {0.1f, Float.MIN_VALUE, -2}));
    arrays.put("whole", NumericArray.of(Shape.of(1), new long[] {Long.MIN_VALUE}));
    arrays.put("bytes", NumericArray.of(Shape.of(3), new byte[] {1, -1, 0}));
    Path path = folder.resolve("a.safetensors");
    SafetensorsFile.write(path, arrays);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.names()).containsExactlyElementsOf(arrays.keySet());
      assertThat(file.read("bytes").bytes()).containsExactly(1, -1, 0);
      assertThat(file.read("whole").longs()).containsExactly(Long.MIN_VALUE);
      assertThat(file.read("single").floats()).containsExactly(0.1f, Float.MIN_VALUE, -2);
      assertThat(file.read("a \"quoted\" ü").doubles()).containsExactly(-0.0, Double.NaN);
    }
  }

  @Test
  void theElementsBeginAtAMultipleOfEight() throws IOException {
    Path path = folder.resolve("a.safetensors");
    for (String name : new String[] {"a", "ab", "abc", "abcd"}) {
      SafetensorsFile.write(path, Map.of(name, NumericArray.of(Shape.of(1), new double[] {1})));
      assertThat(Files.size(path) % 8).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "[0, 8]; [8, 16]; 20; holds 20 bytes of data, but its arrays end at 16",
        "[0, 8]; [8, 16]; 12; array 'b': ends at offset 16, but the file holds 12 bytes of data",
        "[0, 8]; [4, 12]; 12; array 'b': overlaps the array before it: it begins at offset 4",
        "[0, 8]; [0, 8]; 8; overlaps the array before it: it begins at offset 0, expected 8",
        "[0, 8]; [12, 20]; 20; array 'b': leaves a gap before it: it begins at offset 12",
        "[4, 12]; [12, 20]; 20; array 'a': leaves a gap before it: it begins at offset 4",
        "[0, 8]; [8, 15]; 15; array 'b': has the offsets [8, 15], expected a range of 8 bytes",
        "[0, 8]; [16, 8]; 16; array 'b': has the offsets [16, 8], expected a range of 8 bytes",
        "[0, 8]; [-8, 0]; 16; array 'b': has the offsets [-8, 0], expected a range of 8 bytes",
        "[0, 8]; [8]; 16; array 'b': has the offsets [8], expected a range of 8 bytes",
        "[0, 8]; [9223372036854775800, -9223372036854775808]; 16; expected a range of 8 bytes",
        "[0, 8]; [9223372036854775808, 9223372036854775816]; 16; has a damaged header",
        "[0, 8]; [8, 16.0]; 16; found a number, expected a whole number",
      })
  void refusesOffsetsThatDoNotTileTheFile(String a, String b, int bytes, String message)
      throws IOException {
    Path path =
        file(
            String.format(
                Locale.ROOT,
                ("{'a':{'dtype':'F32','shape':[2],'data_offsets':%s},"
                        + "'b':{'dtype':'F32','shape':[1,2],'data_offsets':%s}}")
                    .replace('\'', '"'),
                a,
                b),
            bytes);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "[]; its header does not start with a {",
        "{'a':; has a damaged header: it is cut off",
        "{} x; has a damaged header",
        "{} {}; has text after the closing } of its header, expected none",
        "{'a':1}; array 'a': has a damaged entry in the header: found a whole number",
        "{'a':{}}; array 'a': lacks one of 'dtype', 'shape' and 'data_offsets'",
        "{'a':{'dtype':'BF16','shape':[1],'data_offsets':[0,8]}}; is of type 'BF16', expected one",
        "{'a':{'dtype':'F64','shape':[],'data_offsets':[0,8]}}; holds a single number",
        "{'a':{'dtype':'F64','shape':[0],'data_offsets':[0,0]}}; is empty: its shape is [0]",
        "{'a':{'dtype':'F64','shape':[-1],'data_offsets':[0,8]}}; claims the shape [-1]",
        "{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8],'x':1}}; has an unexpected 'x'",
        "{'a':{'dtype':'F64','shape':[1],'shape':[1],'data_offsets':[0,8]}}; unexpected 'shape'",
        "{'a':{'dtype':'F64','shape':[4294967296,4294967296],'data_offsets':[0,8]}}; at most",
        "{'a':{'dtype':'F64','shape':[100000,20000],'data_offsets':[0,8]}}; more than the limit",
        "{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]},"
            + "'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}}; holds two arrays named 'a'",
      })
  void refusesEveryOtherHeader(String header, String message) throws IOException {
    Path path = file(header.replace('\'', '"'), 8);
    assertThatThrownBy(() -> SafetensorsFile.open(path, 1_000_000_000))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({"-1", "9223372036854775807", "1000000000000", "100", "0"})
  void comparesTheHeadersLengthWithTheFilesBeforeTakingMemory(long claimed) throws IOException {
    Path path = file(claimed, "{}".getBytes(StandardCharsets.UTF_8), 0);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            path
                + ": claims a header of "
                + Long.toUnsignedString(claimed)
                + " bytes, expected 2 to 2; it is not a safetensors file, or is cut off: get or write the file again");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 9})
  void aFileTooShortForAnyHeaderIsCalledThat(int length) throws IOException {
    byte[] whole = Golden.bytes("weights.safetensors");
    Path path = Files.write(folder.resolve("a.safetensors"), Arrays.copyOf(whole, length));
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            path
                + ": is too short to be a safetensors file: "
                + length
                + " bytes, expected at least 10");
  }

  @Test
  void refusesEveryFileThatIsCutOff() throws IOException {
    byte[] whole = Golden.bytes("weights.safetensors");
    for (int length = 0; length < whole.length; length++) {
      Path path = Files.write(folder.resolve("a.safetensors"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SafetensorsFile.open(path)).isInstanceOf(FormatException.class);
    }
  }

  @Provide
  Arbitrary<Map<String, String>> metadata() {
    return Arbitraries.maps(Texts.any(), Texts.any()).ofMaxSize(8);
  }

  @Property(tries = 200)
  void metadataComeBackLetterForLetterAndInOrder(@ForAll("metadata") Map<String, String> metadata)
      throws IOException {
    Path path = Files.createTempFile("metadata", ".safetensors");
    try {
      SafetensorsFile.write(
          path, Map.of("a", NumericArray.of(Shape.of(1), new double[] {0.1})), metadata);
      try (SafetensorsFile file = SafetensorsFile.open(path)) {
        assertThat(new ArrayList<>(file.metadata().entrySet()))
            .isEqualTo(new ArrayList<>(metadata.entrySet()));
        assertThat(file.names()).containsExactly("a");
        assertThat(file.read("a").doubles()).containsExactly(0.1);
        metadata.forEach((name, text) -> assertThat(file.text(name)).contains(text));
      }
    } finally {
      Files.delete(path);
    }
  }

  @Test
  void withoutTextsTheHeaderHasNoMetadata() throws IOException {
    Path path = folder.resolve("a.safetensors");
    SafetensorsFile.write(path, Map.of("a", NumericArray.of(Shape.of(1), new byte[1])));
    assertThat(new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
        .contains("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{'__metadata__':[]}; has a list as its __metadata__, expected an object of strings",
        "{'__metadata__':null}; has null as its __metadata__, expected an object of strings",
        "{'__metadata__':{},'__metadata__':{}}; has two entries __metadata__, expected one",
        "{'__metadata__':{'a':'1','b':'2','a':'1'}}; has two strings in its metadata under 'a'",
        "{'__metadata__':{'a':1}}; has a whole number in its metadata under 'a', expected a string",
        "{'__metadata__':{'a':null}}; has null in its metadata under 'a', expected a string",
        "{'__metadata__':{'a':{}}}; has an object in its metadata under 'a', expected a string",
        "{'__metadata__':{'a':['b']}}; has a list in its metadata under 'a', expected a string",
        "{'__metadata__':{'a':'b}}; has a damaged header: it is cut off",
        "{'__metadata__':{'a':; has a damaged header: it is cut off",
      })
  void refusesEveryOtherMetadata(String header, String message) throws IOException {
    Path path = file(header.replace('\'', '"'), 0);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"__metadata__\":{\"a\":", "{\"__metadata__\":", "{\"a\":", ""})
  void anEndlesslyNestedListIsRefused(String beginning) throws IOException {
    Path path = file(beginning + "[".repeat(1_000_000), 0);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageNotContaining("\n");
  }

  @Test
  void theLongestTextIsTheOneThatFitsIntoTheHeader() throws IOException {
    Path path = folder.resolve("a.safetensors");
    int longest = (1 << 24) - "{\"__metadata__\":{\"a\":\"\"}}".length();
    SafetensorsFile.write(path, Map.of(), Map.of("a", "x".repeat(longest)));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.text("a").orElseThrow()).hasSize(longest);
    }
    Map<String, String> name = Map.of("x".repeat(longest), "a");
    SafetensorsFile.write(path, Map.of(), name);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.metadata().keySet()).isEqualTo(name.keySet());
    }
    byte[] written = Files.readAllBytes(path);
    assertThatThrownBy(
            () -> SafetensorsFile.write(path, Map.of(), Map.of("a", "x".repeat(longest + 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the names and texts take a header of 16777224 bytes, expected at most 16777216;"
                + " store long texts elsewhere, or as arrays of bytes");
    assertThat(path).hasBinaryContent(written);

    byte[] header = new byte[(1 << 24) + 1];
    Arrays.fill(header, (byte) ' ');
    Path tooLong = file(header.length, header, 0);
    assertThatThrownBy(() -> SafetensorsFile.open(tooLong))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("claims a header of 16777217 bytes, expected 2 to 16777216");
  }

  @Test
  void tooManyTextsAreRefused() throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (int i = 0; i < 100_000; i++) {
      metadata.put("text " + i, "");
    }
    Path path = folder.resolve("a.safetensors");
    SafetensorsFile.write(path, Map.of(), metadata);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.metadata()).isEqualTo(metadata);
    }
    String header = new String(Files.readAllBytes(path), StandardCharsets.UTF_8).substring(8);
    Path more = file(header.replace("{\"text 0\"", "{\"more\":\"\",\"text 0\""), 0);
    assertThatThrownBy(() -> SafetensorsFile.open(more))
        .isInstanceOf(FormatException.class)
        .hasMessage(more + ": has more texts in its metadata than the 100000 that are allowed");
    metadata.put("more", "");
    assertThatThrownBy(() -> SafetensorsFile.write(path, Map.of(), metadata))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 100001 texts, expected at most 100000");
  }

  @Test
  void halfOfASurrogatePairIsNotWritten() {
    Path path = folder.resolve("a.safetensors");
    NumericArray array = NumericArray.of(Shape.of(1), new byte[1]);
    for (Map<String, String> metadata : List.of(Map.of("a", "\uD83D"), Map.of("\uDE00", "a"))) {
      assertThatThrownBy(() -> SafetensorsFile.write(path, Map.of("a", array), metadata))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("it holds half of a surrogate pair, expected valid Unicode");
    }
    assertThatThrownBy(() -> SafetensorsFile.write(path, Map.of("\uD83D", array)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it holds half of a surrogate pair, expected valid Unicode");
    assertThat(path).doesNotExist();
  }
}
