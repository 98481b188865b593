package io.ganglion.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.Idx;
import io.ganglion.cli.Run;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.formats.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --checkpoint} and {@code --resume}. */
class CheckpointCommandTest {

  /** Settings with every kind of randomness and of optimizer memory. */
  private static final Object[] SETTINGS =
      ("--network|linear 5, relu, dropout 0.2, linear classes, softmax|--optimizer|adam"
              + "|--learning-rate|0.05|--schedule|cosine|--augment|shift|--class-weights|0=3,2=0.5"
              + "|--shuffle|epoch|--validate|0.1|--early-stop|2|--epochs|3")
          .split("\\|", -1);

  @TempDir private Path folder;
  private Path data;
  private Path weights;
  private Path checkpoint;
  private int batchSize = 7;

  @BeforeEach
  void writeData() throws IOException {
    data = Idx.write(folder.resolve("data"), 6, 3, 30);
    weights = folder.resolve("weights.npz");
    checkpoint = folder.resolve("run.ckpt");
  }

  private Object[] arguments(Object... more) {
    Object[] first = {"train", "--data", data, "--weights", weights, "--batch-size", batchSize};
    return Stream.of(first, SETTINGS, more).flatMap(Arrays::stream).toArray();
  }

  private Run train(Object... more) {
    return Run.of(arguments(more));
  }

  /** Trains until a signal arrives, after one batch. */
  private Run interrupted(Object... more) {
    StopSignal stop = new StopSignal();
    stop.request();
    return Run.with(stop, folder.resolve("fetched"), false, arguments(more));
  }

  private static void assertDone(Run run) {
    assertThat(run.status()).as(run.err()).isZero();
  }

