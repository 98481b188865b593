package io.ganglion.cli.option;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.file.ImageFile;
import io.ganglion.cli.terminal.Gallery;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.formats.FormatException;
import io.ganglion.model.Model;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Preparation;
import io.ganglion.model.Transposition;
import io.ganglion.picture.DigitImage;
import io.ganglion.picture.FoundDigit;
import io.ganglion.picture.GrayImage;
import io.ganglion.picture.ImageGrid;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for what a network sees of a picture. */
public final class SightOptions {

  /** A ratio of ratios that one sees. */
  private static final double CLEARLY = 1.1;

  @Option(
      names = "--many",
      description =
          "Read all digits in an image, line by line, and print the place of each: width x height +"
              + " left + top, in pixels (default: an image of two or more digits is refused).")
  private boolean many;

  @Option(
      names = "--show",
      description = "Draw what the network sees: each image as it was prepared, with the answer.")
  private boolean show;

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description = "Draw what the network sees in this file, ending in .png.")
  private Path png;

  private final List<ImageGrid.Cell> seen = new ArrayList<>();

  /** Whether any of the options is given. */
  public boolean isGiven() {
    return many || show || png != null;
  }

  /**
   * Refuses a file that cannot be used.
   *
   * @throws IOException if an existing file cannot be read
   */
  public void check() throws IOException {
    if (png != null) {
      new ImageFile(png).check();
    }
  }

  /**
   * What a network sees.
   *
   * @param image a picture, or a part of it, prepared for the network
   * @param place where it is in the picture; empty unless {@code --many} is given
   */
  public record Sight(GrayImage image, String place) {}

  /**
   * Prepares a picture for a model, or all digits in it.
   *
   * @throws IOException if it cannot be read, is blank, or has more digits than are asked for
   */
  public List<Sight> read(Path file, Model model) throws IOException {
    if (!many) {
      return List.of(new Sight(model.see(file), ""));
    }
    if (!(model.description().input() instanceof PictureInput input)
        || input.preparation() != Preparation.DIGIT) {
      throw new CommandException(
          "--many finds digits, but the model takes " + model.description().input());
    }
    List<FoundDigit> found = DigitImage.readAll(file);
    if (found.isEmpty()) {
      throw new FormatException(
          file, "is blank: nothing is clearly darker or lighter than the paper, expected digits");
    }
    boolean turned = input.transposition() == Transposition.ALL;
    return found.stream()
        .map(digit -> new Sight(turned ? digit.image().transposed() : digit.image(), digit.place()))
        .toList();
  }

  /**
   * Says that a picture was stretched, if its sides have a clearly different ratio from those of the
   * model's images.
   *
   * @throws IOException if it cannot be read
   */
  public Optional<String> stretching(Path file, Model model) throws IOException {
    if (!(model.description().input() instanceof PictureInput input)
        || input.preparation() != Preparation.PLAIN) {
      return Optional.empty();
    }
    Dimension size = GrayImage.size(file);
    double stretch = (double) size.width * input.height() / ((double) size.height * input.width());
    if (Math.max(stretch, 1 / stretch) < CLEARLY) {
      return Optional.empty();
    }
    return Optional.of(
        "stretched "
            + file
            + ": is "
            + size.width
            + "×"
            + size.height
            + ", width by height; the model takes "
            + input.width()
            + "×"
            + input.height());
  }

  /** Keeps an image with the answer to it, to be drawn at the end. */
  public void keep(Sight sight, String answer) {
    if (show || png != null) {
      seen.add(new ImageGrid.Cell(sight.image(), answer));
    }
  }

  /** Draws the images that were kept, in the terminal and in the PNG file. */
  public void draw(Terminal terminal) throws IOException {
    if (show) {
      new Gallery(terminal).print(seen);
    }
    if (png != null && !seen.isEmpty()) {
      new ImageFile(png).write(terminal, seen);
    }
  }
}
