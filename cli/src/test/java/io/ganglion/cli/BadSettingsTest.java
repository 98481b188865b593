package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"train --fresh", "show --split train"})
  void deformingRowsOfATable(String command) throws IOException {
    Path table = Files.writeString(folder.resolve("table.csv"), "label,a,b,c\n0,1,2,3\n1,4,5,6\n");
    Path file = folder.resolve("table.npz");
    List<Object> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("--data", table, "--augment", "shift"));
    if (command.startsWith("train")) {
      args.addAll(List.of("--weights", file));
    }

    assertRefused(
        Run.of(args.toArray()),
        "--augment shift deforms pictures",
        "table.csv has rows of 3 numbers",
        "--augment none");
    assertThat(file).doesNotExist();
  }

  @Test
  void weightsOfClassesThatTheDataDoNotHave() throws IOException {
    assertRefused(
        train("--class-weights", "0=1,ten=2"),
        "--class-weights: no class is called 'ten', expected one of 0, 1");
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
