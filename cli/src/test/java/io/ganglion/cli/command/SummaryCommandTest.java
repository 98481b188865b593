package io.ganglion.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.Idx;
import io.ganglion.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryCommandTest {

  @TempDir private Path folder;

  private Path data() throws IOException {
    return Idx.write(folder.resolve("data"), 6, 3, 30);
  }

  /** The cells of the table, row by row. */
  private static List<List<String>> cells(Run run) {
    assertThat(run.status()).as(run.err()).isZero();
    return run.lines().stream().map(line -> Arrays.asList(line.split(" {2,}", -1))).toList();
  }

  @Test
  void printsShapeParametersMemoryAndMultiplicationsOfEachLayer() {
    Run run =
        Run.of("summary", "--network", "input 2x3, linear 5, relu, linear 4 no-bias, softmax");

    assertThat(cells(run))
        .containsExactly(
            List.of("layer", "shape", "parameters", "bytes", "multiplications"),
            List.of("input", "[2, 3]", "0", "0", "0"),
            List.of("linear 5", "[5]", "35", "280", "30"),
            List.of("relu", "[5]", "0", "0", "0"),
            List.of("linear 4 no-bias", "[4]", "20", "160", "20"),
            List.of("softmax", "[4]", "0", "0", "0"),
            List.of("total", "[4]", "55", "440", "50"));
  }

  @Test
  void singlePrecisionTakesHalfTheMemory() {
    String network = "input 10, linear 3";

    assertThat(cells(Run.of("summary", "--network", network)).get(3))
        .containsExactly("total", "[3]", "33", "264", "30");
    assertThat(cells(Run.of("summary", "--network", network, "--precision", "float32")).get(3))
        .containsExactly("total", "[3]", "33", "132", "30");
  }

  @Test
  void takesSizesThatTheTextLeavesOutFromTheData() throws IOException {
    Run run = Run.of("summary", "--data", data(), "--network", "linear classes, softmax");

    assertThat(cells(run).subList(1, 3))
        .containsExactly(
            List.of("input", "[6, 6]", "0", "0", "0"),
            List.of("linear 3", "[3]", "111", "888", "108"));
  }

  @Test
  void aTextThatNamesItsInputNeedNotFitTheData() throws IOException {
    Run run = Run.of("summary", "--data", data(), "--network", "Input 7, linear CLASSES no-bias");

    assertThat(cells(run).get(2)).containsExactly("linear 3 no-bias", "[3]", "21", "168", "21");
  }

  @Test
  void theDefaultIsTheOriginalNetwork() {
    assertThat(cells(Run.of("summary", "--data", "digits")).get(5))
        .containsExactly("total", "[10]", "79400", "635200", "79400");
  }

  @Test
  void aPresetIsDescribedInItsPrecision() {
    assertThat(cells(Run.of("summary", "--preset", "mlp", "--data", "digits")).get(6))
        .containsExactly("total", "[10]", "636010", "2544040", "635200");
  }

  @Test
  void aFileThatDoesNotDescribeItsNetworkIsRefused() throws IOException {
    Path weights = folder.resolve("weights.json");
    Run.of("train", "--data", data(), "--weights", weights, "--epochs", 1);

    Run run = Run.of("summary", "--weights", weights);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.complaints())
        .containsExactly(
            "ganglion: " + weights + ": does not describe its network; describe it with --network");
    String network = "linear 100 uniform no-bias, linear classes uniform no-bias, softmax";
    assertThat(
            Run.of("summary", "--weights", weights, "--data", data(), "--network", network)
                .status())
        .isZero();
  }

  @Test
  void aFileThatDescribesItsNetworkNeedsNoOther() throws IOException {
    Path weights = folder.resolve("weights.npz");
    Run.of("train", "--data", data(), "--weights", weights, "--epochs", 1);

    Run run = Run.of("summary", "--weights", weights, "--network", "linear 5");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.complaints()).singleElement().asString().contains("choose one of them");
  }
}
