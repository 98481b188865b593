package io.ganglion.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.Idx;
import io.ganglion.cli.Run;
import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.datasets.fetch.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --history}. */
class HistoryTest {

  @TempDir private Path folder;
  private Path data;
  private Path weights;

  @BeforeEach
  void writeData() throws IOException {
    data = Idx.write(folder.resolve("data"), 6, 3, 30);
    weights = folder.resolve("weights.npz");
  }

  private Object[] arguments(Path history, Object... more) {
    Object[] first = {
      "train", "--fresh", "--data", data, "--weights", weights, "--history", history
    };
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray();
  }

  private Run train(Path history, Object... more) {
    return Run.of(arguments(history, more));
  }

  @Test
  void hasOneLinePerEpochWithThePrintedNumbers() {
    Path history = folder.resolve("run.csv");

    Run run = train(history, "--epochs", 2, "--validate", 0.2);

    assertThat(run.status()).isZero();
    assertThat(history)
        .content()
        .hasLineCount(3)
        .startsWith("epoch,accuracy,loss,learning_rate,validation_accuracy,validation_loss\n1,");
    String[] fields = run.lines().get(1).split("\t", -1);
    assertThat(history)
        .content()
        .endsWith(
            String.format(
                Locale.ROOT,
                "2,%s,%s,0.000125,%s,%s\n",
                fields[1],
                fields[2],
                fields[3],
                fields[4]));
  }

  @Test
  void isReplacedByTheNextTraining() throws IOException {
    Path history = folder.resolve("run.jsonl");
    train(history, "--epochs", 2);
    String first = Files.readString(history);
    train(history, "--epochs", 1);

    assertThat(history).content().hasLineCount(1);
    assertThat(first).hasLineCount(2).startsWith(Files.readString(history));
  }

  @Test
  void isNotReplacedByATrainingThatDoesNotStart() throws IOException {
    Path history = folder.resolve("run.jsonl");
    train(history, "--epochs", 2);
    String before = Files.readString(history);

    assertThat(train(history, "--validate", 0.001).status()).isEqualTo(1);

    assertThat(history).hasContent(before);
  }

  private void assertRefused(Path history, String saying) {
    Run run = train(history);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains(history.toString(), saying);
    assertThat(weights).doesNotExist();
  }

  @Test
  void isRefusedBeforeTrainingIfItCannotBeWritten() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.csv"), "my notes");

    assertRefused(folder.resolve("run.txt"), ".csv or .jsonl");
    assertRefused(folder.resolve("absent").resolve("run.csv"), "does not exist");
    assertRefused(Files.createDirectory(folder.resolve("folder.csv")), "folder");
    assertRefused(notes, "is not a history of training");
    assertThat(notes).hasContent("my notes");
  }

  @Test
  void doesNotExistBeforeTrainingStarts() {
    Path history = folder.resolve("run.csv");

    assertThat(train(history, "--network", "linear 5, softmax").status()).isEqualTo(1);

    assertThat(history).doesNotExist();
  }

  @Test
  void doesNotEndTrainingIfItCanNoLongerBeWritten() throws IOException {
    Path lost = Files.createDirectory(folder.resolve("lost"));
    Path history = lost.resolve("run.csv");

    Run run =
        Run.with(
            new StopSignal(),
            () -> {
              delete(lost);
              return new DataFolder(folder.resolve("fetched"));
            },
            false,
            arguments(history, "--epochs", 3));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.lines()).hasSize(3);
    assertThat(run.complaints())
        .singleElement()
        .asString()
        .contains(history + ": cannot be written");
    assertThat(run.err())
        .containsOnlyOnce("warning: " + history)
        .containsSubsequence(
            "; training continues", "saved     " + weights, "ganglion: " + history);
    assertThat(Run.of("test", "--data", data, "--weights", weights).status()).isZero();
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
