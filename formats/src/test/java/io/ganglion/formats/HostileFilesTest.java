package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever a file holds, reading it returns its arrays or throws a FormatException. */
class HostileFilesTest {

  private static final long MEMORY_LIMIT = 1 << 20;
  private static final String SYNTAX = "[]{}(),:'\"0123456789.eE+- OLNTF";

  /** Overwrites, cuts out, repeats and inserts bytes at random. */
  private static byte[] mutate(byte[] original, Random random, int mutations) {
    byte[] bytes = original.clone();
    for (int i = 0; i < mutations && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) -1);
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> bytes[at] = (byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()));
        default -> bytes = splice(bytes, at, random.nextInt(bytes.length));
      }
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int at, int from) {
    ByteArrayOutputStream spliced = new ByteArrayOutputStream();
    spliced.write(bytes, 0, at);
    spliced.write(bytes, from, bytes.length - from);
    return spliced.toByteArray();
  }

  @FunctionalInterface
  private interface Reader {
    void read(Path file) throws IOException;
  }

  private static void readsOrRefuses(String golden, long seed, int mutations, Reader reader)
      throws IOException {
    readsOrRefuses(
        mutate(Golden.bytes(golden), new Random(seed), mutations),
        golden.substring(golden.lastIndexOf('.')),
        reader);
  }

  private static void readsOrRefuses(byte[] content, String ending, Reader reader)
      throws IOException {
    Path file = Files.createTempFile("hostile", ending);
    try {
      Files.write(file, content);
      reader.read(file);
    } catch (FormatException e) {
      assertThat(e).hasMessageStartingWith(file.toString()).hasMessageNotContaining("\n");
    } finally {
      Files.delete(file);
    }
  }

  /**
   * Changes each byte of a file in turn: one bit of it, all its bits, to a closing quote, and to a
   * byte that is not UTF-8.
   */
  private static void readsOrRefusesWithAnyByteChanged(byte[] whole, String ending, Reader reader)
      throws IOException {
    for (int i = 0; i < whole.length; i++) {
      for (int value : new int[] {whole[i] ^ 1, ~whole[i], '"', 0xED}) {
        byte[] changed = whole.clone();
        changed[i] = (byte) value;
        readsOrRefuses(changed, ending, reader);
      }
    }
  }

  private static void refusesWhatIsCutOff(byte[] whole, String ending, Reader reader)
      throws IOException {
    Path file = Files.createTempFile("hostile", ending);
    try {
      for (int length = 0; length < whole.length; length++) {
        Files.write(file, Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> reader.read(file))
            .isInstanceOf(FormatException.class)
            .hasMessageStartingWith(file.toString());
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void readAll(ArrayFile opened) throws IOException {
    try (opened) {
      for (String name : opened.names()) {
        assertThat(opened.read(name).toDoubles()).hasSize(opened.shape(name).size());
      }
    }
  }

  @Property(tries = 1000)
  void npy(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int mutations)
      throws IOException {
    List<String> files =
        List.of("fortran-big-f8.npy", "c-little-f2.npy", "version-3.npy", "c-little-u8.npy");
    String golden = files.get((int) Math.floorMod(seed, (long) files.size()));
    readsOrRefuses(golden, seed, mutations, file -> NpyFile.read(file, MEMORY_LIMIT).toDoubles());
  }

  @Property(tries = 1000)
  void npz(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int mutations)
      throws IOException {
    String golden = seed % 2 == 0 ? "savez.npz" : "savez_compressed.npz";
    readsOrRefuses(golden, seed, mutations, file -> readAll(NpzFile.open(file, MEMORY_LIMIT)));
  }

  @Property(tries = 1000)
  void safetensors(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int mutations)
      throws IOException {
    readsOrRefuses(
        "weights.safetensors",
        seed,
        mutations,
        file -> readAll(SafetensorsFile.open(file, MEMORY_LIMIT)));
  }

  @Property(tries = 1000)
  void weights(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int mutations)
      throws IOException {
    List<String> files =
        List.of("json-dump.json", "weights.npz", "weights-positional.npz", "weights.safetensors");
    String golden = files.get((int) Math.floorMod(seed, (long) files.size()));
    try (Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(3),
            new Linear(3, 4),
            new Linear(4, 2))) {
      List<double[]> before = network.parameters().stream().map(Parameter::values).toList();
      readsOrRefuses(
          golden,
          seed,
          mutations,
          file -> {
            try {
              Weights.load(file, network);
              assertThat(network.parameters())
                  .allSatisfy(
                      parameter ->
                          assertThat(Arrays.stream(parameter.values()).allMatch(Double::isFinite))
                              .isTrue());
            } catch (FormatException e) {
              assertThat(network.parameters().stream().map(Parameter::values).toList())
                  .containsExactly(before.toArray(double[][]::new));
              throw e;
            }
          });
    }
  }

  /** Weights that describe their network, small enough to try every byte. */
  private static byte[] describedWeights(Path file) throws IOException {
    try (Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(2),
            new Linear(2, 1))) {
      Weights.save(file, network);
    }
    return Files.readAllBytes(file);
  }

  @Example
  void anyByteOfDescribedWeights() throws IOException {
    for (String ending : List.of(".npz", ".safetensors")) {
      Path file = Files.createTempFile("described", ending);
      byte[] whole;
      try {
        whole = describedWeights(file);
      } finally {
        Files.delete(file);
      }
      Backend<?> backend = Backends.create("java", Precision.FLOAT64);
      readsOrRefusesWithAnyByteChanged(
          whole, ending, changed -> Weights.open(changed, backend).close());
      refusesWhatIsCutOff(whole, ending, cutOff -> Weights.open(cutOff, backend));
      refusesWhatIsCutOff(whole, ending, Weights::architecture);
    }
  }

  @Example
  void anyByteOfACheckpoint() throws IOException {
    Path file = Files.createTempFile("checkpoint", ".checkpoint");
    byte[] whole;
    try {
      CheckpointFile.write(
          file,
          Map.of("a", NumericArray.of(Shape.of(1, 2), new double[] {0.1, Double.NaN})),
          Map.of("epoch", "3"));
      whole = Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
    readsOrRefusesWithAnyByteChanged(
        whole, ".checkpoint", changed -> CheckpointFile.read(changed, MEMORY_LIMIT));
    refusesWhatIsCutOff(whole, ".checkpoint", CheckpointFile::read);
  }

  @Example
  void anyByteOfAStateOfTraining() throws IOException {
    Path file = Files.createTempFile("state", ".checkpoint");
    byte[] whole;
    try {
      TrainingStates.write(file, State.small());
      whole = Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
    readsOrRefusesWithAnyByteChanged(whole, ".checkpoint", TrainingStates::read);
    refusesWhatIsCutOff(whole, ".checkpoint", TrainingStates::read);
  }
}
