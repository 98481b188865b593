package io.ganglion.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.Idx;
import io.ganglion.cli.Run;
import io.ganglion.cli.terminal.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {

  @TempDir private Path folder;
  private Path data;
  private Path weights;

  @BeforeEach
  void writeData() throws IOException {
    data = Idx.write(folder.resolve("data"), 6, 3, 30);
    weights = folder.resolve("weights.json");
  }

  private Run train(Object... more) {
    return trainWith(new StopSignal(), false, more);
  }

  private Run trainWith(StopSignal stop, boolean terminal, Object... more) {
    Object[] args = new Object[more.length + 5];
    Object[] first = {"train", "--data", data, "--weights", weights};
    System.arraycopy(first, 0, args, 0, first.length);
    System.arraycopy(more, 0, args, first.length, more.length);
    return Run.with(stop, folder.resolve("fetched"), terminal, args);
  }

  @Test
  void printsEpochAccuracyAndLossOfEachEpochAsJavaPrintsThem() {
    Run run = train("--epochs", 3, "--learning-rate", 0.1);

    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      String[] fields = run.lines().get(i).split("\t", -1);
      assertThat(fields).hasSize(3);
      assertThat(fields[0]).isEqualTo(Integer.toString(i + 1));
      assertThat(fields[1]).isEqualTo(Double.toString(Double.parseDouble(fields[1])));
      assertThat(fields[2]).isEqualTo(Double.toString(Double.parseDouble(fields[2])));
    }
  }

  @Test
  void numbersDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Run here = train("--epochs", 1, "--fresh");
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Run there = train("--epochs", 1, "--fresh");

      assertThat(there.out()).isEqualTo(here.out());
      assertThat(there.err())
          .containsPattern("speed +\\d+ samples per second: 30 samples in \\d+\\.\\d+ s");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void savesWeightsThatTheNextRunContinuesFrom() throws IOException {
    Run both = train("--epochs", 2, "--shuffle", "none");
    byte[] afterBoth = Files.readAllBytes(weights);
    Files.delete(weights);
    Run first = train("--epochs", 1, "--shuffle", "none");
    Run second = train("--epochs", 1, "--shuffle", "none");

    assertThat(first.err()).contains("new, to be saved in " + weights);
    assertThat(second.err()).contains("continue from " + weights);
    assertThat(second.lines().get(0).substring(1)).isEqualTo(both.lines().get(1).substring(1));
    assertThat(weights).hasBinaryContent(afterBoth);
  }

  @Test
  void freshStartsOverAndReplacesTheFile() throws IOException {
    train("--epochs", 1);
    byte[] afterOne = Files.readAllBytes(weights);
    train("--epochs", 1);
    assertThat(Files.readAllBytes(weights)).isNotEqualTo(afterOne);

    train("--epochs", 1, "--fresh");

    assertThat(weights).hasBinaryContent(afterOne);
  }

  @Test
  void freshIgnoresADamagedFile() throws IOException {
    Files.writeString(weights, "[[");

    assertThat(train("--epochs", 1, "--fresh").status()).isZero();
  }

  @Test
  void oneSeedGivesOneResultAndAnotherGivesAnother() throws IOException {
    String one = train("--fresh", "--epochs", 1, "--seed", 7).out();

    assertThat(train("--fresh", "--epochs", 1, "--seed", 7).out()).isEqualTo(one);
    assertThat(train("--fresh", "--epochs", 1, "--seed", 8).out()).isNotEqualTo(one);
  }

  @Test
  void theBannerNamesEverythingThatDeterminesTheResult() {
    Run run =
        train(
            "--backend",
            "ejml",
            "--precision",
            "float32",
            "--epochs",
            1,
            "--seed",
            42,
            "--learning-rate",
            0.25,
            "--batch-size",
            7,
            "--shuffle",
            "epoch",
            "--limit",
            20);

    assertThat(run.err())
        .containsPattern("backend +ejml \\(EJML 0\\.\\d+\\.\\d+\\), float32")
        .containsPattern("data +\\Q" + data + "\\E: 20 images of 6×6, 3 classes")
        .contains(
            "network   input 6x6, linear 100 uniform no-bias, linear 3 uniform no-bias, softmax")
        .contains("epochs 1, learning rate 0.25, batch size 7, shuffle epoch, seed 42")
        .contains("samples per second: 20 samples in ");
  }

  @Test
  void quietPrintsOnlyResults() {
    Run run = trainWith(new StopSignal(), true, "--epochs", 2, "--quiet");

    assertThat(run.lines()).hasSize(2);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aNetworkThatDoesNotLearnIsSavedWithAWarningAndAStatusOfItsOwn() {
    Run run =
        train(
            "--epochs",
            40,
            "--learning-rate",
            0.001,
            "--network",
            "linear 3 zeros, relu, linear classes zeros, softmax",
            "--quiet");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.lines()).hasSize(40);
    assertThat(run.err().lines())
        .as("once in training and once at its end")
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("warning   the network has learnt nothing from its inputs: ")
                    .contains(
                        "the inputs are from 0 to 1",
                        "(1) all inputs give the same output, so units are dead"));
    assertThat(weights).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "ejml", "commons"})
  void everyBackendLearnsTheSame(String backend) {
    String expected = train("--fresh", "--epochs", 3, "--backend", "java").out();

    String found = train("--fresh", "--epochs", 3, "--backend", backend).out();

    for (int i = 0; i < 3; i++) {
      String[] ours = found.lines().toList().get(i).split("\t", -1);
      String[] javas = expected.lines().toList().get(i).split("\t", -1);
      assertThat(ours[1]).isEqualTo(javas[1]);
      assertThat(Double.parseDouble(ours[2]) / Double.parseDouble(javas[2]))
          .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.npz", "weights.safetensors"})
  void savesAndContinuesFromOtherFormats(String name) {
    weights = folder.resolve(name);

    assertThat(train("--epochs", 1).status()).isZero();
    assertThat(train("--epochs", 1).err()).contains("continue from " + weights);
  }

  @Test
  void stoppingSavesTheWeightsAndSaysHowToContinue() {
    StopSignal stop = new StopSignal();
    stop.request();

    Run run = trainWith(stop, false, "--epochs", 5);

    assertThat(run.status()).isEqualTo(130);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("stopped in epoch 1; weights saved in " + weights)
        .contains("run the same command again to continue");
    assertThat(Run.of("test", "--data", data, "--weights", weights).status()).isZero();
  }

  @Test
  void showsProgressOnATerminalOnly() {
    assertThat(trainWith(new StopSignal(), true, "--epochs", 1).err()).contains("epoch 1/1", "\r");
    assertThat(train("--epochs", 1).err()).doesNotContain("\r", "epoch 1/1");
  }

  @Test
  void withoutFetchedMnistItTakesDigitsAndSaysHowToGetMnist() {
    Run run = Run.of("train", "--limit", 20, "--epochs", 1, "--weights", weights);

    assertThat(run.status()).isZero();
    assertThat(run.err())
        .contains("digits: 20 images of 28×28, 10 classes", "ganglion data fetch mnist");
  }

  @Test
  void givesNoHintIfDigitsAreChosen() {
    Run run =
        Run.of("train", "--data", "digits", "--limit", 20, "--epochs", 1, "--weights", weights);

    assertThat(run.status()).isZero();
    assertThat(run.err()).doesNotContain("hint");
  }
}
