package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Parameter;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedWeightsTest {

  private static final Backend<?> BACKEND = Backends.create("java", Precision.FLOAT64);

  @TempDir Path folder;

  /** A network of one size; all its parameters have one value. */
  private static Network network(int hidden, double value) {
    Network network =
        Network.of(
            BACKEND,
            new SplitMix64(1),
            Architecture.parse("input 3, linear " + hidden + ", relu, linear 2, softmax"));
    for (Parameter parameter : network.parameters()) {
      double[] values = parameter.values();
      Arrays.fill(values, value);
      parameter.set(values);
    }
    return network;
  }

  private static void assertHolds(Network network, double value) {
    for (Parameter parameter : network.parameters()) {
      assertThat(parameter.values()).containsOnly(value);
    }
  }

  /** A writer replaces the file after each thing that is read of it. */
  @ParameterizedTest
  @ValueSource(strings = {"w.npz", "w.safetensors", "w.json"})
  void networkAndWeightsAreOfTheFileThatWasOpenedWhoeverReplacesIt(String name) throws IOException {
    Path file = folder.resolve(name);
    boolean described = !name.endsWith(".json");
    try (Network first = network(4, 0.25);
        Network second = network(4, 0.5);
        Network larger = network(5, 0.75);
        Network loaded = network(4, 0)) {
      Weights.save(file, first);
      try (SavedWeights saved = SavedWeights.open(file)) {
        Weights.save(file, larger);
        assertThat(saved.architecture().isPresent()).isEqualTo(described);
        Weights.save(file, second);
        saved.load(loaded);
        assertHolds(loaded, 0.25);
        Weights.save(file, second);
        saved.load(loaded);
        assertHolds(loaded, 0.25);
        if (described) {
          Weights.save(file, larger);
          try (Network made = saved.network(BACKEND)) {
            assertThat(made.architecture()).isEqualTo(first.architecture());
            assertHolds(made, 0.25);
          }
        }
      }
      Weights.save(file, second);
      Weights.load(file, loaded);
      assertHolds(loaded, 0.5);
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such files")
  void aPipeOrADeviceIsRefusedAtOnce() throws Exception {
    for (String name : List.of("p.npz", "p.safetensors", "p.json", "p.npy", "p.checkpoint")) {
      Path pipe = folder.resolve(name);
      assumeTrue(
          new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0,
          "there is no mkfifo");
      Path device = Files.createSymbolicLink(folder.resolve("d" + name), Path.of("/dev/zero"));
      for (Path file : List.of(pipe, device)) {
        assertThatThrownBy(
                () -> {
                  if (name.endsWith(".npy")) {
                    NpyFile.read(file);
                  } else if (name.endsWith(".checkpoint")) {
                    TrainingStates.read(file);
                  } else {
                    Weights.architecture(file);
                  }
                })
            .isInstanceOf(IOException.class)
            .hasMessage(
                file
                    + ": cannot be read: it is a pipe, socket or device, expected an ordinary"
                    + " file");
      }
    }
  }

  @Test
  void weightsReplaceWeightsOfEachFormatEvenIfTheyAreCutOff() throws IOException {
    for (String name : List.of("w.npz", "w.safetensors", "w.json")) {
      Path file = folder.resolve(name);
      try (Network network = network(4, -0.25)) {
        Weights.save(file, network);
      }
      assertThat(Weights.isReplaceable(file)).as(name).isTrue();
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length / 2));
      assertThat(Weights.isReplaceable(file)).as(name).isTrue();
      Files.write(file, new byte[0]);
      assertThat(Weights.isReplaceable(file)).as(name).isTrue();
    }
    try (Network plain =
        Network.of(BACKEND, new SplitMix64(1), Architecture.parse("input 2, softmax"))) {
      Weights.save(folder.resolve("none.npz"), plain);
      assertThat(Weights.isReplaceable(folder.resolve("none.npz"))).isTrue();
    }
  }

  @Test
  void weightsDoNotReplaceOtherFiles() throws IOException {
    Path archive = folder.resolve("mnist.npz");
    NpzFile.write(archive, Map.of("x_train", NumericArray.of(Shape.of(2, 2), new byte[4])));
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    TrainingStates.write(checkpoint, State.small());
    Path model = folder.resolve("model.safetensors");
    SafetensorsFile.write(
        model, Map.of("embedding", NumericArray.of(Shape.of(2), new float[2])), Map.of("a", "b"));
    assertThat(Weights.isReplaceable(archive)).isFalse();
    assertThat(Weights.isReplaceable(checkpoint)).isFalse();
    assertThat(Weights.isReplaceable(model)).isFalse();
    for (String text : List.of("{\"name\": 1}", "[1, 2]", "[{}]", "[[\"a\"]]", "notes")) {
      Path json = Files.writeString(folder.resolve("notes.json"), text, StandardCharsets.UTF_8);
      assertThat(Weights.isReplaceable(json)).as(text).isFalse();
      assertThat(
              Weights.isReplaceable(Files.copy(json, folder.resolve("x" + text.length() + ".npz"))))
          .isFalse();
    }
  }

  /** The file is sparse: it takes no room on the disk. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void refusesArraysThatDoNotFitInMemoryTogether() throws IOException {
    int n = (int) Math.sqrt(0.7 * Elements.defaultMemoryLimit() / Double.BYTES);
    long bytes = (long) n * n * Double.BYTES;
    String header =
        String.format(
                Locale.ROOT,
                "{'__metadata__':{'ganglion.network':'input %1$d, linear %1$d no-bias, linear %1$d no-bias'},"
                    + "'0.weights':{'dtype':'F64','shape':[%1$d,%1$d],'data_offsets':[0,%2$d]},"
                    + "'1.weights':{'dtype':'F64','shape':[%1$d,%1$d],'data_offsets':[%2$d,%3$d]}}",
                n,
                bytes,
                2 * bytes)
            .replace('\'', '"');
    Path file = folder.resolve("w.safetensors");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.writeLong(Long.reverseBytes(header.length()));
      sparse.writeBytes(header);
      sparse.setLength(Long.BYTES + header.length() + 2 * bytes);
    }

    assertThatThrownBy(() -> Weights.open(file, Backends.create("java", Precision.FLOAT64)))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            file + ": has " + 2L * n * n + " parameters, which take " + (2 * bytes / (1 << 20) + 1))
        .hasMessageContaining("-Xmx");
  }
}
