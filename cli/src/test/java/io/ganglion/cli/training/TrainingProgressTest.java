package io.ganglion.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.train.EpochResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {

  private static String line(
      OptionalInt correct, OptionalDouble accuracy, Optional<EpochResult.Validation> validation) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(
            stream, stream, false, false, Terminal.DEFAULT_COLUMNS, StandardCharsets.UTF_8);
    try (TrainingProgress progress = new TrainingProgress(terminal, new StopSignal(), 3, true)) {
      progress.epochEnded(new EpochResult(1, 8, correct, accuracy, 0.5, 0.1, validation));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLineHasAccuracyAndLoss() {
    OptionalInt correct = OptionalInt.of(2);
    OptionalDouble accuracy = OptionalDouble.of(25);

    assertThat(line(correct, accuracy, Optional.empty())).isEqualTo("1\t25.0\t0.5\n");
    assertThat(
            line(
                correct,
                accuracy,
                Optional.of(new EpochResult.Validation(4, correct, OptionalDouble.of(50), 0.75))))
        .isEqualTo("1\t25.0\t0.5\t50.0\t0.75\n");
  }

  @Test
  void aLineOfARegressionHasNoAccuracy() {
    OptionalInt correct = OptionalInt.empty();
    OptionalDouble accuracy = OptionalDouble.empty();

    assertThat(line(correct, accuracy, Optional.empty())).isEqualTo("1\t0.5\n");
    assertThat(
            line(
                correct,
                accuracy,
                Optional.of(new EpochResult.Validation(4, correct, accuracy, 0.75))))
        .isEqualTo("1\t0.5\t0.75\n");
  }
}