  private static void assertRefused(Run run, Object... sayings) {
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.complaints()).as(run.err()).hasSize(1);
    for (Object saying : sayings) {
      assertThat(run.complaints().get(0)).contains(saying.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float64", "float32"})
  void stoppedAfterEveryBatchItEndsWithTheSameWeights(String precision) throws IOException {
    Path history = folder.resolve("run.csv");
    Object[] kept = {
      "--precision", precision, "--history", history, "--checkpoint", checkpoint, "--resume"
    };
    assertDone(train("--precision", precision, "--history", history));
    byte[] expected = Files.readAllBytes(weights);
    String expectedHistory = Files.readString(history);
    Files.delete(weights);
    Files.delete(history);

    int stops = 0;
    Run run = interrupted(kept);
    while (run.status() == ExitStatus.STOPPED) {
      stops++;
      assertThat(stops).as("batches").isLessThan(50);
      run = interrupted(kept);
    }

    assertDone(run);
    assertThat(stops).as("every batch of three epochs, except the last").isEqualTo(11);
    assertThat(weights).hasBinaryContent(expected);
    assertThat(history).hasContent(expectedHistory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "tr-TR"})
  void resumesWhatWasStoppedInAnotherLocale(String locale) throws IOException {
    assertDone(train());
    byte[] expected = Files.readAllBytes(weights);
    Files.delete(weights);

    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      assertThat(interrupted("--checkpoint", checkpoint).status()).isEqualTo(ExitStatus.STOPPED);
    } finally {
      Locale.setDefault(usual);
    }
    assertDone(train("--checkpoint", checkpoint, "--resume"));

    assertThat(weights).hasBinaryContent(expected);
  }

  @Test
  void resumesWithAnyNumberOfThreads() throws IOException {
    data = Idx.write(folder.resolve("many"), 6, 3, 300);
    batchSize = 128; // Enough work for two threads.
    assertDone(train());
    byte[] expected = Files.readAllBytes(weights);
    Files.delete(weights);

    interrupted("--checkpoint", checkpoint, "--threads", 2);
    assertDone(train("--checkpoint", checkpoint, "--resume", "--threads", 1));

    assertThat(weights).hasBinaryContent(expected);
  }

  @Test
  void saysExactlyHowToContinue() {
    assertThat(interrupted().err()).contains("run the same command again to continue");
    assertThat(interrupted("--fresh").err())
        .contains("run the same command without --fresh to continue");
    assertThat(interrupted("--checkpoint", checkpoint).err())
        .contains("run the same command with --resume to continue");
    assertThat(interrupted("--checkpoint", checkpoint, "--resume").err())
        .contains("run the same command again to continue");
    assertThat(interrupted("--checkpoint", checkpoint, "--fresh").err())
        .contains("run the same command with --resume instead of --fresh to continue");
  }

  @Test
  void saysWhereItContinues() {
    interrupted("--checkpoint", checkpoint);

    assertThat(train("--checkpoint", checkpoint, "--resume").err())
        .contains("weights   continue from " + checkpoint + ": epoch 1, sample 8");
  }

  @Test
  void startsANewTrainingIfThereIsNoCheckpoint() throws IOException {
    assertDone(train());
    byte[] expected = Files.readAllBytes(weights);
    Files.delete(weights);

    Run run = train("--checkpoint", checkpoint, "--resume");

    assertDone(run);
    assertThat(run.err()).contains("weights   new");
    assertThat(weights).hasBinaryContent(expected);
    assertThat(checkpoint).exists();
  }

  @Test
  void aTrainingThatHasEndedGivesItsWeightsAgain() throws IOException {
    assertDone(train("--checkpoint", checkpoint));
    byte[] expected = Files.readAllBytes(weights);
    Files.delete(weights);

    Run run = train("--checkpoint", checkpoint, "--resume");

    assertDone(run);
    assertThat(run.err()).contains(checkpoint + ": already has 3 epochs; nothing to train");
    assertThat(weights).hasBinaryContent(expected);
  }

  @Test
  void aTrainingThatHasMoreEpochsThanAreAskedForSaysSo() throws IOException {
    Object[] training = {
      "train", "--data", data, "--weights", weights, "--network", "linear classes, softmax"
    };
    Object[] resumed = {"--checkpoint", checkpoint, "--resume", "--epochs"};
    Object[] all = Stream.concat(Stream.of(training), Stream.of(resumed)).toArray();
    assertDone(Run.of(Stream.concat(Stream.of(all), Stream.of(2)).toArray()));
    byte[] expected = Files.readAllBytes(weights);

    Run fewer = Run.of(Stream.concat(Stream.of(all), Stream.of(1)).toArray());

    assertDone(fewer);
    assertThat(fewer.err()).contains(checkpoint + ": already has 2 epochs; nothing to train");
    assertThat(weights).hasBinaryContent(expected);
  }

  @Test
  void theNetworkNeedNotBeGivenAgainIfTheWeightsDescribeIt() {
    Object[] first = {"train", "--data", data, "--weights", weights, "--epochs", 1};
    assertDone(
        Run.of(
            Stream.concat(Stream.of(first), Stream.of("--network", "linear classes, softmax"))
                .toArray()));
    StopSignal stop = new StopSignal();
    stop.request();
    Object[] unnamed =
        Stream.concat(Stream.of(first), Stream.of("--checkpoint", checkpoint)).toArray();
    assertThat(Run.with(stop, folder.resolve("fetched"), false, unnamed).status()).isEqualTo(130);

    assertDone(Run.of(Stream.concat(Stream.of(unnamed), Stream.of("--resume")).toArray()));
  }

  @Test
  void anExistingCheckpointIsNotReplacedWithoutFresh() throws IOException {
    interrupted("--checkpoint", checkpoint);
    byte[] before = Files.readAllBytes(checkpoint);

    assertRefused(
        train("--checkpoint", checkpoint),
        checkpoint
            + ": already exists; use --resume to continue from it, or --fresh to start over"
            + " and replace it");

    assertThat(checkpoint).hasBinaryContent(before);
    assertDone(train("--checkpoint", checkpoint, "--fresh"));
    assertThat(Files.readAllBytes(checkpoint)).isNotEqualTo(before);
  }

  @Test
  void aFileThatIsNotACheckpointIsNotReplaced() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.txt"), "what I must not lose");

    assertRefused(train("--checkpoint", notes, "--fresh"), notes + ": is not a checkpoint");
    assertRefused(train("--checkpoint", notes), notes + ": is not a checkpoint");
    assertRefused(
        train("--checkpoint", notes, "--resume"), notes + ": is not a Ganglion checkpoint");

    assertThat(notes).hasContent("what I must not lose");
    assertThat(weights).doesNotExist();
  }

  @Test
  void weightsOfAnotherNetworkAreNotReplacedByAResumedTraining() throws IOException {
    assertDone(train("--checkpoint", checkpoint));
    assertDone(
        Run.of(
            "train",
            "--data",
            data,
            "--fresh",
            "--weights",
            weights,
            "--epochs",
            1,
            "--network",
            "linear 7, tanh, linear classes, softmax"));
    byte[] before = Files.readAllBytes(weights);

    assertRefused(
        train("--checkpoint", checkpoint, "--resume"),
        weights + ": holds the weights of '",
        "choose another --weights");
    assertThat(weights).hasBinaryContent(before);
  }

