package io.ganglion.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.Idx;
import io.ganglion.cli.Run;
import io.ganglion.cli.terminal.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {

  @TempDir private Path folder;
  private Path data;
  private Path weights;

  @BeforeEach
  void writeData() throws IOException {
    data = Idx.write(folder.resolve("data"), 6, 3, 30);
    weights = folder.resolve("weights.npz");
  }

  private Run train(Object... more) {
    List<Object> args =
        new ArrayList<>(List.of("train", "--fresh", "--weights", weights, "--epochs", 1));
    args.addAll(List.of(more));
    Run run = Run.of(args.toArray());
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void trainsOnDigits(Preset preset) {
    Run run = train("--preset", preset.label(), "--data", "digits", "--limit", 64);

    assertThat(run.lines()).singleElement().asString().startsWith("1\t");
    assertThat(weights).exists();
  }

  /** Batches that are cut into parts, except the last of an epoch. */
  @ParameterizedTest
  @EnumSource(Preset.class)
  void givesTheSameBitsAgainWithTwoThreadsAndAfterAResume(Preset preset) throws IOException {
    Path checkpoint = folder.resolve("run.ckpt");
    Object[] settings = {
      "train",
      "--preset",
      preset.label(),
      "--data",
      "digits",
      "--limit",
      300,
      "--epochs",
      2,
      "--weights",
      weights
    };
    byte[] expected = trained(settings, "--threads", 1, "--fresh");

    assertThat(trained(settings, "--threads", 2, "--fresh")).isEqualTo(expected);

    StopSignal stop = new StopSignal();
    stop.request();
    Object[] kept = {"--checkpoint", checkpoint, "--threads", 2};
    Run.with(stop, folder, false, with(with(settings, kept), "--fresh"));
    assertThat(trained(with(settings, kept), "--resume")).isEqualTo(expected);
  }

  private byte[] trained(Object[] settings, Object... more) throws IOException {
    Run run = Run.of(with(settings, more));
    assertThat(run.status()).as(run.err()).isZero();
    return Files.readAllBytes(weights);
  }

  private static Object[] with(Object[] settings, Object... more) {
    return Stream.of(settings, more).flatMap(Arrays::stream).toArray();
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void takesDataOfAnySizeAndNumberOfClasses(Preset preset) {
    Run run = train("--preset", preset.label(), "--data", data);

    assertThat(run.err()).contains("30 images of 6×6, 3 classes", "input 6x6, ", "linear 3");
  }

  @Test
  void setsTheOtherOptions() {
    assertThat(train("--preset", "mlp", "--data", data).err())
        .contains(
            "float32",
            "network   input 6x6, linear 800 he, relu, linear 3, softmax",
            "epochs 1, learning rate 0.001, optimizer adamw 0.05, schedule cosine, loss"
                + " softmax-cross-entropy 0.1, batch size 128, shuffle epoch, seed 1");
  }

  @Test
  void otherOptionsOverrideItWhereverTheyStand() {
    assertThat(
            train(
                    "--optimizer",
                    "momentum",
                    "--network",
                    "linear classes, softmax",
                    "--preset",
                    "mlp-elastic",
                    "--data",
                    data,
                    "--precision",
                    "float64",
                    "--batch-size",
                    5)
                .err())
        .contains(
            "float64",
            "network   input 6x6, linear 3, softmax",
            "epochs 1, learning rate 0.001, optimizer momentum 0.9, schedule cosine, loss"
                + " softmax-cross-entropy, batch size 5, shuffle epoch, augment elastic, seed 1");
  }

  @Test
  void augmentationOfAPresetCanBeSwitchedOff() {
    assertThat(train("--preset", "mlp-elastic", "--augment", "none", "--data", data).err())
        .contains("batch size 128, shuffle epoch, seed 1");
  }

  @Test
  void canBeWrittenWithAnEqualsSign() throws IOException {
    String separate = train("--preset", "mlp", "--data", data).out();
    byte[] expected = Files.readAllBytes(weights);

    assertThat(train("--preset=mlp", "--data", data).out()).isEqualTo(separate);
    assertThat(weights).hasBinaryContent(expected);
  }

  @Test
  void theOriginalIsTheDefault() throws IOException {
    train("--data", data);
    byte[] expected = Files.readAllBytes(weights);

    train("--preset", "original", "--data", data);

    assertThat(weights).hasBinaryContent(expected);
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void helpShowsWhatItSets(Preset preset) {
    String help =
        Run.of("train", "--preset", preset.label(), "--help").out().replaceAll("\\s+", " ");

    assertThat(help).contains("(default: " + preset.option("--epochs").orElse("15") + ")");
    assertThat(help)
        .contains("(default: " + preset.option("--schedule").orElse("constant") + ")")
        .contains("(default: " + preset.option("--optimizer").orElse("sgd") + ")");
  }

  @Test
  void anUnknownNameIsRefused() {
    Run run = Run.of("train", "--preset", "mpl", "--data", data, "--weights", weights);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.complaints())
        .containsExactly(
            "ganglion: Invalid value for option '--preset': no preset is called 'mpl', expected one"
                + " of original, mlp, mlp-dropout, mlp-elastic; see ganglion train --help");
    assertThat(weights).doesNotExist();
  }
}
