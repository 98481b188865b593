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
final class NpzDataset {
  private NpzDataset() {}

  /** Reads one split. Its classes are those of both splits together. */
  static Dataset read(Path file, Split split) throws IOException {
    try (NpzFile npz = NpzFile.open(file)) {
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
      requireSameCount(file, npz, imagesName, labelsName);
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
      int[] labels = SampleMemory.labels(source(file, labelsName), shape.dimension(0));
      int classes = readLabels(file, npz, labelsName, labels);
      String otherName = "y_" + (split == Split.TRAIN ? Split.TEST : Split.TRAIN).label();
      if (npz.names().contains(otherName)) {
        classes = Math.max(classes, readLabels(file, npz, otherName, null));
      }
      return Dataset.of(
          file.toString(), layout, Dataset.numberedClasses(classes), images.bytes(), labels);
    }
  }

  /** Compares what the two arrays' headers claim, before memory for either is allocated. */
  private static void requireSameCount(Path file, NpzFile npz, String imagesName, String labelsName)
      throws IOException {
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

  private static String source(Path file, String name) {
    return file + ", array '" + name + "'";
  }

  /**
   * Reads labels, and returns the number of classes that they imply.
   *
   * @param destination receives the labels unless it is null
   */
  private static int readLabels(Path file, NpzFile npz, String name, int[] destination)
      throws IOException {
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
    for (int i = 0; i < array.shape().size(); i++) {
      long value = bytes ? array.bytes()[i] & 0xFF : array.longs()[i];
      int label = Labels.check(source(file, name), i, value);
      labels.add(label);
      if (destination != null) {
        destination[i] = label;
      }
    }
    return labels.impliedClasses(source(file, name));
  }
}
