package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --validate} and {@code --early-stop}. */
class ValidationTest {

  @TempDir private Path folder;
  private Path data;
  private Path weights;

  @BeforeEach
  void writeData() throws IOException {
    data = Idx.write(folder.resolve("data"), 6, 3, 30);
    weights = folder.resolve("weights.npz");
  }

  private Run train(Object... more) {
    Object[] first = {"train", "--fresh", "--data", data, "--weights", weights};
    Run run = Run.of(Stream.concat(Stream.of(first), Stream.of(more)).toArray());
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  private static String[] fields(String line) {
    return line.split("\t", -1);
  }

  @Test
  void addsAccuracyAndLossOnHeldOutSamples() {
    Run run = train("--validate", 0.2, "--epochs", 2, "--learning-rate", 0.1);

    assertThat(run.err()).contains("30 images of 6×6, 3 classes, 6 held out", "48 samples in ");
    assertThat(run.lines())
        .hasSize(2)
        .allSatisfy(
            line -> {
              assertThat(fields(line)).hasSize(5);
              double right = Double.parseDouble(fields(line)[3]) / 100 * 6;
              assertThat(right).as("of six").isCloseTo(Math.rint(right), within(1e-9));
              assertThat(Double.parseDouble(fields(line)[4])).isPositive();
            });
  }

  @Test
  void heldOutSamplesAreNotLearnt() throws IOException {
    train("--epochs", 1, "--shuffle", "none", "--learning-rate", 0.1);
    Map<String, List<Double>> all = Parameters.of(weights);

    train("--epochs", 1, "--shuffle", "none", "--learning-rate", 0.1, "--validate", 0.2);

    assertThat(Parameters.of(weights)).isNotEqualTo(all);
  }

  @Test
  void oneSeedHoldsOutTheSameSamples() {
    Object[] settings = {"--validate", 0.2, "--epochs", 1};
    String one = train(settings).out();

    assertThat(train(settings).out()).isEqualTo(one);
  }

  @Test
  void stopsEarlyAndKeepsTheBestWeights() throws IOException {
    Object[] settings = {
      "--validate", 0.2, "--learning-rate", 8, "--loss", "squared", "--shuffle", "none"
    };

    Run run = train(with(settings, "--epochs", 50, "--early-stop", 2));

    List<String> lines = run.lines();
    int best = 0;
    for (int i = 1; i < lines.size(); i++) {
      if (loss(lines.get(i)) < loss(lines.get(best))) {
        best = i;
      }
    }
    assertThat(lines).hasSizeLessThan(50).hasSize(best + 3);
    assertThat(run.err()).contains("best      epoch " + (best + 1) + ", whose weights are kept");
    Map<String, List<Double>> kept = Parameters.of(weights);
    train(with(settings, "--epochs", best + 1));
    assertThat(Parameters.of(weights)).isEqualTo(kept);
  }

  private static double loss(String line) {
    return Double.parseDouble(fields(line)[4]);
  }

  private static Object[] with(Object[] settings, Object... more) {
    return Stream.concat(Stream.of(settings), Stream.of(more)).toArray();
  }

  @Test
  void tooFewSamplesToHoldOutAreRefused() {
    Run run =
        Run.of("train", "--data", data, "--weights", weights, "--limit", 3, "--validate", 0.1);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.complaints()).singleElement().asString().contains("0.1 of 3 samples");
    assertThat(weights).doesNotExist();
  }
}
