package io.ganglion.cli.command;

import io.ganglion.cli.terminal.Table;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.metric.ClassScore;
import io.ganglion.metric.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table of precision, recall and F1 for each class, and of their macro means.
 *
 * @param names the classes' names
 * @param classification the scores
 */
record ClassScores(List<String> names, Classification classification) {

  /** Prints the table with aligned columns. */
  void print(Terminal terminal) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("class", "precision", "recall", "F1", "samples"));
    for (int i = 0; i < names.size(); i++) {
      ClassScore score = classification.scores().get(i);
      rows.add(row(names.get(i), score.precision(), score.recall(), score.f1(), score.actual()));
    }
    rows.add(
        row(
            "macro mean",
            classification.macroPrecision(),
            classification.macroRecall(),
            classification.macroF1(),
            classification.total()));
    new Table(rows).print(terminal);
  }

  private static List<String> row(
      String name, double precision, double recall, double f1, int samples) {
    return List.of(name, share(precision), share(recall), share(f1), Integer.toString(samples));
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
