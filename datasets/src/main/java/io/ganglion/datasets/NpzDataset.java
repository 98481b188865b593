package io.ganglion.datasets;

import io.ganglion.formats.ElementType;
import io.ganglion.formats.FormatException;
import io.ganglion.formats.NpzFile;
import io.ganglion.formats.NumericArray;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;

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
              ("has the arrays %s, expected %s and %s for the %s split: add them, or use another"
                      + " split")
                  .formatted(npz.names(), imagesName, labelsName, split.label()));
        }
      }
      int[] labels = labels(file, npz, labelsName);
      int classes = Labels.classes(file + ", array '" + labelsName + "'", labels);
      String otherName = "y_" + (split == Split.TRAIN ? Split.TEST : Split.TRAIN).label();
      if (npz.names().contains(otherName)) {
        classes =
            Math.max(
                classes,
                Labels.classes(file + ", array '" + otherName + "'", labels(file, npz, otherName)));
      }
      NumericArray images = npz.read(imagesName);
      Shape shape = images.shape();
      if (images.elementType() != ElementType.UINT8 || shape.rank() < 2 || shape.rank() > 3) {
        throw new FormatException(
            file,
            "array '%s' is %s, expected uint8 [images, height, width] or [images, features]"
                .formatted(imagesName, images));
      }
      if (shape.dimension(0) != labels.length) {
        throw new FormatException(
            file,
            "array '%s' holds %d images but '%s' holds %d labels, expected one label per image"
                .formatted(imagesName, shape.dimension(0), labelsName, labels.length));
      }
      int height = shape.rank() == 3 ? shape.dimension(1) : 1;
      int width = shape.dimension(shape.rank() - 1);
      PixelMemory.bytes(file, labels.length, height, width);
      if (shape.rank() == 2) {
        ImageSize size = ImageSize.ofFeatures(width);
        height = size.height();
        width = size.width();
      }
      return Dataset.of(
          file.toString(), height, width, Dataset.numberedClasses(classes), images.bytes(), labels);
    }
  }

  private static int[] labels(Path file, NpzFile npz, String name) throws IOException {
    NumericArray array = npz.read(name);
    if (!array.elementType().isInteger() || array.shape().rank() != 1) {
      throw new FormatException(
          file,
          "array '%s' is %s, expected whole numbers of shape [images]".formatted(name, array));
    }
    long[] values = array.toLongs();
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = Labels.check(file + ", array '" + name + "'", i, values[i]);
    }
    return labels;
  }
}
