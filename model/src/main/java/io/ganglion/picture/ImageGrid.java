package io.ganglion.picture;

import io.ganglion.formats.AtomicFile;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures with titles, arranged in rows and columns in one PNG file. Pictures keep their shades,
 * white ink on black; titles are black on white, above each picture.
 */
public final class ImageGrid {
  private static final int CELL = 196;
  private static final int MARGIN = 16;
  private static final int TITLE_HEIGHT = 24;
  private static final int FONT_SIZE = 14;
  private static final int LARGEST_SIDE = 20_000;

  private final List<Cell> cells;
  private final int columns;
  private final Titles titles;

  /**
   * A picture and its title.
   *
   * @param image the picture
   * @param title one line, for example the digit that a network recognised; shortened if too long
   */
  public record Cell(GrayImage image, String title) {}

  /** Draws a line of text. An interface of its own, because some JDKs have no fonts. */
  @FunctionalInterface
  interface Titles {
    /** Draws text centred in a cell's width, its top left corner at (x, y). */
    void draw(Graphics2D graphics, String text, int x, int y);
  }

  ImageGrid(List<Cell> cells, int columns, Titles titles) {
    if (cells.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d pictures in %d columns; expected at least one of each",
              cells.size(),
              columns));
    }
    this.cells = List.copyOf(cells);
    this.columns = Math.min(columns, cells.size());
    this.titles = titles;
    if (side(this.columns, CELL) > LARGEST_SIDE
        || side(rows(), CELL + TITLE_HEIGHT) > LARGEST_SIDE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d pictures in %d columns; expected a picture of at most %d×%d pixels: draw fewer",
              cells.size(),
              columns,
              LARGEST_SIDE,
              LARGEST_SIDE));
    }
  }

  /**
   * Arranges pictures row by row.
   *
   * @param cells the pictures, at least one
   * @param columns how many pictures are side by side, at least 1: with 3, six pictures make two
   *     rows
   * @return the grid
   * @throws IllegalArgumentException if there is no picture or no column, or too many for one image
   */
  public static ImageGrid of(List<Cell> cells, int columns) {
    return new ImageGrid(cells, columns, ImageGrid::drawTitle);
  }

  /**
   * Writes the grid as a PNG file, atomically. It needs no display.
   *
   * @param file the file, created or replaced; its folder must exist
   * @return whether the titles are in it: false if Java has no fonts to draw them with (a JDK for
   *     servers, on a system without fontconfig and a font)
   * @throws IOException if it cannot be written; an existing file is then unchanged
   */
  public boolean write(Path file) throws IOException {
    BufferedImage image = draw(true);
    boolean titled = image != null;
    BufferedImage drawn = titled ? image : draw(false);
    byte[] png = png(drawn);
    AtomicFile.write(file, out -> out.write(png));
    return titled;
  }

  /**
   * Encodes in memory. Otherwise ImageIO would use a file in the system's temporary folder and, if
   * that disk is full, hide the reason and fail once more when the JVM ends.
   */
  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    }
    return bytes.toByteArray();
  }

  private int rows() {
    return (cells.size() + columns - 1) / columns;
  }

  private static long side(int count, int size) {
    return MARGIN + (long) count * (size + MARGIN);
  }

  /** Draws the grid, or returns null if it is to have titles and they cannot be drawn. */
  private BufferedImage draw(boolean titled) {
    BufferedImage image =
        new BufferedImage(
            (int) side(columns, CELL),
            (int) side(rows(), CELL + TITLE_HEIGHT),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      for (int i = 0; i < cells.size(); i++) {
        int x = (int) side(i % columns, CELL);
        int y = (int) side(i / columns, CELL + TITLE_HEIGHT);
        drawPicture(image, cells.get(i).image(), x, y + TITLE_HEIGHT);
        if (titled && !drawsTitle(graphics, cells.get(i).title(), x, y)) {
          return null;
        }
      }
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /** Draws each pixel as a square, as large as fits, so that they can be counted. */
  private static void drawPicture(BufferedImage target, GrayImage picture, int x, int y) {
    double scale = (double) CELL / Math.max(picture.height(), picture.width());
    int height = Math.max(1, (int) Math.round(picture.height() * scale));
    int width = Math.max(1, (int) Math.round(picture.width() * scale));
    int top = y + (CELL - height) / 2;
    int left = x + (CELL - width) / 2;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int shade =
            picture.pixel(
                (int) ((long) row * picture.height() / height),
                (int) ((long) column * picture.width() / width));
        target.setRGB(left + column, top + row, shade * 0x010101);
      }
    }
  }

  private boolean drawsTitle(Graphics2D graphics, String title, int x, int y) {
    try {
      titles.draw(graphics, title, x, y);
      return true;
    } catch (LinkageError | InternalError | RuntimeException e) {
      // Every JDK without fonts fails here in its own way.
      return false;
    }
  }

  private static void drawTitle(Graphics2D graphics, String title, int x, int y) {
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE));
    FontMetrics metrics = graphics.getFontMetrics();
    String shown = title;
    while (metrics.stringWidth(shown) > CELL && shown.length() > 1) {
      shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -2)) + "…";
    }
    int left = x + (CELL - metrics.stringWidth(shown)) / 2;
    graphics.drawString(shown, left, y + metrics.getAscent() + 2);
  }
}
