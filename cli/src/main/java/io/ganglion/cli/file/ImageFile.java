package io.ganglion.cli.file;

import io.ganglion.cli.failure.UsageException;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.formats.InputFile;
import io.ganglion.picture.ImageGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A PNG file into which images are drawn.
 *
 * @param path the file of {@code --png}
 */
public record ImageFile(Path path) {

  /** With six images, two rows of three, as in the original program. */
  private static final int COLUMNS = 3;

  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /**
   * Refuses a file that cannot be used.
   *
   * @throws IOException if an existing file cannot be read
   */
  public void check() throws IOException {
    // A slip such as --png weights.json would replace hours of training with an image.
    if (!path.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new UsageException(
          "--png " + path + ": expected a file name ending in .png; choose another name");
    }
    OutputFile output = new OutputFile(path, "--png");
    output.requireWritable();
    output.requireReplaceable("a PNG image", ImageFile::isPng);
  }

  /** Whether a file is empty, or begins like every PNG file (ISO/IEC 15948, 5.2). */
  private static boolean isPng(Path file) throws IOException {
    byte[] start = InputFile.start(file, PNG_SIGNATURE.length);
    return start.length == 0 || Arrays.equals(start, PNG_SIGNATURE);
  }

  /** Draws images, at least one, and says so. */
  public void write(Terminal terminal, List<ImageGrid.Cell> cells) throws IOException {
    boolean titled = ImageGrid.of(cells, COLUMNS).write(path);
    terminal.note(
        "images saved in " + path + (titled ? "" : ", without names: this Java has no fonts"));
  }
}
