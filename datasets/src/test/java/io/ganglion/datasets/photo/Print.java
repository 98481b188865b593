package io.ganglion.datasets.photo;

import java.util.List;
import java.util.Map;

/**
 * A line of small printed text, drawn without the fonts of the system.
 *
 * @param height of its letters, in pixels
 */
record Print(String text, int top, int left, double height) implements Canvas.Field {
  private static final int ROWS = 7;
  private static final int COLUMNS = 5;

  private static final Map<Character, List<String>> LETTERS =
      Map.of(
          'D', List.of("####.", "#...#", "#...#", "#...#", "#...#", "#...#", "####."),
          'i', List.of("..#..", ".....", ".##..", "..#..", "..#..", "..#..", ".###."),
          'g', List.of(".....", ".####", "#...#", "#...#", ".####", "....#", ".###."),
          't', List.of(".#...", ".#...", "####.", ".#...", ".#...", ".#..#", "..##."),
          'N', List.of("#...#", "##..#", "#.#.#", "#.#.#", "#..##", "#...#", "#...#"),
          'o', List.of(".....", ".....", ".###.", "#...#", "#...#", "#...#", ".###."),
          'a', List.of(".....", ".....", ".###.", "....#", ".####", "#...#", ".####"),
          'r', List.of(".....", ".....", "#.##.", "##..#", "#....", "#....", "#...."));

  /** How wide this text is, in pixels. */
  double width() {
    return text.length() * (COLUMNS + 1) * height / ROWS;
  }

  @Override
  public double at(int row, int column) {
    double y = (row + 0.5 - top) * ROWS / height;
    double x = (column + 0.5 - left) * ROWS / height;
    int letter = (int) (x / (COLUMNS + 1));
    if (y < 0 || y >= ROWS || x < 0 || letter >= text.length()) {
      return 0;
    }
    int inLetter = (int) x % (COLUMNS + 1);
    List<String> rows = LETTERS.get(text.charAt(letter));
    return rows != null && inLetter < COLUMNS && rows.get((int) y).charAt(inLetter) == '#' ? 1 : 0;
  }
}
