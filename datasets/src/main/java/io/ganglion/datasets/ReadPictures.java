package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Preparation;
import io.ganglion.picture.GrayImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads pictures into a dataset's memory. What cannot be read is passed over and counted. */
final class ReadPictures {
  private final Path folder;
  private final ImageSize size;
  private final PictureInput input;
  private final byte[] pixels;
  private final int[] labels;
  private int count;
  private int passedOver;
  private int colour;
  private String firstReason = "";

  /** Allocates memory for a number of pictures. */
  ReadPictures(Path folder, int most, ImageSize size, Preparation preparation)
      throws FormatException {
    this.folder = folder;
    this.size = size;
    this.input = PictureInput.ofBytes(size.height(), size.width(), preparation);
    this.pixels = SampleMemory.pixels(folder, most, size.height(), size.width());
    this.labels = SampleMemory.labels(folder, most);
  }

  /**
   * Reads the pictures of a class.
   *
   * @throws FormatException if it has pictures of which none can be read
   */
  void readClass(String name, int label, ClassFolders.Pictures pictures) throws IOException {
    int before = count;
    String reason = "";
    for (Path file : pictures.files()) {
      try {
        byte[] picture = input.read(file).pixels();
        System.arraycopy(picture, 0, pixels, count * picture.length, picture.length);
        labels[count++] = label;
        // One of each class tells; every picture would be decoded twice.
        colour += count == before + 1 && GrayImage.isInColour(file) ? 1 : 0;
      } catch (FormatException e) {
        reason = reason.isEmpty() ? e.getMessage() : reason;
        passOver(e.getMessage());
      }
    }
    for (Path file : pictures.others()) {
      String other = file + ": its format is not read, expected such as PNG or JPEG";
      reason = reason.isEmpty() ? other : reason;
      passOver(other);
    }
    if (count == before && !reason.isEmpty() && !pictures.files().isEmpty()) {
      throw new FormatException(
          folder,
          String.format(
              Locale.ROOT,
              "none of the %d pictures of class %s can be read; the first: %s",
              pictures.files().size() + pictures.others().size(),
              CsvRow.quoted(name),
              reason));
    }
    if (pictures.all().isEmpty() && !pictures.others().isEmpty()) {
      throw new FormatException(
          folder,
          "class "
              + CsvRow.quoted(name)
              + " has only pictures that are not read; the first: "
              + reason);
    }
  }

  private void passOver(String reason) {
    passedOver++;
    if (passedOver == 1) {
      firstReason = reason;
    }
  }

  /** What was passed over. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (colour > 0) {
      notes.add("pictures in colour become gray");
    }
    if (passedOver > 0) {
      notes.add(
          passedOver
              + (passedOver == 1 ? " picture was" : " pictures were")
              + " passed over; the first: "
              + firstReason);
    }
    return notes;
  }

  byte[] pixels() {
    return Arrays.copyOf(pixels, count * (int) size.pixels());
  }

  int[] labels() {
    return Arrays.copyOf(labels, count);
  }
}
