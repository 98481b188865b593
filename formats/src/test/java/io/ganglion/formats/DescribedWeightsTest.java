package io.ganglion.formats;

import static io.ganglion.formats.Networks.assertRefused;
import static io.ganglion.formats.Networks.assertSameBits;
import static io.ganglion.formats.Networks.network;
import static io.ganglion.formats.Networks.small;
import static io.ganglion.formats.Networks.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** Weights whose file describes their network. */
class DescribedWeightsTest {

  /** The description of the network of the golden files. */
  private static final String DESCRIPTION =
      "input 3, linear 4 uniform no-bias, linear 2 uniform no-bias, softmax";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"w.npz", "w.safetensors"})
  void npzAndSafetensorsDescribeTheirNetwork(String name) throws IOException {
    Path file = folder.resolve(name);
    Weights.save(file, small(Precision.FLOAT64));
    assertThat(Weights.architecture(file)).contains(Architecture.parse(DESCRIPTION));
  }

  @ParameterizedTest
  @CsvSource({
    "w.npz, FLOAT64",
    "w.npz, FLOAT32",
    "w.safetensors, FLOAT64",
    "w.safetensors, FLOAT32",
  })
  void opensTheNetworkThatWasSavedBitForBit(String name, Precision precision) throws IOException {
    Path file = folder.resolve(name);
    Architecture architecture =
        Architecture.parse(
            "input 2x3, linear 4 he, leaky-relu 0.1, dropout 0.5, linear 2, softmax");
    Backend<?> backend = Backends.create("java", precision);
    try (Network saved = Network.of(backend, new SplitMix64(1), architecture)) {
      Weights.save(file, saved);
      try (Network opened = Weights.open(file, backend)) {
        assertThat(opened.architecture()).isEqualTo(architecture);
        assertThat(opened.backend()).isSameAs(backend);
        assertSameBits(opened, saved);
        assertThat(opened.predict(1, 2, 3, 4, 5, 6)).isEqualTo(saved.predict(1, 2, 3, 4, 5, 6));
      }
    }
  }

  @Test
  void opensInAnotherPrecisionByRounding() throws IOException {
    Path file = folder.resolve("w.npz");
    Network network = small(Precision.FLOAT64);
    Weights.save(file, network);
    Network rounded = small(Precision.FLOAT32);
    Weights.load(file, rounded);
    assertSameBits(Weights.open(file, Backends.create("java", Precision.FLOAT32)), rounded);
  }

  @ParameterizedTest
  @CsvSource({
    "json-dump.json, ' (a .json file never does)'",
    "weights.npz, ''",
    "weights-positional.npz, ''",
    "weights.safetensors, ''",
  })
  void refusesToOpenAFileThatDoesNotDescribeItsNetwork(String name, String because)
      throws IOException {
    Path file = Golden.copy(name, folder);
    assertThatThrownBy(() -> Weights.open(file, Backends.create("java", Precision.FLOAT64)))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": does not describe its network"
                + because
                + "; make the network and load the weights into it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "linear 4, linear 2; describes its network in a way that cannot be read: 'linear 4'",
        "input 3, attention; describes its network in a way that cannot be read: 'attention'",
        "input 3; describes its network in a way that cannot be read: a network needs at least",
        "input 9, linear 2000000000; describes its network in a way that cannot be read:"
            + " 'linear 2000000000' in the network's text: layer 0 (linear) has too many parameters",
        "input 3, linear 5 no-bias, linear 2 no-bias; parameter 0.weights has the shape [3, 4],"
            + " expected [3, 5]",
        "input 3, linear 4, linear 2 no-bias; holds the arrays '0.weights', '1.weights', expected",
        "input 3, linear 700000000 no-bias, softmax; holds the arrays '0.weights', '1.weights',"
            + " expected",
        "input 3, linear 700000000 no-bias, linear 2 no-bias; parameter 0.weights has the shape"
            + " [3, 4]",
      })
  void refusesADescriptionThatIsInvalidOrDoesNotMatchTheArrays(String description, String message)
      throws IOException {
    for (String name : List.of("w.npz", "w.safetensors")) {
      Path file = describedAs(name, description);
      assertThatThrownBy(() -> Weights.open(file, Backends.create("java", Precision.FLOAT64)))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(file + ": " + message)
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void aLongDescriptionIsShortenedInTheMessage() throws IOException {
    Path file = describedAs("w.safetensors", "input 3, " + "x".repeat(1_000_000));
    assertThatThrownBy(() -> Weights.open(file, Backends.create("java", Precision.FLOAT64)))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            file + ": describes its network in a way that cannot be read: 'input 3, xxx")
        .hasMessageEndingWith(
            "xxx…' in the network's text: a text has at most 65536 characters, got 1000009;"
                + " the file is damaged, from a later version, or needs a vocabulary that is"
                + " missing");
  }

  /** Writes arrays like those of the golden files, all 0, with the given description. */
  private Path describedAs(String name, String description) throws IOException {
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("0.weights", NumericArray.of(Shape.of(3, 4), new double[12]));
    arrays.put("1.weights", NumericArray.of(Shape.of(4, 2), new double[8]));
    Path file = folder.resolve(name);
    Map<String, String> texts = Map.of("ganglion.network", description);
    if (name.endsWith("npz")) {
      NpzFile.write(file, arrays, texts);
    } else {
      SafetensorsFile.write(file, arrays, texts);
    }
    return file;
  }

  @Test
  void theOriginalProgramsJsonStaysTheSameAndHasNoDescription() throws IOException {
    Network network = small(Precision.FLOAT64);
    Weights.load(Golden.copy("json-dump.json", folder), network);
    Path file = folder.resolve("saved.json");
    Weights.save(file, network);
    assertThat(file).hasBinaryContent(Golden.bytes("json-dump.json"));
    assertThat(Weights.architecture(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"json-dump.json", "weights.npz", "weights-positional.npz", "weights.safetensors"})
  void filesFromOtherProgramsHaveNoDescription(String name) throws IOException {
    assertThat(Weights.architecture(Golden.copy(name, folder))).isEmpty();
  }

  @Test
  void numPyReadsAndWritesTheDescriptionAsBytes() throws IOException {
    Path file = folder.resolve("w.npz");
    Weights.save(file, small(Precision.FLOAT64));
    try (NpzFile npz = NpzFile.open(file)) {
      assertThat(npz.names()).containsExactly("0.weights", "1.weights", "ganglion.network");
      assertThat(npz.read("ganglion.network").bytes())
          .isEqualTo(DESCRIPTION.getBytes(StandardCharsets.UTF_8));
    }
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("arr_0", NumericArray.of(Shape.of(3, 4), new double[12]));
    arrays.put("arr_1", NumericArray.of(Shape.of(4, 2), new double[8]));
    NpzFile.write(file, arrays, Map.of("ganglion.network", DESCRIPTION));
    Network network = small(Precision.FLOAT64);
    Weights.load(file, network);
    assertThat(values(network)).containsExactly(new double[12], new double[8]);
  }

  @Test
  void theDescriptionIsReadWithoutTheArrays() throws IOException {
    Path file = folder.resolve("w.npz");
    Weights.save(file, small(Precision.FLOAT64));
    byte[] bytes = Files.readAllBytes(file);
    bytes[200] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Weights.load(file, small(Precision.FLOAT64)))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ", array '0.weights': is damaged: its checksum does not match; get or write the file again");
    assertThat(Weights.architecture(file)).contains(Architecture.parse(DESCRIPTION));
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.npz", "w.safetensors"})
  void theShapesDecideWhetherWeightsFitNotTheDescription(String name) throws IOException {
    Network network = small(Precision.FLOAT64);
    Weights.load(describedAs(name, "input 3, linear 4, tanh, linear 2"), network);
    assertThat(values(network)).containsExactly(new double[12], new double[8]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.npz", "w.safetensors"})
  void theMessageAboutWeightsThatDoNotFitQuotesTheirDescription(String name) throws IOException {
    Path file = folder.resolve(name);
    Weights.save(file, network(3, Precision.FLOAT64, new Linear(3, 4), new Linear(4, 5)));
    assertRefused(
        file,
        small(Precision.FLOAT64),
        "parameter 1.weights has the shape [4, 5], expected [4, 2]:"
            + " the weights belong to another network,"
            + " 'input 3, linear 4 uniform no-bias, linear 5 uniform no-bias'");
    assertRefused(
        describedAs(name, "input 3,\nlinear " + "4".repeat(200)),
        network(3, Precision.FLOAT64, new Linear(3, 4)),
        "holds the arrays '0.weights', '1.weights', expected the network's parameters"
            + " {0.weights=[3, 4]}:"
            + " the weights belong to another network, 'input 3,?linear "
            + "4".repeat(184)
            + "…'");
  }

  @Test
  void aDescriptionThatIsNotTextIsRefused() throws IOException {
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("0.weights", NumericArray.of(Shape.of(3, 4), new double[12]));
    arrays.put("1.weights", NumericArray.of(Shape.of(4, 2), new double[8]));
    arrays.put("ganglion.network", NumericArray.of(Shape.of(1), new byte[] {-1}));
    Path file = folder.resolve("w.npz");
    NpzFile.write(file, arrays);
    String message = file + ", array 'ganglion.network': is not text in UTF-8";
    assertThatThrownBy(() -> Weights.architecture(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Weights.load(file, small(Precision.FLOAT64)))
        .isInstanceOf(FormatException.class)
        .hasMessage(message);
  }
}
