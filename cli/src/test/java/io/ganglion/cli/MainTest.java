package io.ganglion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "train",
        "test",
        "predict",
        "show",
        "backends",
        "bench",
        "data",
        "data fetch",
        "data info"
      })
  void everyCommandExplainsItselfWithAnExample(String command) {
    Run run = Run.of(words(command, "--help"));

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Usage: ganglion", "Example:", "  ganglion " + command);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void helpNamesEveryDefaultOfTraining() {
    assertThat(Run.of("train", "--help").out().replaceAll("\\s+", " "))
        .contains(
            "(default: mnist if it was fetched, else digits)",
            "(default: float64)",
            "(default: 15)",
            "(default: 0.000125)",
            "batch-size=N How many samples to learn at once, by their mean gradient (default: 1)",
            "(default: once)",
            "(default: weights.json)");
  }

  @Test
  void versionTellsTheVersionsOfGanglionJavaAndTheSystem() {
    Run run = Run.of("--version");

    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .satisfiesExactly(
            ganglion -> assertThat(ganglion).matches("ganglion \\d+\\.\\d+\\.\\d+.*"),
            java ->
                assertThat(java).startsWith("Java " + System.getProperty("java.runtime.version")),
            system -> assertThat(system).startsWith(System.getProperty("os.name")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data",
        "tarin",
        "train --epoch",
        "train --epochs many",
        "train --epochs 1.5",
        "train --limit 99999999999",
        "train --learning-rate fast",
        "train --seed x",
        "train --shuffle sometimes",
        "train --precision float16",
        "train digits",
        "test --split both",
        "test --images few",
        "predict",
        "show --nothing",
        "show --augment plastic",
        "backends all",
        "data fetch",
        "data fetch everything",
        "data info mnist"
      })
  void wrongUsageIsOneLineThatPointsToTheHelp(String command) {
    Run run = Run.of(words(command));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("ganglion: ").endsWith(" --help\n").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "train --limit 99999999999, --limit, a whole number of at most 2147483647",
    "train --seed x, --seed, a whole number of at most 9223372036854775807",
    "train --learning-rate fast, --learning-rate, a number such as 0.000125",
    "trian, trian, did you mean train?",
    "train --epoch 3, --epoch, did you mean --epochs?",
  })
  void wrongUsageIsExplainedInTheUsersTerms(String command, String what, String advice) {
    assertThat(Run.of(words(command)).err()).contains(what, advice).doesNotContain("not a");
  }

  @Test
  void stacktraceShowsWhereAnErrorArose() {
    Run run = Run.of("test", "--stacktrace", "--weights", "none.json");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.complaints()).hasSize(1);
    assertThat(run.err()).contains("\tat io.ganglion.cli.TestCommand.call(");
  }

  @Test
  void anErrorOfAnyKindIsOneLineAndAStatus() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
            new PrintStream(err, false, UTF_8),
            false,
            false,
            80,
            UTF_8);
    Session session =
        new Session(
            terminal,
            new StopSignal(),
            () -> {
              throw new InternalError("a page of the file is gone");
            });

    assertThat(Main.run(session, "data", "info")).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .startsWith("ganglion: ")
        .contains("a page of the file is gone")
        .hasLineCount(1);
  }

  private static Object[] words(String command, String... more) {
    List<String> words = new ArrayList<>();
    if (!command.isEmpty()) {
      words.addAll(List.of(command.split(" ")));
    }
    words.addAll(List.of(more));
    return words.toArray();
  }
}
