package io.ganglion.benchmarks;

import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.ImageSize;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.datasets.fetch.RemoteDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The images that all benchmarks use: MNIST's training set if it is found, otherwise the embedded
 * digits.
 */
final class Digits {

  /**
   * The system property that says where the images are, in the form that {@code ganglion train
   * --data} takes.
   */
  static final String PROPERTY = "ganglion.data";

  /** The environment variable that names a folder of fetched datasets, or one of IDX files. */
  static final String VARIABLE = "GANGLION_DATA";

  private static final int SIDE = 28;

  /**
   * The pixels left out at each edge of 28×28 pixels: an image of 8×8 is made from the central
   * 24×24.
   */
  private static final int MARGIN = 2;

  private Digits() {}

  /** Where the images are: a name or path that {@link Datasets#open} accepts. */
  static String where() {
    String property = System.getProperty(PROPERTY, "");
    if (!property.isBlank()) {
      return property;
    }
    Optional<RemoteDataset> mnist = RemoteDataset.named("mnist");
    if (mnist.isPresent() && DataFolder.ofThisMachine().contains(mnist.get())) {
      return "mnist";
    }
    String variable = Optional.ofNullable(System.getenv(VARIABLE)).orElse("");
    return !variable.isBlank() && holdsIdx(Path.of(variable)) ? variable : "digits";
  }

  private static boolean holdsIdx(Path folder) {
    String images = "train-images-idx3-ubyte";
    return Files.exists(folder.resolve(images)) || Files.exists(folder.resolve(images + ".gz"));
  }

  /**
   * Reads images of the size that a topology takes.
   *
   * @param topology the network that will learn them
   * @param input {@code "mnist"} for the images as they are; {@code "dense"} for images whose black
   *     is 1 instead of 0, so that no input is zero
   * @param count how many
   * @throws IOException if they cannot be read
   * @throws IllegalArgumentException if there are fewer images, their size differs, or the input is
   *     unknown
   */
  static Dataset read(Topology topology, String input, int count) throws IOException {
    Dataset dataset = Datasets.ofThisMachine().open(where(), Split.TRAIN, count);
    if (dataset.size() < count || dataset.height() != SIDE || dataset.width() != SIDE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %d images of %d×%d pixels; the benchmarks need %d of %d×%d: use MNIST, or omit -D%s",
              dataset.name(),
              dataset.size(),
              dataset.height(),
              dataset.width(),
              count,
              SIDE,
              SIDE,
              PROPERTY));
    }
    int inputs = topology.inputs();
    byte[] pixels = new byte[count * inputs];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      byte[] image = scaled(dataset.image(i).pixels(), topology.side());
      System.arraycopy(image, 0, pixels, i * inputs, inputs);
      labels[i] = dataset.label(i);
    }
    switch (input) {
      case "mnist" -> {}
      case "dense" -> brighten(pixels);
      default ->
          throw new IllegalArgumentException(
              "no input is called '" + input + "'; expected mnist or dense");
    }
    return Dataset.of(
        dataset.name(),
        new ImageSize(topology.side(), topology.side()),
        Dataset.numberedClasses(Topology.OUTPUTS),
        pixels,
        labels);
  }

  /** Scales the middle of the image down: each pixel is the mean of a square. */
  private static byte[] scaled(byte[] image, int side) {
    if (side == SIDE) {
      return image;
    }
    int square = (SIDE - 2 * MARGIN) / side;
    byte[] scaled = new byte[side * side];
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) {
        int sum = 0;
        for (int k = 0; k < square * square; k++) {
          int row = MARGIN + i * square + k / square;
          int column = MARGIN + j * square + k % square;
          sum += image[row * SIDE + column] & 0xFF;
        }
        scaled[i * side + j] = (byte) (sum / (square * square));
      }
    }
    return scaled;
  }

  private static void brighten(byte[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] == 0) {
        pixels[i] = 1;
      }
    }
  }
}
