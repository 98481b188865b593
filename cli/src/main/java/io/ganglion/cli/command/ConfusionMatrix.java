package io.ganglion.cli.command;

import io.ganglion.cli.terminal.Terminal;
import java.util.List;

/**
 * A table of how many samples of each class (rows) were predicted as each class (columns).
 *
 * @param names the classes' names
 * @param counts {@code counts[i][j]}: how many samples of class i were predicted as class j
 */
record ConfusionMatrix(List<String> names, int[][] counts) {

  private static final String CORNER = "actual \\ predicted";

  /**
   * Makes the names {@link Terminal#printable}.
   *
   * @param names the classes' names
   * @param counts {@code counts[i][j]}: how many samples of class i were predicted as class j
   */
  ConfusionMatrix {
    names = names.stream().map(Terminal::printable).toList();
  }

  /** Prints the table with aligned columns. */
  void print(Terminal terminal) {
    int first = CORNER.length();
    for (String name : names) {
      first = Math.max(first, length(name));
    }
    StringBuilder header = new StringBuilder(left(CORNER, first));
    for (int j = 0; j < names.size(); j++) {
      header.append("  ").append(right(names.get(j), width(j)));
    }
    terminal.line(header.toString());
    for (int i = 0; i < names.size(); i++) {
      StringBuilder row = new StringBuilder(left(names.get(i), first));
      for (int j = 0; j < names.size(); j++) {
        row.append("  ").append(right(Integer.toString(counts[i][j]), width(j)));
      }
      terminal.line(row.toString());
    }
  }

  private int width(int column) {
    int width = length(names.get(column));
    for (int[] row : counts) {
      width = Math.max(width, Integer.toString(row[column]).length());
    }
    return width;
  }

  private static String left(String text, int width) {
    return text + " ".repeat(width - length(text));
  }

  private static String right(String text, int width) {
    return " ".repeat(width - length(text)) + text;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
