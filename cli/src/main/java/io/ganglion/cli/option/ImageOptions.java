package io.ganglion.cli.option;

import io.ganglion.cli.failure.UsageException;
import io.ganglion.cli.file.OutputFile;
import io.ganglion.cli.terminal.Gallery;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.formats.InputFile;
import io.ganglion.picture.ImageGrid;
import io.ganglion.random.SplitMix64;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options for showing images. */
public final class ImageOptions {

  /** With the default number of images, two rows of three, as in the original program. */
  private static final int COLUMNS = 3;

  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

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
    // A slip such as --png weights.json would replace hours of training with an image.
    if (png != null && !png.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new UsageException(
          "--png " + png + ": expected a file name ending in .png; choose another name");
    }
    if (png != null) {
      OutputFile output = new OutputFile(png, "--png");
      output.requireWritable();
      output.requireReplaceable("a PNG image", ImageOptions::isPng);
    }
  }

  /** Whether a file is empty, or begins like every PNG file (ISO/IEC 15948, 5.2). */
  private static boolean isPng(Path file) throws IOException {
    byte[] start = InputFile.start(file, PNG_SIGNATURE.length);
    return start.length == 0 || Arrays.equals(start, PNG_SIGNATURE);
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
      boolean titled = ImageGrid.of(cells, COLUMNS).write(png);
      terminal.note(
          "images saved in " + png + (titled ? "" : ", without names: this Java has no fonts"));
    }
  }
}
