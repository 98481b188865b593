package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Backends that cannot be used, and a learning rate at which the loss diverges. */
class BadSettingsTest extends BadInput {

  @Test
  void unknownBackendListsTheOthersAndWhatToAdd() throws IOException {
    Run run = train("--backend", "nd5j");

    assertRefused(run, "'nd5j'", "java", "ejml", "commons", "io.ganglion:ganglion-backend-");
    assertWeightsUntouched();
  }

  @Test
  void absentBackendNamesItsDependency() throws IOException {
    assertRefused(train("--backend", "nd4j"), "'nd4j'", "io.ganglion:ganglion-backend-nd4j");
    assertWeightsUntouched();
  }

  @Test
  void precisionThatTheBackendLacks() throws IOException {
    assertRefused(
        train("--backend", "commons", "--precision", "float32"), "commons", "float32", "float64");
    assertWeightsUntouched();
  }

  @Test
  void lossThatDivergesStopsSaysWhereAndKeepsTheFile() throws IOException {
    Run run = train("--learning-rate", "1e308");

    assertRefused(run, "epoch 1", weights + " is unchanged", "lower learning rate");
    assertWeightsUntouched();
  }

  @Test
  void lossThatDivergesAtOnceLeavesNothingBehind() {
    Path file = folder.resolve("new.json");

    Run run = Run.of("train", "--data", data, "--weights", file, "--learning-rate", "1e308");

    assertRefused(run, "no weights were saved");
    assertThat(file).doesNotExist();
  }
}
