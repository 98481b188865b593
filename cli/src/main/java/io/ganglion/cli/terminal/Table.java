package io.ganglion.cli.terminal;

import java.util.List;

/**
 * Rows of text in aligned columns; the last column is not padded.
 *
 * @param rows the rows, including the heading, all with the same number of cells
 */
public record Table(List<List<String>> rows) {

  /**
   * Makes the cells {@link Terminal#printable}.
   *
   * @param rows the rows, including the heading, all with the same number of cells
   */
  public Table {
    rows = rows.stream().map(row -> row.stream().map(Terminal::printable).toList()).toList();
  }

  /** Prints the rows. */
  public void print(Terminal terminal) {
    int last = rows.get(0).size() - 1;
    int[] widths = new int[last];
    for (List<String> row : rows) {
      for (int j = 0; j < last; j++) {
        widths[j] = Math.max(widths[j], row.get(j).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < last; j++) {
        line.append(row.get(j)).append(" ".repeat(widths[j] - row.get(j).length() + 2));
      }
      terminal.line(line.append(row.get(last)).toString());
    }
  }
}
