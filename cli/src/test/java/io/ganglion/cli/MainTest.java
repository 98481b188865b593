package io.ganglion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.command.Session;
import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.cli.terminal.Terminal;
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
        "summary",
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
            "(default: mnist if it was fetched, otherwise digits)",
            "(default: float64)",
            "(default: 15)",
            "(default: 0.000125)",
            "batch-size=N The number of samples in a step, which uses their mean gradient (default: 1)",
            "(default: once)",
            "(default: weights.json to train the original network, weights.safetensors to train"
                + " another; otherwise the one saved last)",
            "(default: sgd)",
            "(default: constant)",
            "(default: cross-entropy)",
            "(default: 1m)");
  }

  @Test
  void versionShowsTheVersionsOfGanglionJavaAndTheSystem() {
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
        "learn",
        "train --epoch",
        "train --epochs many",
        "train --epochs 1.5",
        "train --limit 99999999999",
        "train --learning-rate fast",
        "train --seed x",
        "train --shuffle sometimes",
        "train --precision float16",
        "train digits",
        "train --threads 0",
        "train --preset",
        "train --network relu,",
        "train --checkpoint-every 0",
        "train --checkpoint-every m",
        "train --checkpoint-every -5",
        "train --checkpoint-every 5h",
        "train --checkpoint-every 12345678901",
        "train --checkpoint-every 5",
        "train --weights=",
        "train --data=",
        "train --resume",
        "train --checkpoint a.ckpt --resume --fresh",
        "train --checkpoint a.npz --weights ./a.npz",
        "train --early-stop 3",
        "summary --network linear",
        "test --split both",
        "test --images few",
        "predict",
        "show --nothing",
        "show --images -1",
        "show --images 0 --png a.png",
        "show --png a.gif",
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "train --limit 99999999999 | --limit | a whole number from 1 to 2147483647",
        "train --seed x | --seed | a whole number from -9223372036854775808 to 9223372036854775807",
        "train --learning-rate fast | --learning-rate | a number such as 0.000125",
        "train --learning-rate 0 | --learning-rate | got '0', expected a finite number above 0",
        "train --learning-rate NaN | --learning-rate | got 'NaN', expected a finite number above 0",
        "train --learning-rate Infinity | --learning-rate | expected a finite number above 0",
        "train --epochs 0 | --epochs | got '0', expected a whole number from 1 to 2147483647",
        "train --limit -5 | --limit | got '-5', expected a whole number from 1 to 2147483647",
        "train --batch-size 0 | --batch-size | got '0', expected a whole number from 1 to 2147483647",
        "train --threads 0 | --threads | got '0', expected a whole number from 1 to 2147483647",
        "train --early-stop 0 | --early-stop | got '0', expected a whole number from 1 to 2147483647",
        "train --early-stop 3 | --early-stop | add --validate",
        "train --validate 0 | --validate | got '0', expected a number above 0 and below 1, such as 0.1",
        "train --validate 10 | --validate | got '10', expected a number above 0 and below 1, such as 0.1",
        "train --l2 -1 | --l2 | got '-1', expected a finite number of at least 0",
        "train --weight-decay NaN | --weight-decay | expected a finite number of at least 0",
        "train --warm-up -1 | --warm-up | expected a finite number of at least 0",
        "train --max-norm 0 | --max-norm | got '0', expected a finite number above 0",
        "train --clip Infinity | --clip | got 'Infinity', expected a finite number above 0",
        "train --checkpoint-every 0m | --checkpoint-every | got '0m', expected a number of steps",
        "train --preset mpl | --preset | no preset is called 'mpl', expected one of original, mlp, mlp-dropout, mlp-elastic",
        "train --resume | --resume | add --checkpoint FILE",
        "train --checkpoint c --resume --fresh | --resume | choose one of them",
        "trian | trian | did you mean train?",
        "train --epoch 3 | --epoch | did you mean --epochs?",
      })
  void wrongUsageIsExplainedInTheUsersTerms(String command, String what, String advice) {
    Run run = Run.of(words(command));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(what, advice).doesNotContain("not a").hasLineCount(1);
  }

  @Test
  void stacktraceShowsWhereAnErrorOccurred() {
    Run run = Run.of("test", "--stacktrace", "--weights", "none.json");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.complaints()).hasSize(1);
    assertThat(run.err()).contains("\tat io.ganglion.cli.command.TestCommand.call(");
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
