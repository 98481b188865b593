package io.ganglion.cli.command;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ganglion.cli.option.InputOptions;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.Rows;
import io.ganglion.datasets.ScaleMatch;
import io.ganglion.model.Model;
import io.ganglion.model.ModelInput;
import io.ganglion.model.Prediction;
import io.ganglion.model.Scaling;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Predicts for the rows of a CSV file, and prints CSV: the number of the row, from 1, its most
 * probable class, and the probability.
 *
 * @param terminal where it prints
 * @param inputs the options that say how values are scaled
 * @param least the lowest probability of a sure answer, unless it is the model's
 */
record RowPredictions(Terminal terminal, InputOptions inputs, OptionalDouble least) {

  private static final Pattern NAME = Pattern.compile(".*\\.(csv|tsv|data)(\\.gz)?");

  /** Whether a file's name is that of a CSV file. */
  static boolean isRows(Path file) {
    return NAME.matcher(file.toString().toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * Predicts for all rows.
   *
   * @return whether every answer is sure
   * @throws IOException if the file cannot be read, or its rows do not fit the model
   */
  boolean print(Path file, Model model) throws IOException {
    ModelInput input = model.description().input();
    Rows rows = Rows.readCsv(file, input);
    rows.notes().forEach(note -> terminal.note("          " + note));
    Scaling scaling = input.scaling();
    if (!inputs.setScaling()) {
      ScaleMatch match = rows.scaling(input, inputs.invert());
      match.reasons().forEach(note -> terminal.note("          " + note));
      scaling = match.value();
    }
    int unsure = 0;
    boolean quantities = model.description().classes().isEmpty();
    if (quantities) {
      line("row", model.description().unit().map(unit -> "value in " + unit).orElse("value"));
    } else {
      line("row", "class", "probability");
    }
    for (int i = 0; i < rows.size(); i++) {
      Prediction prediction = model.predict(raw(rows.values(i), scaling, input.scaling()));
      String row = Integer.toString(i + 1);
      if (quantities) {
        line(
            Stream.concat(
                    Stream.of(row), Arrays.stream(prediction.values()).mapToObj(Double::toString))
                .toArray(String[]::new));
        continue;
      }
      line(row, prediction.best().name(), Double.toString(prediction.best().probability()));
      boolean sure =
          least.isPresent() ? prediction.isSure(least.getAsDouble()) : prediction.isSure();
      unsure += sure ? 0 : 1;
    }
    if (unsure > 0) {
      terminal.note(
          "not sure  "
              + file
              + ": "
              + unsure
              + " of "
              + rows.size()
              + " answers are less probable than the threshold");
    }
    return unsure == 0;
  }

  /** Brings values of another scale to those that the model has learnt. */
  private static double[] raw(double[] values, Scaling scaling, Scaling learnt) {
    if (scaling.equals(learnt)) {
      return values;
    }
    Scaling brought = scaling.thenInverseOf(learnt);
    return Arrays.stream(values).map(brought::of).toArray();
  }

  private void line(String... fields) throws IOException {
    StringWriter line = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(line)) {
      csv.writeRecord(fields);
    }
    terminal.line(line.toString().stripTrailing());
  }
}
