package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Weights that are missing, damaged, hostile or of another network. */
class BadWeightsTest extends BadInput {

  @Test
  void truncatedWeightsNameTheRemedyInEveryFormat() throws IOException {
    for (String name : List.of("w.npz", "w.safetensors", "w.json")) {
      Path file = folder.resolve(name);
      assertThat(Run.of("train", "--data", data, "--epochs", 1, "--weights", file).status())
          .isZero();
      byte[] whole = Files.readAllBytes(file);
      byte[] cutOff = Arrays.copyOf(whole, whole.length / 2);
      Files.write(file, cutOff);

      assertRefused(
          Run.of("train", "--data", data, "--epochs", 1, "--weights", file),
          file,
          "use --fresh to start over and replace it, or choose another --weights");
      assertThat(file).hasBinaryContent(cutOff);
    }
  }

  private void assertWeightsRefused(Path file, Object... sayings) throws IOException {
    byte[] content = Files.readAllBytes(file);
    for (String command : List.of("train", "test")) {
      Run run = Run.of(command, "--data", data, "--weights", file);
      assertRefused(run, file);
      assertRefused(run, sayings);
    }
    assertThat(file).hasBinaryContent(content);
    assertWeightsUntouched();
  }

  private Path json(String content) throws IOException {
    return Files.writeString(folder.resolve("bad.json"), content);
  }

  /** Weights of the network for the data, as JSON, with one text replaced by another. */
  private static String matrices(String first, String replacement) {
    String row =
        Stream.generate(() -> "0.5").limit(100).collect(Collectors.joining(", ", "[", "]"));
    String inner = IntStream.range(0, 16).mapToObj(i -> row).collect(Collectors.joining(", "));
    String outer = Stream.generate(() -> "[0.5, 0.5]").limit(100).collect(Collectors.joining(", "));
    return ("[[" + inner + "], [" + outer + "]]").replaceFirst(first, replacement);
  }

  @Test
  void theWeightsSpoiltBelowAreValidBefore() throws IOException {
    assertThat(Run.of("test", "--data", data, "--weights", json(matrices("x", "x"))).status())
        .isZero();
  }

  @Test
  void raggedWeights() throws IOException {
    assertWeightsRefused(json(matrices("0.5, ", "")), "0.weights");
  }

  @Test
  void weightsOfAnotherShape() throws IOException {
    assertWeightsRefused(json("[[[1.0, 2.0]], [[3.0]]]"), "0.weights", "[16, 100]");
  }

  @Test
  void weightsOfAnotherNetwork() throws IOException {
    Path other = Idx.write(folder.resolve("other"), 5, 2, 4);

    Run run = Run.of("test", "--data", other, "--weights", weights);

    assertRefused(run, weights, "0.weights", "[16, 100]", "[25, 100]");
    assertWeightsUntouched();
  }

  @Test
  void weightsWithNaN() throws IOException {
    assertWeightsRefused(json(matrices("0.5", "NaN")), "NaN");
  }

  @Test
  void weightsWithText() throws IOException {
    assertWeightsRefused(json(matrices("0.5", "\"zero\"")), "zero");
  }

  @Test
  void truncatedWeights() throws IOException {
    String whole = matrices("x", "x");
    assertWeightsRefused(json(whole.substring(0, whole.length() / 2)));
  }

  @Test
  void nothingButOpeningBrackets() throws IOException {
    assertWeightsRefused(json("[".repeat(1 << 22)));
  }

  @Test
  void safetensorsWithOverlappingOffsets() throws IOException {
    assertWeightsRefused(
        safetensors(
            ""
                + "{\"0.weights\":{\"dtype\":\"F64\",\"shape\":[16,100],\"data_offsets\":[0,12800]},\"1.weights\":{\"dtype\":\"F64\",\"shape\":[100,2],\"data_offsets\":[12792,14392]}}",
            14392));
  }

  @Test
  void safetensorsWithOffsetsOutOfRange() throws IOException {
    assertWeightsRefused(
        safetensors(
            ""
                + "{\"0.weights\":{\"dtype\":\"F64\",\"shape\":[16,100],\"data_offsets\":[0,12800]},\"1.weights\":{\"dtype\":\"F64\",\"shape\":[100,2],\"data_offsets\":[12800,14400]}}",
            13000));
  }

  private Path safetensors(String header, int length) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    return Files.write(folder.resolve("bad.safetensors"), bytes.array());
  }

  @Test
  void weightsOfAnUnknownFormat() throws IOException {
    assertWeightsRefused(
        Files.writeString(folder.resolve("weights.txt"), "1"), ".json, .npz or .safetensors");
  }

  @Test
  void missingWeights() {
    Path none = folder.resolve("none.json");

    assertRefused(Run.of("test", "--data", data, "--weights", none), none, "ganglion train");
    assertRefused(Run.of("predict", "--weights", none, "a.png"), none, "ganglion train");
  }
}
