package io.ganglion.cli.terminal;

import io.ganglion.picture.GrayImage;
import io.ganglion.picture.ImageGrid;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws titled images with characters, side by side.
 *
 * <p>A character stands for two pixels, one above the other, because it is about twice as high as
 * wide. On a terminal it is a half block in two of the grays among xterm's 256 colours; elsewhere,
 * in a pipe or a file, it is a shade without colour.
 */
public final class Gallery {

  private static final int MOST_COLUMNS = 3;
  private static final String GAP = "  ";

  /** The first of xterm's 24 grays, which lie between its black (16) and its white (231). */
  private static final int FIRST_GRAY = 232;

  private static final int GRAYS = 24;
  private static final int BLACK = 16;
  private static final int WHITE = 231;

  private final Terminal terminal;
  private final boolean coloured;
  private final String shades;

  public Gallery(Terminal terminal) {
    this.terminal = terminal;
    this.coloured = terminal.outIsTerminal() && terminal.drawsBlocks();
    this.shades = terminal.drawsBlocks() ? " ░▒▓█" : " .:+#";
  }

  /** Prints images, each under its title. */
  public void print(List<ImageGrid.Cell> cells) {
    List<ImageGrid.Cell> fitting = cells.stream().map(this::fit).toList();
    int width = fitting.stream().mapToInt(cell -> cell.image().width()).max().orElse(0);
    int gap = GAP.length();
    int columns =
        terminal.outIsTerminal()
            ? Math.max(1, Math.min(MOST_COLUMNS, (terminal.columns() + gap) / (width + gap)))
            : MOST_COLUMNS;
    for (int from = 0; from < fitting.size(); from += columns) {
      printRow(fitting.subList(from, Math.min(from + columns, fitting.size())), width);
    }
  }

  /** Scales an image down to the terminal's width. */
  private ImageGrid.Cell fit(ImageGrid.Cell cell) {
    GrayImage image = cell.image();
    int width = Math.min(image.width(), terminal.columns());
    int height = Math.max(1, (int) ((long) image.height() * width / image.width()));
    return new ImageGrid.Cell(image.scaledTo(height, width), cell.title());
  }

  private void printRow(List<ImageGrid.Cell> row, int width) {
    terminal.line("");
    List<String> titles = new ArrayList<>();
    int height = 0;
    for (ImageGrid.Cell cell : row) {
      titles.add(padded(cell.title(), width));
      height = Math.max(height, cell.image().height());
    }
    terminal.line(String.join(GAP, titles).stripTrailing());
    for (int y = 0; y < height; y += 2) {
      List<String> parts = new ArrayList<>();
      for (ImageGrid.Cell cell : row) {
        parts.add(line(cell.image(), y) + " ".repeat(width - cell.image().width()));
      }
      terminal.line(String.join(GAP, parts).stripTrailing());
    }
  }

  private static String padded(String text, int width) {
    String title = Terminal.printable(text);
    int length = title.codePointCount(0, title.length());
    return length > width && width > 1
        ? title.substring(0, title.offsetByCodePoints(0, width - 1)) + "…"
        : title + " ".repeat(Math.max(0, width - length));
  }

  private String line(GrayImage image, int y) {
    StringBuilder line = new StringBuilder();
    for (int x = 0; x < image.width(); x++) {
      int upper = shade(image, y, x);
      int lower = shade(image, y + 1, x);
      if (coloured) {
        line.append("\u001b[38;5;").append(colour(upper));
        line.append(";48;5;").append(colour(lower)).append("m▀");
      } else {
        line.append(shades.charAt(Math.round((upper + lower) / 510f * (shades.length() - 1))));
      }
    }
    return coloured ? line.append("\u001b[0m").toString() : line.toString();
  }

  /** A pixel; black below the image. */
  private static int shade(GrayImage image, int y, int x) {
    return y < image.height() ? image.pixel(y, x) : 0;
  }

  private static int colour(int shade) {
    int level = Math.round(shade / 255f * (GRAYS + 1));
    if (level == 0) {
      return BLACK;
    }
    return level > GRAYS ? WHITE : FIRST_GRAY + level - 1;
  }
}
