package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.tensor.Shape;
import io.ganglion.train.EpochResult;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingStatesTest {

  /** The row of results in {@link State#small}. */
  private static final double[] RESULTS = {1, 6, 3, 50, 0.75, 0.1, 2, 1, 50, 0.7};

  @TempDir Path folder;

  @Provide
  Arbitrary<TrainingState> states() {
    return State.any();
  }

  @Property(tries = 300)
  void aStateIsReadBackAsItWasWritten(@ForAll("states") TrainingState state) throws IOException {
    Path file = Files.createTempFile("state", ".checkpoint");
    try {
      TrainingStates.write(file, state);
      State.assertSame(TrainingStates.read(file), state);
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void aRegressionIsReadBackWithoutAccuracy() throws IOException {
    double[] results = RESULTS.clone();
    results[2] = -1;
    results[7] = -1;
    TrainingState read =
        TrainingStates.read(withArray("results", NumericArray.of(Shape.of(1, 10), results)));

    EpochResult result = read.results().get(0);
    assertThat(result.correct()).isEmpty();
    assertThat(result.accuracy()).isEmpty();
    assertThat(result.validation().orElseThrow().correct()).isEmpty();
    assertThat(result.validation().orElseThrow().accuracy()).isEmpty();
    assertThat(TrainingStates.read(withText("correct", Optional.of("-1"))).correct()).isEmpty();
  }

  @Test
  void theSameStateGivesTheSameBytes() throws IOException {
    TrainingStates.write(folder.resolve("one"), State.small());
    TrainingStates.write(folder.resolve("two"), State.small());
    assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("two"));
  }

  @Test
  void theFileIsACheckpointWithEverythingUnderItsName() throws IOException {
    Path file = folder.resolve("a.checkpoint");
    TrainingStates.write(file, State.small());
    CheckpointFile checkpoint = CheckpointFile.read(file);
    assertThat(checkpoint.arrays().keySet())
        .containsExactly(
            "parameter.0.weights", "memory.0.weights.mean", "best.0.weights", "results");
    assertThat(checkpoint.arrays().get("results").doubles())
        .containsExactly(1, 6, 3, 50, 0.75, 0.1, 2, 1, 50, 0.7);
    assertThat(checkpoint.entries())
        .isEqualTo(
            Map.of(
                "setting.seed", "1",
                "epoch", "2",
                "done", "4",
                "correct", "3",
                "totalLoss", "0.5",
                "best.epoch", "1",
                "best.validationLoss", "0.7"));
  }

  /** Writes a valid state, but with another text under one name, or with none. */
  private Path withText(String name, Optional<String> text) throws IOException {
    Path file = folder.resolve("a.checkpoint");
    TrainingStates.write(file, State.small());
    CheckpointFile sound = CheckpointFile.read(file);
    Map<String, String> entries = new LinkedHashMap<>(sound.entries());
    assertThat(entries.remove(name)).isNotNull();
    text.ifPresent(other -> entries.put(name, other));
    CheckpointFile.write(file, sound.arrays(), entries);
    return file;
  }

  private Path withArray(String name, NumericArray array) throws IOException {
    Path file = folder.resolve("a.checkpoint");
    TrainingStates.write(file, State.small());
    CheckpointFile sound = CheckpointFile.read(file);
    Map<String, NumericArray> arrays = new LinkedHashMap<>(sound.arrays());
    assertThat(arrays.put(name, array)).isNotNull();
    CheckpointFile.write(file, arrays, sound.entries());
    return file;
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> TrainingStates.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"epoch", "done", "correct", "totalLoss", "best.epoch", "best.validationLoss"})
  void aMissingTextIsNamed(String name) throws IOException {
    assertRefused(
        withText(name, Optional.empty()),
        ": is not a complete state of training: it has no text '" + name + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "epoch; two; a whole number from 1 to 2147483647",
        "epoch; 2.0; a whole number from 1 to 2147483647",
        "epoch; 0; a whole number from 1 to 2147483647",
        "epoch; 99999999999; a whole number from 1 to 2147483647",
        "done; -1; a whole number from 0 to 2147483647",
        "correct; 5; a whole number from -1 to 4",
        "correct; -2; a whole number from -1 to 4",
        "totalLoss; '0,5'; a number",
        "totalLoss; ''; a number",
        "best.epoch; 0; 1",
        "best.epoch; 2; 1",
        "best.validationLoss; low; a number",
        "best.validationLoss; NaN; a finite number",
        "best.validationLoss; Infinity; a finite number",
        "totalLoss; NaN; a finite number",
        "totalLoss; -Infinity; a finite number",
        "totalLoss; 1e999; a finite number",
      })
  void aTextThatIsNotTheExpectedNumberIsQuoted(String name, String text, String expected)
      throws IOException {
    assertRefused(
        withText(name, Optional.of(text)),
        ", text '" + name + "': is '" + text + "', expected " + expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 2", "2147483647, 2147483646"})
  void anEpochWithoutTheResultsOfThoseBeforeItIsRefused(String epoch, String before)
      throws IOException {
    assertRefused(
        withText("epoch", Optional.of(epoch)),
        ": is at epoch "
            + epoch
            + ", but holds the results of 1 epochs, expected those of the "
            + before
            + " before it");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, expected 1",
    "0, 0, expected 1",
    "1, 0, expected a whole number from 1 to 2147483647",
    "1, 3e9, expected a whole number from 1 to 2147483647",
    "2, 7, expected a whole number from -1 to 6",
    "2, 0.5, expected a whole number from -1 to 6",
    "2, -2, expected a whole number from -1 to 6",
    "6, -2, expected a whole number from 0 to 2147483647",
    "7, 3, expected a whole number from -1 to 2",
  })
  void anImpossibleResultIsNamed(int column, double value, String expected) throws IOException {
    double[] results = RESULTS.clone();
    results[column] = value;
    assertRefused(
        withArray("results", NumericArray.of(Shape.of(1, 10), results)),
        ", array 'results', row 0, column " + column + ": is " + value + ", " + expected);
  }

  @Test
  void resultsOutOfOrderAreRefused() throws IOException {
    double[] results = new double[20];
    for (int row = 0; row < 2; row++) {
      results[row * 10] = 2 - row;
      results[row * 10 + 1] = 6;
    }
    assertRefused(
        withArray("results", NumericArray.of(Shape.of(2, 10), results)),
        ", array 'results', row 0, column 0: is 2.0, expected 1");
  }

  @Test
  void resultsOfAnotherWidthAreRefused() throws IOException {
    assertRefused(
        withArray("results", NumericArray.of(Shape.of(2, 5), new double[10])),
        ", array 'results': has the shape [2, 5], expected 10 columns");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameter.0.weights", "memory.0.weights.mean", "best.0.weights"})
  void wholeNumbersInPlaceOfValuesAreRefused(String name) throws IOException {
    assertRefused(
        withArray(name, NumericArray.of(Shape.of(1), new long[1])),
        ", array '" + name + "': holds int64 [1], expected floating-point numbers");
  }

  @Test
  void aCheckpointOfSomethingElseIsRefused() throws IOException {
    Path file = folder.resolve("a.checkpoint");
    CheckpointFile.write(file, Map.of(), Map.of());
    assertRefused(file, ": is not a complete state of training: it has no text 'epoch'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"parameter.0.weights", "memory.0.weights.mean", "best.0.weights", "results"})
  void forgedNumbersThatAreNotFiniteAreRefused(String name) throws IOException {
    for (double forged :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      double[] sound = name.equals("results") ? RESULTS.clone() : new double[1];
      for (int i = 0; i < sound.length; i++) {
        double[] values = sound.clone();
        values[i] = forged;
        Shape shape = name.equals("results") ? Shape.of(1, 10) : Shape.of(1);
        assertRefused(
            withArray(name, NumericArray.of(shape, values)),
            String.format(
                Locale.ROOT,
                ", array '%s': holds %s at %d, expected finite numbers: the checkpoint is damaged, or its training had diverged",
                name,
                forged,
                i));
      }
    }
  }

  @Test
  void aStateThatHasDivergedIsNotWrittenAndTheOneBeforeStays() throws IOException {
    Path file = folder.resolve("a.checkpoint");
    TrainingStates.write(file, State.small());
    byte[] before = Files.readAllBytes(file);
    TrainingState sound = State.small();
    Map<String, double[]> broken = Map.of("0.weights", new double[] {Double.NaN});
    Optional<TrainingState.Best> best = Optional.of(new TrainingState.Best(1, 0.7, broken));
    for (TrainingState diverged :
        new TrainingState[] {
          with(sound, 0.5, broken, sound.memory(), sound.best()),
          with(sound, 0.5, sound.parameters(), broken, sound.best()),
          with(sound, 0.5, sound.parameters(), sound.memory(), best),
          with(sound, Double.NaN, sound.parameters(), sound.memory(), sound.best()),
        }) {
      assertThatThrownBy(() -> TrainingStates.write(file, diverged))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(file + ": not written: ")
          .hasMessageEndingWith("found NaN, expected finite numbers: the training has diverged");
      assertThat(file).hasBinaryContent(before);
    }
  }

  private static TrainingState with(
      TrainingState state,
      double totalLoss,
      Map<String, double[]> parameters,
      Map<String, double[]> memory,
      Optional<TrainingState.Best> best) {
    return new TrainingState(
        state.settings(),
        state.epoch(),
        state.done(),
        state.correct(),
        totalLoss,
        state.results(),
        parameters,
        memory,
        best);
  }
}
