package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.random.SplitMix64;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data whose values have another range than those that a model has learnt. */
class OtherValuesTest {

  private static final int SAMPLES = 60;

  @TempDir Path folder;

  private Path weights;

  /** Trains on pictures of 8×8 with a bar high or low, their values from 0 to 255. */
  @BeforeEach
  void train() throws IOException {
    weights = folder.resolve("w.npz");
    Run run = training(pictures("bytes_train.csv", true, shade -> shade), weights);
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.DONE);
  }

  private static Run training(Path data, Path weights) {
    return Run.of(
        "train",
        "--data",
        data,
        "--weights",
        weights,
        "--epochs",
        20,
        "--learning-rate",
        0.01,
        "--network",
        "linear classes, softmax");
  }

  private Path pictures(String name, boolean labelled, DoubleUnaryOperator value)
      throws IOException {
    SplitMix64 random = new SplitMix64(5);
    StringBuilder text = new StringBuilder(labelled ? "label," : "");
    for (int pixel = 0; pixel < 64; pixel++) {
      text.append(pixel == 0 ? "" : ",").append("pixel").append(pixel);
    }
    for (int i = 0; i < SAMPLES; i++) {
      text.append('\n').append(labelled ? i % 2 + "," : "");
      for (int pixel = 0; pixel < 64; pixel++) {
        boolean ink = pixel / 8 == 2 + 3 * (i % 2) && pixel % 8 > 1 + i % 3;
        double shade = ink ? 255 - random.nextInt(60) : random.nextInt(9);
        text.append(pixel == 0 ? "" : ",").append(value.applyAsDouble(shade));
      }
    }
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void sharesOfWhiteAreBroughtToBytes() throws IOException {
    Path shares = pictures("shares_test.csv", true, shade -> shade / 255);
    Run test = Run.of("test", "--data", shares, "--weights", weights);
    assertThat(test.lines().get(0)).isEqualTo("accuracy\t100.0\t60\t60");
    assertThat(test.err()).contains("values 0 to 1: taken as 0 to 255, which the model has learnt");

    Path rows = pictures("rows.csv", false, shade -> shade / 255);
    Run predict = Run.of("predict", "--weights", weights, rows);
    assertThat(predict.status()).as(predict.err()).isEqualTo(ExitStatus.DONE);
    assertThat(predict.err()).contains("values 0 to 1: taken as 0 to 255");
    for (int i = 0; i < SAMPLES; i++) {
      assertThat(predict.lines().get(i + 1)).startsWith(i + 1 + "," + i % 2 + ",");
    }
  }

  @Test
  void aScaleThatIsGivenIsUsed() throws IOException {
    Path shares = pictures("shares_test.csv", true, shade -> shade / 255);
    Run asShares =
        Run.of("test", "--data", shares, "--weights", weights, "--input-scale", 1, "--per-class");
    Run asBytes = Run.of("test", "--data", shares, "--weights", weights, "--per-class");
    assertThat(asShares.out()).isEqualTo(asBytes.out());
    Run wrong = Run.of("test", "--data", shares, "--weights", weights, "--input-scale", 255);
    assertThat(wrong.err())
        .contains(
            "the model takes values divided by 255, but these data look like values as they are:"
                + " see --input-scale");
  }

  @Test
  void trainingContinuesWithSharesOfWhite() throws IOException {
    Run more = training(pictures("shares_train.csv", true, shade -> shade / 255), weights);
    assertThat(more.status()).as(more.err()).isEqualTo(ExitStatus.DONE);
    assertThat(more.err()).contains("values 0 to 1: taken as 0 to 255");
    Run test =
        Run.of(
            "test",
            "--data",
            folder.resolve("bytes_train.csv"),
            "--split",
            "train",
            "--weights",
            weights);
    assertThat(test.lines().get(0)).isEqualTo("accuracy\t100.0\t60\t60");
  }

  @Test
  void trainingDoesNotContinueWithRowsOfAnotherUnit() throws IOException {
    Path metres = rows("metres_train.csv", 1);
    Path millimetres = rows("millimetres_train.csv", 1000);
    Path model = folder.resolve("rows.npz");
    assertThat(training(metres, model).status()).isEqualTo(ExitStatus.DONE);
    byte[] before = Files.readAllBytes(model);

    Run more = training(millimetres, model);
    assertThat(more.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(more.complaints())
        .singleElement()
        .asString()
        .contains("the values are about 1000 times as large as those that the model has learnt")
        .contains("would spoil " + model)
        .contains("use --fresh");
    assertThat(Files.readAllBytes(model)).isEqualTo(before);
    Run test = Run.of("test", "--data", millimetres, "--split", "train", "--weights", model);
    assertThat(test.err()).contains("as if they had another unit");
  }

  @Test
  void invertedPicturesAreNotLearntByAModelOfOthers() throws IOException {
    byte[] before = Files.readAllBytes(weights);
    Path inverted = pictures("inverted_train.csv", true, shade -> 255 - shade);
    Run more = training(inverted, weights);
    assertThat(more.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(more.err()).contains("the pictures look dark on light, but the model has learnt");
    assertThat(Files.readAllBytes(weights)).isEqualTo(before);

    Path shares = pictures("shares_test.csv", true, shade -> 1 - shade / 255);
    Run test = Run.of("test", "--data", shares, "--weights", weights, "--invert");
    assertThat(test.lines().get(0)).isEqualTo("accuracy\t100.0\t60\t60");
    Path rows = pictures("rows.csv", false, shade -> 1 - shade / 255);
    Run predict = Run.of("predict", "--weights", weights, "--invert", rows);
    assertThat(predict.lines().get(1)).startsWith("1,0,");
    assertThat(predict.lines().get(2)).startsWith("2,1,");
  }

  @Test
  void valuesFromMinusOneToOneAreBroughtToOthers() throws IOException {
    Path around = pictures("around_test.csv", true, shade -> shade / 127.5 - 1);
    Run test = Run.of("test", "--data", around, "--weights", weights);
    assertThat(test.lines().get(0)).isEqualTo("accuracy\t100.0\t60\t60");
    assertThat(test.err()).contains("values -1 to 1: taken as 0 to 255");
  }

  private Path rows(String name, double unit) throws IOException {
    SplitMix64 random = new SplitMix64(7);
    StringBuilder text = new StringBuilder("length,width,kind");
    for (int i = 0; i < SAMPLES; i++) {
      double length = i % 2 + random.nextDouble() / 4;
      double width = 1 - i % 2 + random.nextDouble() / 4;
      text.append('\n').append(length * unit).append(',').append(width * unit).append(',');
      text.append(i % 2 == 0 ? "small" : "large");
    }
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aFewOutliersThatDecideTheScaleAreNamed() throws IOException {
    int[] count = {0};
    Path data =
        pictures("spike_train.csv", true, shade -> count[0]++ == SAMPLES * 32 ? 4095 : shade);
    Run run = training(data, folder.resolve("spike.npz"));
    assertThat(run.err()).contains("only 1 of 3840 values are above 1023: if they are damaged");
  }
}
