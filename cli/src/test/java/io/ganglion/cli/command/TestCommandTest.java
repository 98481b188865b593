package io.ganglion.cli.command;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.Idx;
import io.ganglion.cli.Run;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {

  @TempDir private Path folder;
  private Path data;
  private Path weights;

  @BeforeEach
  void trainUntilEverythingIsCorrect() throws IOException {
    data = Idx.write(folder.resolve("data"), 6, 3, 30);
    weights = folder.resolve("weights.json");
    Run run =
        Run.of(
            "train", "--data", data, "--weights", weights, "--learning-rate", 0.05, "--epochs", 20);
    assertThat(run.lines().get(19)).startsWith("20\t100.0\t");
  }

  private Run test(Object... more) {
    Object[] args = new Object[more.length + 5];
    Object[] first = {"test", "--data", data, "--weights", weights};
    System.arraycopy(first, 0, args, 0, first.length);
    System.arraycopy(more, 0, args, first.length, more.length);
    return Run.of(args);
  }

  @Test
  void printsAccuracyThenTheConfusionMatrixThenTheImages() {
    Run run = test("--images", 3);

    assertThat(run.status()).isZero();
    assertThat(run.lines().subList(0, 8))
        .containsExactly(
            "accuracy\t100.0\t30\t30",
            "",
            "actual \\ predicted   0   1   2",
            "0                   10   0   0",
            "1                    0  10   0",
            "2                    0   0  10",
            "",
            "[ True  True  True]");
    assertThat(run.lines().subList(8, run.lines().size()))
        .anyMatch(line -> line.matches("[012] \\(is.*"))
        .anyMatch(line -> line.contains("█"));
  }

  @Test
  void doesNotPrintTheConfusionMatrixOfTooManyClasses() throws IOException {
    Path many = folder.resolve("many.csv");
    Files.writeString(
        many,
        IntStream.range(0, 1025).mapToObj(i -> i + ",0,255,0,0").collect(joining("\n", "", "\n")));
    Run train = Run.of("train", "--fresh", "--data", many, "--weights", weights, "--epochs", 1);
    assertThat(train.err()).contains("1025 classes");

    Run run = Run.of("test", "--data", many, "--weights", weights, "--split", "train");

    assertThat(run.status()).isZero();
    assertThat(run.lines().get(0)).matches("accuracy\t.*\t1025");
    assertThat(run.out()).doesNotContain("predicted");
    assertThat(run.err())
        .contains("the confusion matrix is not shown: there are more than 1024 classes");
  }

  private void predictClass0ForEverything() throws IOException {
    String zeros = "[" + "0.0, ".repeat(99) + "0.0]";
    String first = "[" + (zeros + ", ").repeat(35) + zeros + "]";
    String second = "[" + "[0.0, 0.0, 0.0], ".repeat(99) + "[0.0, 0.0, 0.0]]";
    Files.writeString(weights, "[" + first + ", " + second + "]");
  }

  @Test
  void printsHowOftenTheClassIsAmongTheMostProbable() throws IOException {
    predictClass0ForEverything();

    assertThat(test("--top-k", 2).lines().subList(0, 3))
        .containsExactly(
            "accuracy\t" + 10.0 / 30 * 100 + "\t10\t30",
            "top-2\t" + 20.0 / 30 * 100 + "\t20\t30",
            "");
    assertThat(test("--top-k", 3).lines()).element(1).isEqualTo("top-3\t100.0\t30\t30");
  }

  @Test
  void refusesMoreGuessesThanThereAreClasses() {
    assertThat(test("--top-k", 4).complaints())
        .containsExactly("ganglion: --top-k must be at most the number of classes, 3, got 4");
    assertThat(test("--top-k", 4).status()).isEqualTo(1);
  }

  @Test
  void printsPrecisionRecallAndF1OfEachClass() throws IOException {
    predictClass0ForEverything();

    assertThat(test("--per-class", "--images", 0).lines().subList(0, 9))
        .containsExactly(
            "accuracy\t" + 10.0 / 30 * 100 + "\t10\t30",
            "",
            "class       precision  recall  F1      samples",
            "0           0.3333     1.0000  0.5000  10",
            "1           0.0000     0.0000  0.0000  10",
            "2           0.0000     0.0000  0.0000  10",
            "macro mean  0.1111     0.3333  0.1667  30",
            "",
            "actual \\ predicted   0  1  2");
  }

  @Test
  void aSingleClassIsPredictedOrNot() throws IOException {
    Path one = folder.resolve("one.csv");
    Files.writeString(one, "label,a,b,c,d\n0,0,255,0,0\n0,255,0,0,0\n");
    Run softmax = Run.of("train", "--fresh", "--data", one, "--weights", weights, "--epochs", 1);
    assertThat(softmax.complaints())
        .singleElement()
        .asString()
        .contains("whose softmax is always 1", "end it with sigmoid and use binary-cross-entropy");
    Run.of(
        "train",
        "--fresh",
        "--data",
        one,
        "--weights",
        weights,
        "--epochs",
        1,
        "--network",
        "linear classes uniform no-bias, sigmoid",
        "--loss",
        "binary-cross-entropy");

    Run run =
        Run.of(
            "test",
            "--data",
            one,
            "--weights",
            weights,
            "--split",
            "train",
            "--images",
            2,
            "--network",
            "linear classes uniform no-bias, sigmoid");

    assertThat(run.lines().subList(0, 5))
        .containsExactly(
            "accuracy\t100.0\t2\t2",
            "",
            "actual \\ predicted  not 0  0",
            "not 0                   0  0",
            "0                       0  2");
    assertThat(run.lines()).contains("[ True  True]");
  }

  @Test
  void saysForEachImageWhetherItWasClassifiedCorrectly() throws IOException {
    predictClass0ForEverything();

    Run run = test("--images", 30);

    assertThat(run.lines().get(0)).isEqualTo("accuracy\t" + 10.0 / 30 * 100 + "\t10\t30");
    assertThat(run.lines().get(3)).isEqualTo("0                   10  0  0");
    assertThat(run.lines().get(4)).isEqualTo("1                   10  0  0");
    String shown = run.lines().get(7);
    assertThat(shown).matches("\\[( True|False)( ( True|False)){29}]");
    assertThat(shown.split("True", -1)).hasSize(11);
  }

  @Test
  void oneSeedShowsTheSameImagesAndAnotherShowsOthers() {
    assertThat(test("--seed", 1).out()).isEqualTo(test("--seed", 1).out());
    assertThat(test("--seed", 1).out()).isNotEqualTo(test("--seed", 2).out());
  }

  @Test
  void canTestOnTheTrainingData() {
    assertThat(test("--split", "train").err()).contains("split train");
  }

  @Test
  void showsNoImagesIfNoneAreWanted() {
    assertThat(test("--images", 0).lines()).hasSize(6);
  }

  @Test
  void drawsTwoRowsOfThreeIntoThePng() throws IOException {
    Path png = folder.resolve("grid.png");

    Run run = test("--png", png);

    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("images saved in " + png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isGreaterThan(image.getHeight());
  }

  @Test
  void usesColoursOnATerminalOnly() {
    Run run = Run.onTerminal("test", "--data", data, "--weights", weights);

    assertThat(run.out()).contains("\u001b[38;5;231;48;5;231m▀", "\u001b[0m");
    assertThat(test().out()).doesNotContain("\u001b");
  }

  @Test
  void everyBackendPredictsTheSame() {
    String expected = test("--backend", "java").out();

    assertThat(test("--backend", "ejml").out()).isEqualTo(expected);
    assertThat(test("--backend", "commons").out()).isEqualTo(expected);
    assertThat(test("--backend", "ejml", "--precision", "float32").out()).isEqualTo(expected);
  }
}