  @Test
  void everyFileHasASinglePurpose() throws IOException {
    Path same = folder.resolve("same.csv");
    Files.writeString(same, "1,2,3\n");
    Object[][] pairs = {
      {"--data", "--checkpoint"}, {"--data", "--history"}, {"--checkpoint", "--history"},
    };
    for (Object[] pair : pairs) {
      Run run = Run.of("train", "--fresh", "--weights", weights, pair[0], same, pair[1], same);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.complaints())
          .singleElement()
          .asString()
          .contains(String.format(Locale.ROOT, "%s and %s both name %s", pair[0], pair[1], same));
    }
    Path numbers = Files.copy(same, folder.resolve("numbers.npz"));
    Run run = Run.of("train", "--fresh", "--data", numbers, "--weights", numbers);
    assertThat(run.complaints()).singleElement().asString().contains("--data and --weights both");
    assertThat(same).hasContent("1,2,3\n");
    assertThat(numbers).hasContent("1,2,3\n");
  }

  @Test
  void theCheckpointOfAnotherTrainingIsRefused() throws IOException {
    interrupted("--checkpoint", checkpoint);
    byte[] before = Files.readAllBytes(checkpoint);
    byte[] weightsBefore = Files.readAllBytes(weights);
    Object[][] others = {
      {"--seed", 2, "seed is '1', this one's is '2'"},
      {"--limit", 20, "data is '27 samples of checksum "},
      {"--l2", 0.5, "regularization"},
      {"--precision", "float32", "precision is 'float64', this one's is 'float32'"},
      {"--backend", "ejml", "backend is "},
    };

    for (Object[] other : others) {
      Run run = train("--checkpoint", checkpoint, "--resume", other[0], other[1]);
      assertRefused(
          run, checkpoint + ": the saved training cannot be resumed here: its ", other[2]);
      assertThat(run.err()).as("found before it is said to continue").hasLineCount(1);
    }

    assertThat(checkpoint).hasBinaryContent(before);
    assertThat(weights).hasBinaryContent(weightsBefore);
  }

  @Test
  void aDamagedCheckpointIsRefused() throws IOException {
    interrupted("--checkpoint", checkpoint);
    byte[] whole = Files.readAllBytes(checkpoint);
    byte[] damaged = Arrays.copyOf(whole, whole.length - 9);
    Files.write(checkpoint, damaged);

    Run run = train("--checkpoint", checkpoint, "--resume");

    assertRefused(run, checkpoint, "damaged", "start over with --fresh instead of");
    assertThat(run.err()).as("found before training").hasLineCount(1);
    assertThat(checkpoint).hasBinaryContent(damaged);
  }

  @Test
  void aCheckpointOfAnEarlierVersionIsRefusedAndStays() throws IOException {
    SafetensorsFile.write(checkpoint, Map.of(), Map.of("format", "ganglion-checkpoint 1"));
    byte[] before = Files.readAllBytes(checkpoint);

    assertRefused(
        train("--checkpoint", checkpoint, "--resume"),
        checkpoint,
        "'ganglion-checkpoint 1'",
        "finish its training with the version of Ganglion that wrote it",
        "start over with --fresh instead of --resume");
    assertRefused(train("--checkpoint", checkpoint), checkpoint, "--fresh");
    assertThat(checkpoint).hasBinaryContent(before);

    assertDone(train("--checkpoint", checkpoint, "--fresh"));
    assertThat(checkpoint.toFile().length()).isGreaterThan(before.length);
  }

  @Test
  void aFolderThatDoesNotExistIsRefused() {
    Run run = train("--checkpoint", folder.resolve("absent").resolve("run.ckpt"));

    assertRefused(run, "does not exist", "choose another --checkpoint");
    assertThat(run.err()).as("found before training").hasLineCount(1);
    assertThat(weights).doesNotExist();
  }

  @Test
  void doesNotEndTrainingIfItCannotBeWritten() throws IOException {
    assertDone(train());
    byte[] expected = Files.readAllBytes(weights);
    Files.delete(weights);
    Path lost = Files.createDirectory(folder.resolve("lost"));
    Path kept = lost.resolve("run.ckpt");

    Run run =
        Run.with(
            new StopSignal(),
            onceChecked(() -> Files.delete(lost)),
            false,
            arguments("--checkpoint", kept, "--checkpoint-every", 1));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.lines()).hasSize(3);
    assertThat(run.complaints()).singleElement().asString().contains(kept + ": cannot be written");
    assertThat(run.err())
        .containsOnlyOnce("warning: " + kept)
        .containsSubsequence("; training continues", "saved     " + weights, "ganglion: " + kept);
    assertThat(weights).hasBinaryContent(expected);
  }

  private interface Action {
    void run() throws IOException;
  }

  private Supplier<DataFolder> onceChecked(Action action) {
    return () -> {
      try {
        action.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new DataFolder(folder.resolve("fetched"));
    };
  }
}
