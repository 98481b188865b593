package io.ganglion.formats;

import static io.ganglion.formats.Networks.assertSameBits;
import static io.ganglion.formats.Networks.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.network.Network;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are saved beside weights. */
class WeightsTextsTest {

  @TempDir Path folder;

  private Path made;

  @BeforeProperty
  void makeFolder() throws IOException {
    made = Files.createTempDirectory("texts");
  }

  @AfterProperty
  void deleteFolder() throws IOException {
    for (String ending : new String[] {".npz", ".safetensors"}) {
      Files.deleteIfExists(made.resolve("w" + ending));
    }
    Files.delete(made);
  }

  @Provide
  Arbitrary<Map<String, String>> texts() {
    Arbitrary<String> names =
        Texts.any().filter(name -> !name.equals("ganglion.network")); // It has another meaning.
    return Arbitraries.maps(names, Texts.any()).ofMaxSize(5);
  }

  @Property(tries = 100)
  void areReadAsTheyWereSaved(
      @ForAll("texts") Map<String, String> texts, @ForAll boolean npz, @ForAll boolean single)
      throws IOException {
    Path file = made.resolve(npz ? "w.npz" : "w.safetensors");
    Network network = small(single ? Precision.FLOAT32 : Precision.FLOAT64);
    Weights.save(file, network, texts);
    try (SavedWeights saved = SavedWeights.open(file)) {
      assertThat(saved.texts()).isEqualTo(texts);
      assertThat(saved.architecture()).contains(network.architecture());
      assertSameBits(saved.network(network.backend()), network);
    }
    assertThat(Weights.isReplaceable(file)).isTrue();
  }

  @Test
  void jsonWeightsCannotHaveTexts() {
    Path file = folder.resolve("w.json");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.save(file, small(Precision.FLOAT64), Map.of("a", "b")))
        .withMessageContaining("a .json file holds numbers only")
        .withMessageContaining("save as .safetensors or .npz");
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.npz", "w.safetensors"})
  void aTextCannotReplaceTheDescription(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Weights.save(
                    folder.resolve(name),
                    small(Precision.FLOAT64),
                    Map.of("ganglion.network", "relu")))
        .withMessageContaining("rename it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "{", "{}{}", "{\"a\":1}", "{\"a\":{}}", "{\"a\":\"b\",\"a\":\"c\"}", "nil"})
  void damagedTextsAreRefusedAndNamed(String json) throws IOException {
    Path file = folder.resolve("w.npz");
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("ganglion.texts", NumericArray.of(Shape.of(bytes.length), bytes));
    NpzFile.write(file, arrays);
    try (SavedWeights saved = SavedWeights.open(file)) {
      assertThatThrownBy(saved::texts)
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(file + ", array 'ganglion.texts': ");
    }
  }
}
