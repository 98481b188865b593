package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.tensor.Shape;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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

class CheckpointFileTest {

  @TempDir Path folder;

  private static NumericArray array(double... values) {
    return NumericArray.of(Shape.of(values.length), values);
  }

  @Provide
  Arbitrary<Map<String, double[]>> arrays() {
    Arbitrary<Double> special =
        Arbitraries.of(
            0.0,
            -0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            -Double.MIN_NORMAL,
            Double.MAX_VALUE,
            (double) Float.MIN_VALUE,
            (double) -Float.MIN_NORMAL,
            (double) Float.MAX_VALUE,
            Float.MAX_VALUE * (1 + 0x1p-24),
            Float.MIN_VALUE / 2.0);
    Arbitrary<Double> single =
        Arbitraries.integers().map(bits -> (double) Float.intBitsToFloat(bits));
    Arbitrary<Double> any = Arbitraries.longs().map(Double::longBitsToDouble);
    Arbitrary<double[]> values =
        Arbitraries.oneOf(
                single.list().ofMinSize(1).ofMaxSize(6),
                Arbitraries.oneOf(special, single, any).list().ofMinSize(1).ofMaxSize(6))
            .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray());
    return Arbitraries.maps(Texts.any().filter(name -> !name.equals("__metadata__")), values)
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<Map<String, String>> entries() {
    return Arbitraries.maps(
            Texts.any().filter(name -> !name.matches("format|checksum")), Texts.any())
        .ofMaxSize(6);
  }

  @Property(tries = 200)
  void whatIsWrittenIsReadBackBitForBitAndInOrder(
      @ForAll("arrays") Map<String, double[]> arrays,
      @ForAll("entries") Map<String, String> entries)
      throws IOException {
    Map<String, NumericArray> written = new LinkedHashMap<>();
    arrays.forEach(
        (name, values) ->
            written.put(name, NumericArray.of(Shape.of(1, values.length, 1), values.clone())));
    Path file = Files.createTempFile("checkpoint", ".safetensors");
    try {
      CheckpointFile.write(file, written, entries);
      CheckpointFile read = CheckpointFile.read(file);
      assertThat(new ArrayList<>(read.entries().entrySet()))
          .isEqualTo(new ArrayList<>(entries.entrySet()));
      assertThat(new ArrayList<>(read.arrays().keySet()))
          .isEqualTo(new ArrayList<>(arrays.keySet()));
      arrays.forEach(
          (name, values) -> {
            NumericArray array = read.arrays().get(name);
            assertThat(array.shape()).isEqualTo(Shape.of(1, values.length, 1));
            // doubleToLongBits tells −0 from 0, and gives every NaN the same bits.
            assertThat(Arrays.stream(array.doubles()).mapToLong(Double::doubleToLongBits))
                .containsExactly(
                    Arrays.stream(values)
                        .mapToLong(Double::doubleToLongBits)
                        .boxed()
                        .toArray(Long[]::new));
          });
    } finally {
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, FLOAT32",
    "-0.0, FLOAT32",
    "NaN, FLOAT32",
    "-Infinity, FLOAT32",
    "3.4028234663852886E38, FLOAT32",
    "1.4E-45, FLOAT64",
    "1.401298464324817E-45, FLOAT32",
    "0.1, FLOAT64",
    "4.9E-324, FLOAT64",
    "3.4028235E38, FLOAT64",
    "1e300, FLOAT64",
  })
  void anArrayIsStoredInHalfTheBytesIfNothingIsLost(double value, ElementType stored)
      throws IOException {
    Path file = folder.resolve("a.checkpoint");
    CheckpointFile.write(file, Map.of("a", array(1, value, 2)), Map.of());
    try (SafetensorsFile opened = SafetensorsFile.open(file)) {
      assertThat(opened.read("a").elementType()).isEqualTo(stored);
    }
    assertThat(CheckpointFile.read(file).arrays().get("a").doubles()).containsExactly(1, value, 2);
  }

