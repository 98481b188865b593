package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A training in a JVM of its own, when a signal asks it to end. */
@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "on Windows, Java can only kill a process, not ask it to end")
class InterruptTest {

  /** 128 + SIGTERM: what {@link ProcessHandle#destroy} sends. Ctrl-C's SIGINT goes the same way. */
  private static final int TERMINATED = 143;

  @TempDir private Path folder;
  private Path data;
  private Path saved;
  private Path weights;
  private Path messages;

  @BeforeEach
  void layOut() throws IOException {
    data = Idx.write(folder.resolve("data"), 6, 3, 300);
    saved = Files.createDirectory(folder.resolve("saved"));
    weights = saved.resolve("weights.json");
    messages = folder.resolve("messages");
  }

  /** Trains until an epoch has ended, runs an action, sends the signal, returns the exit status. */
  private int interrupted(Action meanwhile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                "--data",
                data.toString(),
                "--weights",
                weights.toString(),
                "--epochs",
                "1000000000")
            .redirectError(messages.toFile())
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).startsWith("1\t");
      meanwhile.run();
      // Unlike Process.destroy, this leaves the stream open.
      process.toHandle().destroy();
      while (out.readLine() != null) {
        // The epochs before the signal arrives.
      }
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theWeightsAreSavedBeforeTheCommandEnds() throws IOException, InterruptedException {
    int status = interrupted(() -> assertThat(weights).doesNotExist());

    assertThat(status).isEqualTo(TERMINATED);
    assertThat(messages)
        .content()
        .contains("weights saved in " + weights, "run the same command again to continue");
    assertThat(Run.of("test", "--data", data, "--weights", weights).status()).isZero();
  }

  @Test
  void weightsThatCannotBeSavedAreAFailureEvenThen() throws IOException, InterruptedException {
    int status = interrupted(() -> Files.delete(saved));

    assertThat(status).isEqualTo(1);
    assertThat(messages).content().contains("ganglion: " + weights);
  }

  private interface Action {
    void run() throws IOException;
  }
}
