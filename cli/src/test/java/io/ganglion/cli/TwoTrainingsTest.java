package io.ganglion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.command.Session;
import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.formats.TrainingStates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two trainings that write the same files. */
class TwoTrainingsTest {

  @TempDir private Path folder;
  private Path data;
  private Path weights;
  private Path checkpoint;

  @BeforeEach
  void writeData() throws IOException {
    data = Idx.write(folder.resolve("data"), 6, 3, 30);
    weights = folder.resolve("weights.npz");
    checkpoint = folder.resolve("run.ckpt");
  }

  private Object[] arguments(int seed) {
    return new Object[] {
      "train",
      "--fresh",
      "--data",
      data,
      "--network",
      "linear 5, relu, linear classes, softmax",
      "--seed",
      seed,
      "--epochs",
      3,
      "--weights",
      weights,
      "--checkpoint",
      checkpoint,
      "--checkpoint-every",
      1
    };
  }

  @Test
  void theLaterOneWinsWholeAndSaysSo() throws IOException {
    assertThat(Run.of(arguments(1)).status()).isZero();
    byte[] first = Files.readAllBytes(weights);
    Files.delete(weights);
    Files.delete(checkpoint);

    AtomicReference<Run> second = new AtomicReference<>();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            // The first result: the other training runs while this one does.
            if (second.get() == null) {
              second.set(Run.of(arguments(2)));
            }
          }
        };
    int status = train(out, err, arguments(1));

    assertThat(status).isZero();
    assertThat(second.get().status()).isZero();
    assertThat(second.get().out()).isNotEmpty();
    assertThat(weights).hasBinaryContent(first);
    assertThat(TrainingStates.read(checkpoint).results()).hasSize(3);
    assertThat(err.toString(UTF_8).lines())
        .containsOnlyOnce(
            weights
                + " was replaced by another program meanwhile; this training's weights are in it now",
            checkpoint
                + " was replaced by another program meanwhile; this training's state is in it now");
    assertThat(second.get().err()).doesNotContain("replaced");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  private static int train(OutputStream out, OutputStream err, Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    StopSignal stop = new StopSignal();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false,
            80,
            UTF_8);
    int status =
        Main.run(
            new Session(terminal, stop, () -> new DataFolder(Path.of("nothing", "fetched"))),
            words);
    stop.finished(status);
    return status;
  }
}
