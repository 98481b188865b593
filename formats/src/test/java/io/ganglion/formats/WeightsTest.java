package io.ganglion.formats;

import static io.ganglion.formats.Networks.assertRefused;
import static io.ganglion.formats.Networks.assertSameBits;
import static io.ganglion.formats.Networks.network;
import static io.ganglion.formats.Networks.small;
import static io.ganglion.formats.Networks.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "weights.json, FLOAT64",
    "weights.json, FLOAT32",
    "weights.npz, FLOAT64",
    "weights.npz, FLOAT32",
    "weights.safetensors, FLOAT64",
    "weights.safetensors, FLOAT32",
    "WEIGHTS.NPZ, FLOAT64",
  })
  void whatIsSavedIsLoadedBitForBit(String name, Precision precision) throws IOException {
    Layer[] layers = {new Softmax(), new Linear(7, 13, true), new Linear(13, 2), new Softmax()};
    Network saved =
        Network.of(Backends.create("java", precision), new SplitMix64(1), Shape.of(7), layers);
    Network loaded =
        Network.of(Backends.create("java", precision), new SplitMix64(2), Shape.of(7), layers);
    Weights.save(folder.resolve(name), saved);
    Weights.load(folder.resolve(name), loaded);
    assertSameBits(loaded, saved);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"json-dump.json", "weights.npz", "weights-positional.npz", "weights.safetensors"})
  void loadsWhatOtherProgramsSaved(String name) throws IOException {
    Network network = small(Precision.FLOAT64);
    Weights.load(Golden.copy(name, folder), network);
    try (NpzFile npz = NpzFile.open(Golden.copy("weights.npz", folder))) {
      assertThat(values(network))
          .containsExactly(npz.read("0.weights").doubles(), npz.read("1.weights").doubles());
    }
  }

  @Test
  void savesTheJsonOfThePythonProgram() throws IOException {
    Network network = small(Precision.FLOAT64);
    Weights.load(Golden.copy("json-dump.json", folder), network);
    Weights.save(folder.resolve("saved.json"), network);
    assertThat(folder.resolve("saved.json")).hasBinaryContent(Golden.bytes("json-dump.json"));
  }

  @Test
  void writesSinglePrecisionAsNumPysTolistReturnsIt() throws IOException {
    Network network = small(Precision.FLOAT32);
    Weights.load(Golden.copy("json-dump.json", folder), network);
    Weights.save(folder.resolve("saved.json"), network);
    assertThat(folder.resolve("saved.json"))
        .hasBinaryContent(Golden.bytes("json-dump-float32.json"));
  }

  @Test
  void npzAndSafetensorsKeepTheNetworksPrecision() throws IOException {
    for (Precision precision : Precision.values()) {
      for (String name : new String[] {"a.npz", "a.safetensors"}) {
        Weights.save(folder.resolve(name), small(precision));
      }
      try (ArrayFile npz = NpzFile.open(folder.resolve("a.npz"));
          ArrayFile safetensors = SafetensorsFile.open(folder.resolve("a.safetensors"))) {
        for (ArrayFile file : List.of(npz, safetensors)) {
          assertThat(file.names()).startsWith("0.weights", "1.weights");
          assertThat(file.read("0.weights").elementType().name()).isEqualTo(precision.name());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.json", "w.npz", "w.safetensors"})
  void refusesTheWeightsOfAnotherNetworkWithTheParameterAndItsShapes(String name)
      throws IOException {
    Path file = folder.resolve(name);
    Weights.save(file, network(3, Precision.FLOAT64, new Linear(3, 4), new Linear(4, 5)));
    assertRefused(
        file,
        small(Precision.FLOAT64),
        "1.weights"
            + (name.equals("w.json") ? ")" : "")
            + " has the shape [4, 5], expected [4, 2]: the weights belong to another network");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "w.json; ends after 1 of the 2 expected parameters {0.weights=[3, 4], 1.weights=[4, 2]}",
        "w.npz; holds the arrays '0.weights', expected the network's parameters"
            + " {0.weights=[3, 4], 1.weights=[4, 2]}",
        "w.safetensors; holds the arrays '0.weights', expected the network's parameters",
      })
  void refusesAFileWithFewerParameters(String name, String message) throws IOException {
    Path file = folder.resolve(name);
    Weights.save(file, network(3, Precision.FLOAT64, new Linear(3, 4)));
    assertRefused(file, small(Precision.FLOAT64), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.json", "w.npz", "w.safetensors"})
  void refusesAFileWithMoreParameters(String name) throws IOException {
    Path file = folder.resolve(name);
    Weights.save(file, network(3, Precision.FLOAT64, new Linear(3, 4), new Linear(4, 2, true)));
    assertRefused(file, small(Precision.FLOAT64), "{0.weights=[3, 4], 1.weights=[4, 2]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.npz", "w.safetensors"})
  void refusesNumbersThatAreNotFinite(String name) throws IOException {
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("0.weights", NumericArray.of(Shape.of(3, 4), new double[12]));
    arrays.put(
        "1.weights",
        NumericArray.of(Shape.of(4, 2), new double[] {0, 1, 2, 3, 4, Double.NaN, 6, 7}));
    Path file = folder.resolve(name);
    if (name.endsWith("npz")) {
      NpzFile.write(file, arrays);
    } else {
      SafetensorsFile.write(file, arrays);
    }
    assertRefused(
        file,
        small(Precision.FLOAT64),
        "parameter 1.weights: found NaN at row 2, column 1 of [4, 2], expected finite numbers");
  }

  @Test
  void refusesNumbersThatAreNotFiniteInTheNetworksPrecision() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("w.json"),
            "[[[0,0,0,0],[0,0,1e39,0],[0,0,0,0]],[[0,0],[0,0],[0,0],[0,0]]]");
    assertRefused(
        file,
        small(Precision.FLOAT32),
        "parameter 0.weights: found Infinity at row 1, column 2 of [3, 4]");
    Weights.load(file, small(Precision.FLOAT64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.json", "w.npz", "w.safetensors"})
  void doesNotSaveWhatItWouldNotLoad(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "saved before");
    Network network = small(Precision.FLOAT64);
    network.parameters().get(1).set(0, 1, 2, Double.NaN, 4, 5, 6, 7);
    assertThatThrownBy(() -> Weights.save(file, network))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": not written: parameter 1.weights: found NaN at row 1, column 1 of [4, 2],"
                + " expected finite numbers");
    assertThat(file).hasContent("saved before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights", "weights.bin", "weights.json.gz", "json"})
  void anUnknownExtensionIsRefusedWithTheKnownOnes(String name) {
    Path file = folder.resolve(name);
    Network network = small(Precision.FLOAT64);
    String message =
        file
            + ": weights are stored as .json, .npz or .safetensors;"
            + " expected a name with one of these extensions";
    assertThatThrownBy(() -> Weights.save(file, network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Weights.load(file, network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Weights.architecture(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Weights.requireSupported(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "w.h5, Keras",
    "w.weights.h5, Keras",
    "W.KERAS, Keras",
    "w.pt, PyTorch",
    "w.pth, PyTorch",
    "w.onnx, ONNX"
  })
  void weightsOfOtherLibrariesAreNamedWithAWayOut(String name, String library) {
    Path file = folder.resolve(name);
    assertThatThrownBy(() -> Weights.requireSupported(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": is named like weights of " + library + ",")
        .hasMessageContaining("numpy.savez as .npz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.json", "w.npz", "w.safetensors"})
  void aMissingFileAndAFolderAreNamed(String name) throws IOException {
    Path file = folder.resolve(name);
    Network network = small(Precision.FLOAT64);
    assertThatThrownBy(() -> Weights.load(file, network))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": cannot be read: no such file");
    assertThatThrownBy(() -> Weights.architecture(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": cannot be read: no such file");
    Files.createDirectory(file);
    assertThatThrownBy(() -> Weights.load(file, network))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": cannot be read: it is a folder, expected a file");
    assertThatThrownBy(() -> Weights.save(file, network))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": cannot be written: it is a folder, expected a file");
  }
}
