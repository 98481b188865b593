package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "Java cannot send Windows a polite request to end")
class InterruptTest {

  /** 128 + SIGTERM: what {@link ProcessHandle#destroy} sends. Ctrl-C's SIGINT goes the same way. */
  private static final int TERMINATED = 143;

  @TempDir private Path folder;

  @Test
  void aSignalSavesTheWeightsBeforeTheCommandEnds() throws IOException, InterruptedException {
    Path data = Idx.write(folder.resolve("data"), 6, 3, 300);
    Path weights = folder.resolve("weights.json");
    Path messages = folder.resolve("messages");
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
      assertThat(weights).doesNotExist();

      // Unlike Process.destroy, this leaves the stream open.
      process.toHandle().destroy();
      while (out.readLine() != null) {
        // The epochs until the signal has come.
      }
    }

    assertThat(process.waitFor()).isEqualTo(TERMINATED);
    assertThat(messages)
        .content()
        .contains("weights saved in " + weights, "run the same command again to go on from there");
    assertThat(Run.of("test", "--data", data, "--weights", weights).status()).isZero();
  }
}
