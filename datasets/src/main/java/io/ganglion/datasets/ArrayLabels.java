package io.ganglion.datasets;

import io.ganglion.formats.ElementType;
import io.ganglion.formats.FormatException;
import io.ganglion.formats.NumericArray;
import io.ganglion.tensor.Shape;
import java.util.List;
import java.util.Locale;

/**
 * The labels in an array: one whole number for each sample, of shape [samples] or [samples, 1], in
 * any type of number, or one-hot rows of shape [samples, classes].
 *
 * @param labels the label of each sample
 * @param numbers the numbers of the classes that the labels imply
 * @param notes what was recognised
 */
record ArrayLabels(int[] labels, LabelNumbers numbers, List<String> notes) {

  /**
   * Takes labels from an array.
   *
   * @param where the file and array, for messages
   * @throws FormatException if they are not labels
   */
  static ArrayLabels of(Object where, NumericArray array) throws FormatException {
    Shape shape = array.shape();
    int count = shape.dimension(0);
    int each = shape.size() / count;
    if (shape.rank() == 1 || (shape.rank() == 2 && each == 1)) {
      return numbers(where, array, count);
    }
    if (shape.rank() == 2 && each <= Dataset.MAXIMUM_CLASSES) {
      return oneHot(where, array, count, each);
    }
    throw unsuitable(where, array);
  }

  private static FormatException unsuitable(Object where, NumericArray array) {
    return new FormatException(
        where,
        "holds "
            + array
            + ", expected labels: whole numbers of shape [samples] or [samples, 1], or one-hot rows"
            + " [samples, classes]");
  }

  private static ArrayLabels numbers(Object where, NumericArray array, int count)
      throws FormatException {
    int[] labels = SampleMemory.labels(where, count);
    Labels all = new Labels();
    for (int i = 0; i < count; i++) {
      labels[i] = Labels.check(where, i, whole(where, array, i));
      all.add(labels[i]);
    }
    return new ArrayLabels(labels, all.numbers(where), List.of());
  }

  private static long whole(Object where, NumericArray array, int index) throws FormatException {
    if (array.elementType() == ElementType.INT64) {
      return array.longs()[index];
    }
    double value = value(array, index);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new FormatException(
          where,
          "label "
              + value
              + " of sample "
              + index
              + ", expected a whole number: the number of a class");
    }
    return (long) value;
  }

  private static double value(NumericArray array, int index) {
    return switch (array.elementType()) {
      case UINT8 -> array.bytes()[index] & 0xFF;
      case INT64 -> (double) array.longs()[index];
      case FLOAT32 -> array.floats()[index];
      case FLOAT64 -> array.doubles()[index];
    };
  }

  private static ArrayLabels oneHot(Object where, NumericArray array, int count, int classes)
      throws FormatException {
    int[] labels = SampleMemory.labels(where, count);
    for (int i = 0; i < count; i++) {
      int ones = 0;
      int others = 0;
      for (int j = 0; j < classes; j++) {
        double value = value(array, i * classes + j);
        if (value == 1) {
          ones++;
          labels[i] = j;
        } else if (value != 0) {
          others++;
        }
      }
      if (ones != 1 || others > 0) {
        throw new FormatException(
            where,
            String.format(
                Locale.ROOT,
                "holds %s, whose row %d is not one-hot, expected one 1 and zeros, or one label for"
                    + " each sample",
                array,
                i));
      }
    }
    return new ArrayLabels(
        labels,
        LabelNumbers.fromZero(classes),
        List.of("labels are one-hot, of " + classes + " classes"));
  }
}