  @Test
  void wholeNumbersAndSingleFloatsAreKept() throws IOException {
    Path file = folder.resolve("a.checkpoint");
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("bytes", NumericArray.of(Shape.of(3), new byte[] {1, -1, 0}));
    arrays.put("longs", NumericArray.of(Shape.of(2), new long[] {Long.MIN_VALUE, 1}));
    arrays.put("floats", NumericArray.of(Shape.of(2), new float[] {0.1f, Float.NaN}));
    CheckpointFile.write(file, arrays, Map.of());
    CheckpointFile read = CheckpointFile.read(file);
    assertThat(read.arrays().get("bytes").bytes()).containsExactly(1, -1, 0);
    assertThat(read.arrays().get("longs").longs()).containsExactly(Long.MIN_VALUE, 1);
    assertThat(read.arrays().get("floats").doubles()).containsExactly(0.1f, Double.NaN);
  }

  @Test
  void theSameContentGivesTheSameBytes() throws IOException {
    for (String name : new String[] {"one", "two"}) {
      CheckpointFile.write(folder.resolve(name), Map.of("a", array(1, 0.1)), Map.of("epoch", "3"));
    }
    assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("two"));
  }

  @Test
  void aCheckpointCopiesTheMapsItIsMadeOf() {
    Map<String, String> entries = new LinkedHashMap<>(Map.of("epoch", "3"));
    CheckpointFile checkpoint = new CheckpointFile(Map.of(), entries);
    entries.clear();
    assertThat(checkpoint.entries()).isEqualTo(Map.of("epoch", "3")).isUnmodifiable();
    assertThat(checkpoint.arrays()).isUnmodifiable();
  }

  @ParameterizedTest
  @ValueSource(strings = {"format", "checksum"})
  void aTextCannotTakeANameThatACheckpointNeeds(String name) {
    Path file = folder.resolve("a.checkpoint");
    assertThatThrownBy(() -> CheckpointFile.write(file, Map.of(), Map.of(name, "mine")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a text of a checkpoint cannot be named "
                + name
                + ": Ganglion reserves that name; choose another");
    assertThat(file).doesNotExist();
  }

  @Test
  void noChangedBitChangesWhatIsRead() throws IOException {
    Path file = folder.resolve("a.checkpoint");
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("w", NumericArray.of(Shape.of(2, 1), new double[] {0.1, 2}));
    arrays.put("m", array(0.5, 1, -3));
    CheckpointFile.write(file, arrays, Map.of("epoch", "3"));
    byte[] whole = Files.readAllBytes(file);
    CheckpointFile sound = CheckpointFile.read(file);
    int refused = 0;
    for (int i = 0; i < whole.length; i++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] changed = whole.clone();
        changed[i] ^= (byte) (1 << bit);
        Files.write(file, changed);
        try {
          // The header ends with spaces, and a changed bit may turn one into other white space.
          assertThat(CheckpointFile.read(file)).usingRecursiveComparison().isEqualTo(sound);
        } catch (FormatException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(whole.length * Byte.SIZE * 9 / 10);
  }

  @Test
  void damagedNumbersAreRefused() throws IOException {
    Path file = folder.resolve("a.checkpoint");
    CheckpointFile.write(file, Map.of("a", array(0.1, 0.2)), Map.of("epoch", "3"));
    byte[] whole = Files.readAllBytes(file);
    whole[whole.length - 1] ^= 1;
    Files.write(file, whole);
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": is a damaged checkpoint: its checksum does not match");
  }

  @Test
  void onlyACheckpointOrAnEmptyFileMayBeReplaced() throws IOException {
    Path file = folder.resolve("a.checkpoint");
    CheckpointFile.write(file, Map.of("a", array(1, 2)), Map.of("epoch", "3"));
    byte[] whole = Files.readAllBytes(file);
    assertThat(CheckpointFile.isReplaceable(file)).isTrue();
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThat(CheckpointFile.isReplaceable(file)).isTrue();
    Files.write(file, new byte[0]);
    assertThat(CheckpointFile.isReplaceable(file)).isTrue();
    Files.write(file, Arrays.copyOf(whole, 20));
    assertThat(CheckpointFile.isReplaceable(file)).isFalse();
    for (String name : List.of("weights.safetensors", "json-dump.json", "weights.npz")) {
      assertThat(CheckpointFile.isReplaceable(Golden.copy(name, folder))).as(name).isFalse();
    }
  }

  @Test
  void weightsAreNotACheckpoint() throws IOException {
    Path file = Golden.copy("weights.safetensors", folder);
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": is not a Ganglion checkpoint: its metadata have no format,"
                + " expected 'ganglion-checkpoint 2'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3", ""})
  void aCheckpointOfAnotherVersionIsNamedWithTheWayOut(String version) throws IOException {
    Path file = folder.resolve("a.checkpoint");
    SafetensorsFile.write(file, Map.of(), Map.of("format", "ganglion-checkpoint " + version));
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": is a checkpoint of the format 'ganglion-checkpoint "
                + version
                + "', expected 'ganglion-checkpoint 2'; finish its training with the version of"
                + " Ganglion that wrote it, or start again");
    assertThat(CheckpointFile.isReplaceable(file)).isTrue();
  }

  @Test
  void otherFilesAreNotCheckpoints() throws IOException {
    for (String name : List.of("json-dump.json", "weights.npz", "c-u1.npy", "repr.txt")) {
      Path file = Golden.copy(name, folder);
      assertThatThrownBy(() -> CheckpointFile.read(file))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(
              file + ": is not a Ganglion checkpoint, or is damaged: claims a header of ");
    }
  }

  @Test
  void aMissingFileAndAFolderAreNamed() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> CheckpointFile.read(missing))
        .isInstanceOf(IOException.class)
        .hasMessage(missing + ": cannot be read: no such file");
    assertThatThrownBy(() -> CheckpointFile.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": cannot be read: it is a folder, expected a file");
  }

  @Test
  void theLimitAppliesToAllArraysTogetherInMemory() throws IOException {
    Path file = folder.resolve("a.checkpoint");
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("single", array(1, 2, 3));
    arrays.put("double", array(0.1));
    arrays.put("longs", NumericArray.of(Shape.of(1), new long[1]));
    arrays.put("bytes", NumericArray.of(Shape.of(5), new byte[5]));
    CheckpointFile.write(file, arrays, Map.of());
    assertThat(CheckpointFile.read(file, 45).arrays()).hasSize(4);
    assertThatThrownBy(() -> CheckpointFile.read(file, 44))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": holds arrays that take 45 bytes of memory together, more than the limit of 44;"
                + " if that is right, raise the limit or the heap size (-Xmx)");
  }

  @Test
  void aDiskThatFillsUpAtAnyByteLeavesTheLastCheckpoint() throws IOException {
    Path file = folder.resolve("a.checkpoint");
    CheckpointFile.write(file, Map.of("a", array(1)), Map.of("epoch", "1"));
    byte[] last = Files.readAllBytes(file);
    Map<String, NumericArray> arrays = Map.of("a", array(0.1, 0.2));
    Map<String, String> entries = Map.of("epoch", "2");
    Path whole = folder.resolve("whole.checkpoint");
    CheckpointFile.write(whole, arrays, entries);
    long bytes = Files.size(whole);
    Files.delete(whole);
    assertThat(bytes).isGreaterThan(100);
    for (int free = 0; free < bytes; free++) {
      int space = free;
      assertThatThrownBy(
              () ->
                  AtomicFile.write(
                      file,
                      CheckpointFile.content(arrays, entries),
                      temporary -> new SmallDisk(temporary, space)))
          .isInstanceOf(IOException.class)
          .hasMessage(file + ": cannot be written: No space left on device");
      assertThat(file).hasBinaryContent(last);
      assertThat(folder.toFile().list()).containsExactly("a.checkpoint");
    }
    AtomicFile.write(
        file,
        CheckpointFile.content(arrays, entries),
        temporary -> new SmallDisk(temporary, (int) bytes));
    assertThat(CheckpointFile.read(file).entries()).isEqualTo(entries);
  }

  /** Accepts a number of bytes and no more. */
  private static final class SmallDisk extends FilterOutputStream {

    private int free;

    SmallDisk(Path temporary, int free) throws IOException {
      super(newFile(temporary));
      this.free = free;
    }

    private static OutputStream newFile(Path temporary) throws IOException {
      return Files.newOutputStream(temporary, StandardOpenOption.WRITE);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int taken = Math.min(free, length);
      out.write(bytes, offset, taken);
      free -= taken;
      if (taken < length) {
        throw new FileSystemException("temporary", null, "No space left on device");
      }
    }
  }

  @Test
  void aCheckpointWithBytesAfterItsEndIsRefused() throws IOException {
    Path file = folder.resolve("a.checkpoint");
    CheckpointFile.write(file, Map.of("a", array(1, 0.1)), Map.of("epoch", "3"));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": is not a Ganglion checkpoint, or is damaged:"
                + " holds 17 bytes of data, but its arrays end at 16");
  }
}
