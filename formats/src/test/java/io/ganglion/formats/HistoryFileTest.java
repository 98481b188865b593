package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ganglion.random.SplitMix64;
import io.ganglion.train.EpochResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryFileTest {

  private static final String HEADING =
      "epoch,accuracy,loss,learning_rate,validation_accuracy,validation_loss";

  @TempDir private Path folder;

  private static EpochResult epoch(int epoch, double meanLoss) {
    return new EpochResult(
        epoch, 8, OptionalInt.of(7), OptionalDouble.of(87.5), meanLoss, 0.000125, Optional.empty());
  }

  private static EpochResult validated(int epoch, double accuracy, double meanLoss) {
    return new EpochResult(
        epoch,
        8,
        OptionalInt.of(7),
        OptionalDouble.of(87.5),
        0.25,
        1e-5,
        Optional.of(
            new EpochResult.Validation(
                3, OptionalInt.of(2), OptionalDouble.of(accuracy), meanLoss)));
  }

  private Path csv() {
    return folder.resolve("history.csv");
  }

  private Path jsonl() {
    return folder.resolve("history.jsonl");
  }

  @Test
  void writesCsvUnderAHeading() throws IOException {
    HistoryFile history = HistoryFile.open(csv(), false);
    history.epochEnded(epoch(1, 0.5));
    history.epochEnded(validated(2, 62.5, 0.1 + 0.2));

    assertThat(csv())
        .hasContent(
            HEADING + "\n1,87.5,0.5,0.000125,,\n" + "2,87.5,0.25,1e-05,62.5,0.30000000000000004\n");
  }

  @Test
  void writesJsonLines() throws IOException {
    HistoryFile history = HistoryFile.open(jsonl(), false);
    history.epochEnded(epoch(1, 0.5));
    history.epochEnded(validated(2, 62.5, 0.1 + 0.2));

    assertThat(Files.readAllLines(jsonl()))
        .containsExactly(
            "{\"epoch\":1,\"accuracy\":87.5,\"loss\":0.5,\"learning_rate\":1.25E-4,"
                + "\"validation_accuracy\":null,\"validation_loss\":null}",
            "{\"epoch\":2,\"accuracy\":87.5,\"loss\":0.25,\"learning_rate\":1.0E-5,"
                + "\"validation_accuracy\":62.5,\"validation_loss\":0.30000000000000004}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLinesOfTwoTrainingsAreNotMixed(boolean append) throws IOException {
    HistoryFile one = HistoryFile.open(csv(), false);
    one.epochEnded(epoch(1, 0.5));
    HistoryFile other = HistoryFile.open(csv(), append);
    other.epochEnded(epoch(append ? 2 : 1, 0.25));
    byte[] whole = Files.readAllBytes(csv());

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> one.epochEnded(epoch(2, 0.125)))
        .havingCause()
        .withMessage(
            csv()
                + ": cannot be written: another program has written to it since; give each training"
                + " a history of its own");
    assertThat(csv()).hasBinaryContent(whole);
    other.epochEnded(epoch(3, 0.125));
    assertThat(csv()).content().endsWith("3,87.5,0.125,0.000125,,\n");
  }

  @Test
  void aHistoryThatAnotherReplacedByOneOfTheSameLengthIsNotContinued() throws IOException {
    HistoryFile one = HistoryFile.open(jsonl(), false);
    one.epochEnded(epoch(1, 0.5));
    HistoryFile.open(jsonl(), false).epochEnded(epoch(2, 0.5));

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> one.epochEnded(epoch(2, 0.25)));
    assertThat(jsonl()).content().hasLineCount(1).startsWith("{\"epoch\":2,");
  }

  @Test
  void aRegressionHasNoAccuracy() throws IOException {
    EpochResult result =
        new EpochResult(
            1,
            8,
            OptionalInt.empty(),
            OptionalDouble.empty(),
            0.5,
            0.1,
            Optional.of(
                new EpochResult.Validation(3, OptionalInt.empty(), OptionalDouble.empty(), 0.75)));

    HistoryFile.open(csv(), false).epochEnded(result);
    HistoryFile.open(jsonl(), false).epochEnded(result);

    assertThat(csv()).hasContent(HEADING + "\n1,,0.5,0.1,,0.75\n");
    assertThat(jsonl())
        .hasContent(
            "{\"epoch\":1,\"accuracy\":null,\"loss\":0.5,\"learning_rate\":0.1,"
                + "\"validation_accuracy\":null,\"validation_loss\":0.75}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"history.csv", "history.jsonl", "HISTORY.CSV"})
  void aLineIsWrittenWhenItsEpochEnds(String name) throws IOException {
    Path file = folder.resolve(name);
    HistoryFile history = HistoryFile.open(file, false);
    int lines = Files.readAllLines(file).size();
    for (int epoch = 1; epoch <= 3; epoch++) {
      history.epochEnded(epoch(epoch, 1));

      assertThat(Files.readString(file)).endsWith("\n").hasLineCount(lines + epoch);
    }
  }

  @Test
  void everyFiniteNumberReadsBackAsItself() throws IOException {
    SplitMix64 random = new SplitMix64(1);
    List<Double> numbers = new ArrayList<>(List.of(0.0, -0.0, 2e-3, 0x1p-44, Double.MIN_VALUE));
    while (numbers.size() < 1000) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        numbers.add(number);
      }
    }
    HistoryFile table = HistoryFile.open(csv(), false);
    HistoryFile objects = HistoryFile.open(jsonl(), false);
    for (double number : numbers) {
      table.epochEnded(validated(1, number, number));
      objects.epochEnded(validated(1, number, number));
    }

    assertThat(Files.readAllLines(csv()).stream().skip(1))
        .map(line -> Double.parseDouble(line.split(",", -1)[5]))
        .isEqualTo(numbers);
    assertThat(validationLosses()).isEqualTo(numbers);
  }

  /** The last number of every object, as a parser reads it. */
  private List<Double> validationLosses() throws IOException {
    List<Double> losses = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(jsonl().toFile())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isNumeric() && parser.currentName().equals("validation_loss")) {
          losses.add(parser.getDoubleValue());
        }
      }
    }
    return losses;
  }

  @Test
  void writesNumbersThatAreNotFiniteAsText() throws IOException {
    HistoryFile.open(csv(), false).epochEnded(validated(1, 50, Double.NaN));
    HistoryFile.open(jsonl(), false).epochEnded(validated(1, 50, Double.POSITIVE_INFINITY));

    assertThat(Files.readString(csv())).endsWith(",50.0,NaN\n");
    assertThat(Files.readString(jsonl())).endsWith(",\"validation_loss\":\"Infinity\"}\n");
  }

  @Test
  void writesTheSameInEveryLocale() throws IOException {
    Locale locale = Locale.getDefault();
    HistoryFile history = HistoryFile.open(csv(), false);
    history.epochEnded(epoch(1234567, 0.5));
    String expected = Files.readString(csv());
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      HistoryFile.open(csv(), false).epochEnded(epoch(1234567, 0.5));
      HistoryFile.open(folder.resolve("I.CSV"), false);
    } finally {
      Locale.setDefault(locale);
    }

    assertThat(csv()).hasContent(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"history.csv", "history.jsonl"})
  void appendsOrStartsOver(String name) throws IOException {
    Path file = folder.resolve(name);
    HistoryFile.open(file, true).epochEnded(epoch(1, 0.5));
    String one = Files.readString(file);
    HistoryFile.open(file, true).epochEnded(epoch(1, 0.5));

    assertThat(Files.readString(file)).startsWith(one).hasLineCount(one.split("\n").length + 1);
    HistoryFile.open(file, false).epochEnded(epoch(1, 0.5));
    assertThat(file).hasContent(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"history.csv", "history.jsonl"})
  void removesALineThatAFullDiskLeftIncomplete(String name) throws IOException {
    Path file = folder.resolve(name);
    HistoryFile.open(file, false).epochEnded(epoch(1, 0.5));
    String whole = Files.readString(file);
    HistoryFile.open(file, true).epochEnded(epoch(2, 0.5));
    String both = Files.readString(file);
    for (int cut = whole.length(); cut < both.length(); cut++) {
      Files.writeString(file, both.substring(0, cut));
      HistoryFile.open(file, true).epochEnded(epoch(2, 0.5));

      assertThat(file).hasContent(both);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"history.csv", "history.jsonl"})
  void anEmptyFileIsAHistory(String name) throws IOException {
    Path file = folder.resolve(name);
    HistoryFile.open(file, false);
    String expected = Files.readString(file);
    Files.writeString(file, "");
    HistoryFile.open(file, true);

    assertThat(Files.readString(file)).isEqualTo(expected);
  }

  @Test
  void leavesAFileThatIsNotAHistoryUnchanged() throws IOException {
    Files.writeString(csv(), "label,pixel0\n7,255\n");
    for (boolean append : new boolean[] {false, true}) {
      assertThatExceptionOfType(FormatException.class)
          .isThrownBy(() -> HistoryFile.open(csv(), append))
          .withMessage(
              csv()
                  + ": is not a history of training: it begins with 'label,pixel0?7,255?',"
                  + " expected "
                  + HEADING
                  + "; delete it or choose another name");
    }
    assertThat(csv()).hasContent("label,pixel0\n7,255\n");
  }

  @Test
  void refusesBeforeTrainingAFileThatCannotBeWritten() throws IOException {
    Path absent = folder.resolve("absent").resolve("history.csv");
    Path inside = Files.createDirectory(folder.resolve("folder.csv"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> HistoryFile.open(folder.resolve("history.txt"), false))
        .withMessage(
            folder.resolve("history.txt")
                + ": a history is stored as .csv or .jsonl; expected a name with one of these"
                + " extensions");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> HistoryFile.open(absent, false))
        .withMessage(absent + ": cannot be written: no such file or folder");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> HistoryFile.open(inside, true))
        .withMessage(inside + ": cannot be written: it is a folder, expected a file");
  }

  @Test
  void checksAFileBeforeTrainingWithoutChangingIt() throws IOException {
    HistoryFile.check(csv());
    assertThat(csv()).doesNotExist();

    HistoryFile history = HistoryFile.open(csv(), false);
    history.epochEnded(epoch(1, 0.5));
    String before = Files.readString(csv());
    HistoryFile.check(csv());
    assertThat(csv()).hasContent(before);

    Path inside = Files.createDirectory(folder.resolve("folder.csv"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HistoryFile.check(folder.resolve("history.txt")));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> HistoryFile.check(inside))
        .withMessage(inside + ": cannot be written: it is a folder, expected a file");
    Files.writeString(jsonl(), "{\"lines\":[]}");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> HistoryFile.check(jsonl()))
        .withMessageContaining("is not a history of training");
  }

  @Test
  void aFileDeletedDuringTrainingIsNamed() throws IOException {
    HistoryFile history = HistoryFile.open(csv(), false);
    Files.delete(csv());

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> history.epochEnded(epoch(1, 0.5)))
        .withMessageEndingWith(csv() + ": cannot be written: no such file or folder");
  }

  @Test
  void aFullDiskIsNamed() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full");
    HistoryFile history = HistoryFile.open(jsonl(), false);
    // Both have no bytes.
    Files.delete(jsonl());
    Files.createSymbolicLink(jsonl(), full);

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> history.epochEnded(epoch(1, 0.5)))
        .withMessageEndingWith(jsonl() + ": cannot be written: No space left on device");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> HistoryFile.open(jsonl(), false))
        .withMessage(jsonl() + ": cannot be written: it is a device or a pipe, expected a file");
    Files.delete(jsonl());
  }

  @Test
  void aThreadThatWasInterruptedStillWritesAndStaysInterrupted() throws IOException {
    HistoryFile history = HistoryFile.open(csv(), false);
    Thread.currentThread().interrupt();
    history.epochEnded(epoch(1, 0.5));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(csv()).hasContent(HEADING + "\n1,87.5,0.5,0.000125,,\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"history.csv", "history.jsonl"})
  void aFileWithoutLineEndsIsNotAHistoryAndIsKept(String name) throws IOException {
    Path file = folder.resolve(name);
    HistoryFile.open(file, false).epochEnded(epoch(1, 0.5));
    byte[] start = Files.readAllBytes(file);
    byte[] endless = Arrays.copyOf(start, 20_000_000);
    Files.write(file, endless);

    assertThatThrownBy(() -> HistoryFile.check(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("its last line has more than 4096 bytes");
    for (boolean append : new boolean[] {false, true}) {
      assertThatThrownBy(() -> HistoryFile.open(file, append))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("delete it or choose another name");
    }
    assertThat(file).hasBinaryContent(endless);

    // The longest incomplete line that is still taken for one.
    Files.write(file, Arrays.copyOf(start, start.length + 4096));
    HistoryFile.open(file, true);
    assertThat(file).hasBinaryContent(start);
  }
}
