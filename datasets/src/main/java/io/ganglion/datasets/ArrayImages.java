package io.ganglion.datasets;

import io.ganglion.formats.ElementType;
import io.ganglion.formats.FormatException;
import io.ganglion.formats.NumericArray;
import io.ganglion.tensor.Shape;
import java.util.List;
import java.util.Locale;

/**
 * The inputs in an array: pictures or rows of any type of number. Colours become gray by their luma
 * (ITU-R BT.601), as in {@link io.ganglion.picture.GrayImage}.
 *
 * @param layout what the values of a sample are
 * @param values the values
 * @param notes what was recognised
 */
record ArrayImages(SampleLayout layout, RawValues values, List<String> notes) {
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  /**
   * Where the pixels of an array are.
   *
   * @param count how many samples
   * @param layout what the values of a sample are
   * @param channels 1, or 3 for colours
   * @param first whether the channels come before the rows
   */
  private record Form(int count, SampleLayout layout, int channels, boolean first) {}

  /**
   * Takes the inputs from an array.
   *
   * @param where the file, for messages
   * @param name the array's name in messages
   * @throws FormatException if it is not an array of pictures or rows, or a value is not finite
   */
  static ArrayImages of(Object where, String name, NumericArray array) throws FormatException {
    Form form = form(where, name, array);
    if (form.channels == 1) {
      return new ArrayImages(form.layout, plain(where, name, array, form), List.of());
    }
    return new ArrayImages(
        form.layout,
        gray(where, name, array, form),
        List.of("pictures in colour: made gray (0.299 R + 0.587 G + 0.114 B)"));
  }

  /**
   * Checks what a header claims, before memory for the array is allocated.
   *
   * @throws FormatException if it cannot be an array of pictures or rows, or does not fit the heap
   */
  static void require(Object where, String name, Shape shape) throws FormatException {
    if (shape.rank() < 2) {
      throw unsuitable(where, name, shape.toString());
    }
    int count = shape.dimension(0);
    int width = shape.dimension(shape.rank() - 1);
    SampleMemory.require(where, count, shape.size() / count / width, width);
  }

  private static FormatException unsuitable(Object where, String name, String found) {
    return new FormatException(
        where,
        name
            + " is "
            + found
            + ", expected numbers of shape [samples, height, width], with 1 or 3 channels after or"
            + " before height and width, or [samples, columns]");
  }

  private static Form form(Object where, String name, NumericArray array) throws FormatException {
    Shape shape = array.shape();
    int rank = shape.rank();
    int count = shape.dimension(0);
    int last = shape.dimension(rank - 1);
    if (rank == 2) {
      return new Form(count, ImageSize.ofFeatures(last), 1, false);
    }
    if (rank == 3) {
      return new Form(count, new ImageSize(shape.dimension(1), last), 1, false);
    }
    if (rank == 4 && (last == 1 || last == 3)) {
      ImageSize size = new ImageSize(shape.dimension(1), shape.dimension(2));
      return new Form(count, size, last, false);
    }
    int first = rank == 4 ? shape.dimension(1) : 0;
    if (first == 1 || first == 3) {
      return new Form(count, new ImageSize(shape.dimension(2), last), first, true);
    }
    throw unsuitable(where, name, array.toString());
  }

  private static RawValues plain(Object where, String name, NumericArray array, Form form)
      throws FormatException {
    if (array.elementType() == ElementType.UINT8) {
      return new RawValues.Bytes(array.bytes());
    }
    float[] values = SampleMemory.floats(where, form.count, array.shape().size() / form.count);
    for (int i = 0; i < values.length; i++) {
      values[i] = finite(where, name, array, form, i);
    }
    return RawValues.of(values);
  }

  private static RawValues gray(Object where, String name, NumericArray array, Form form)
      throws FormatException {
    int pixels = form.layout.shape().size();
    int step = form.first ? pixels : 1;
    boolean whole = array.elementType().isInteger();
    float[] values = SampleMemory.floats(where, form.count, pixels);
    for (int i = 0; i < values.length; i++) {
      int start = form.first ? i / pixels * 3 * pixels + i % pixels : 3 * i;
      double luma = 0;
      for (int channel = 0; channel < LUMA.length; channel++) {
        luma += LUMA[channel] * finite(where, name, array, form, start + channel * step);
      }
      values[i] = (float) (whole ? Math.rint(luma) : luma);
    }
    return RawValues.of(values);
  }

  private static float finite(Object where, String name, NumericArray array, Form form, int index)
      throws FormatException {
    float value =
        switch (array.elementType()) {
          case UINT8 -> array.bytes()[index] & 0xFF;
          case INT64 -> (float) array.longs()[index];
          case FLOAT32 -> array.floats()[index];
          case FLOAT64 -> (float) array.doubles()[index];
        };
    if (!Float.isFinite(value)) {
      int each = array.shape().size() / form.count;
      throw new FormatException(
          where,
          String.format(
              Locale.ROOT,
              "%s: value %d of sample %d is %s, expected a finite number below 3.4e38: replace it",
              name,
              index % each,
              index / each,
              array.elementType() == ElementType.FLOAT64 ? array.doubles()[index] : value));
    }
    return value;
  }
}
