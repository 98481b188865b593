package io.ganglion.cli.option;

import io.ganglion.cli.failure.UsageException;
import io.ganglion.cli.file.ImageFile;
import io.ganglion.cli.terminal.Gallery;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.picture.ImageGrid;
import io.ganglion.random.SplitMix64;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options for showing images. */
public final class ImageOptions {

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "6",
      description = "How many images to show, chosen at random (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of everything random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description = "Also draw the images, three in a row, in this file, ending in .png.")
  private Path png;

  /**
   * Refuses a number of images or a file that cannot be used.
   *
   * @throws IOException if an existing file cannot be read
   */
  public void check() throws IOException {
    if (count < 0) {
      throw new UsageException("--images must be at least 0, got " + count);
    }
    if (count == 0 && png != null) {
      throw new UsageException("--png needs images, got --images 0; give --images at least 1");
    }
    if (png != null) {
      new ImageFile(png).check();
    }
  }

  /** The seed of everything random. */
  public long seed() {
    return seed;
  }

  /**
   * Chooses images without repetition: as many as {@code --images} says, or all if there are fewer.
   */
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

  /** Draws images in the terminal and in the PNG file, if one is given. */
  public void show(Terminal terminal, List<ImageGrid.Cell> cells) throws IOException {
    if (cells.isEmpty()) {
      return;
    }
    new Gallery(terminal).print(cells);
    if (png != null) {
      new ImageFile(png).write(terminal, cells);
    }
  }
}
