package io.ganglion.cli.option;

import io.ganglion.cli.failure.UsageException;
import io.ganglion.cli.file.OutputFile;
import io.ganglion.cli.terminal.Gallery;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.image.ImageGrid;
import io.ganglion.random.SplitMix64;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which images to show, and where. */
public final class ImageOptions {

  /** Two rows of three, with the default number of images: as the original shows them. */
  private static final int COLUMNS = 3;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "6",
      description = "How many images to show, drawn at random (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which ones chance draws (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description = "Also write them, three in a row, to a file ending in .png.")
  private Path png;

  /**
   * Refuses what cannot be shown.
   *
   * @throws IOException if a link cannot be followed
   */
  public void check() throws IOException {
    if (count < 0) {
      throw new UsageException("--images must be at least 0, got " + count);
    }
    if (count == 0 && png != null) {
      throw new UsageException("--png needs images, got --images 0; ask for at least 1");
    }
    // A slip such as --png weights.json would replace hours of training by a picture.
    if (png != null && !png.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new UsageException(
          "--png " + png + ": expected a file name ending in .png; choose such a name");
    }
    if (png != null) {
      new OutputFile(png, "--png").requireWritable();
    }
  }

  /** Where all chance comes from. */
  public long seed() {
    return seed;
  }

  /** Chooses different ones of a number of images, as many as are asked for or there are. */
  public int[] choose(int size) {
    SplitMix64 random = new SplitMix64(seed);
    int[] numbers = new int[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = i;
    }
    int[] chosen = new int[Math.min(count, size)];
    for (int i = 0; i < chosen.length; i++) {
      int j = i + random.nextInt(size - i);
      chosen[i] = numbers[j];
      numbers[j] = numbers[i];
    }
    return chosen;
  }

  /** Draws images in the terminal and, if asked, into the PNG file. */
  public void show(Terminal terminal, List<ImageGrid.Cell> cells) throws IOException {
    if (cells.isEmpty()) {
      return;
    }
    new Gallery(terminal).print(cells);
    if (png != null) {
      boolean titled = ImageGrid.of(cells, COLUMNS).write(png);
      terminal.note("drawn in " + png + (titled ? "" : ", without names: this Java has no fonts"));
    }
  }
}
