package io.ganglion.datasets;

import io.ganglion.formats.ElementType;
import io.ganglion.formats.FormatException;
import io.ganglion.formats.NpzFile;
import io.ganglion.formats.NumericArray;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Images and labels from an NPZ file: the arrays {@code x_train, y_train, x_test, y_test}. */
final class NpzDataset implements Splits {
  private final Path file;
  private final NpzFile npz;

  private NpzDataset(Path file, NpzFile npz) {
    this.file = file;
    this.npz = npz;
  }

  static Splits open(Path file) throws IOException {
    return new NpzDataset(file, NpzFile.open(file));
  }

  @Override
  public void close() throws IOException {
    npz.close();
  }

  /** Reads one split. Its classes are those of both splits together. */
  @Override
  public Dataset read(Split split) throws IOException {
    String imagesName = "x_" + split.label();
    String labelsName = "y_" + split.label();
    for (String name : new String[] {imagesName, labelsName}) {
      if (!npz.names().contains(name)) {
        throw new FormatException(
            file,
            String.format(
                Locale.ROOT,
                "has the arrays %s, expected %s and %s for the %s split: add them, or use another"
                    + " split",
                npz.names(),
                imagesName,
                labelsName,
                split.label()));
      }
    }
    requireSameCount(imagesName, labelsName);
    NumericArray images = npz.read(imagesName);
    Shape shape = images.shape();
    if (images.elementType() != ElementType.UINT8 || shape.rank() < 2 || shape.rank() > 3) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "array '%s' is %s, expected uint8 [images, height, width] or [images, features]",
              imagesName,
              images));
    }
    int height = shape.rank() == 3 ? shape.dimension(1) : 1;
    int width = shape.dimension(shape.rank() - 1);
    SampleMemory.require(file, shape.dimension(0), height, width);
    SampleLayout layout =
        shape.rank() == 2 ? ImageSize.ofFeatures(width) : new ImageSize(height, width);
    int[] labels = SampleMemory.labels(source(labelsName), shape.dimension(0));
    int classes = readLabels(labelsName, labels);
    String otherName = "y_" + split.other().label();
    if (npz.names().contains(otherName)) {
      classes = Math.max(classes, readLabels(otherName, null));
    }
    return Dataset.of(
        file.toString(), layout, Dataset.numberedClasses(classes), images.bytes(), labels);
  }

  /** Compares what the two arrays' headers claim, before memory for either is allocated. */
  private void requireSameCount(String imagesName, String labelsName) throws IOException {
    Shape images = npz.shape(imagesName);
    Shape labels = npz.shape(labelsName);
    if (labels.rank() == 1 && images.dimension(0) != labels.dimension(0)) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "array '%s' holds %d images but '%s' holds %d labels, expected one label per image",
              imagesName,
              images.dimension(0),
              labelsName,
              labels.dimension(0)));
    }
  }

  private String source(String name) {
    return file + ", array '" + name + "'";
  }

  /**
   * Reads labels, and returns the number of classes that they imply.
   *
   * @param destination receives the labels unless it is null
   */
  private int readLabels(String name, int[] destination) throws IOException {
    NumericArray array = npz.read(name);
    if (!array.elementType().isInteger() || array.shape().rank() != 1) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "array '%s' is %s, expected whole numbers of shape [images]",
              name,
              array));
    }
    boolean bytes = array.elementType() == ElementType.UINT8;
    Labels labels = new Labels();
    String source = source(name);
    for (int i = 0; i < array.shape().size(); i++) {
      long value = bytes ? array.bytes()[i] & 0xFF : array.longs()[i];
      int label = Labels.check(source, i, value);
      labels.add(label);
      if (destination != null) {
        destination[i] = label;
      }
    }
    return labels.impliedClasses(source);
  }
}
