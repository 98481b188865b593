package io.ganglion.picture;

/**
 * Scales images in shades of gray.
 *
 * <p>Shrinking averages exactly the area that an output pixel covers; a pixel at its edge counts by
 * the part of it that is covered (a box filter, without aliasing). Enlarging interpolates linearly
 * between the centres of the pixels.
 */
final class Resampling {
  private Resampling() {}

  /**
   * Scales an image.
   *
   * @param source row-major, {@code height × width} shades; not modified
   * @param height rows of the source
   * @param width pixels of a row of the source
   * @param newHeight rows of the result
   * @param newWidth pixels of a row of the result
   * @return row-major, {@code newHeight × newWidth} shades from 0 to 255
   */
  static float[] scale(byte[] source, int height, int width, int newHeight, int newWidth) {
    Weights horizontal = Weights.of(width, newWidth);
    Weights vertical = Weights.of(height, newHeight);
    float[] result = new float[newHeight * newWidth];
    // In the order that needs the smaller array between the passes: a picture may be a pixel wide.
    if ((long) height * newWidth <= (long) newHeight * width) {
      float[] narrowed = new float[height * newWidth];
      for (int i = 0; i < narrowed.length; i++) {
        narrowed[i] = horizontal.sum(i % newWidth, source, i / newWidth * width, 1);
      }
      for (int i = 0; i < result.length; i++) {
        result[i] = vertical.sum(i / newWidth, narrowed, i % newWidth, newWidth);
      }
    } else {
      float[] lowered = new float[newHeight * width];
      for (int i = 0; i < lowered.length; i++) {
        lowered[i] = vertical.sum(i / width, source, i % width, width);
      }
      for (int i = 0; i < result.length; i++) {
        result[i] = horizontal.sum(i % newWidth, lowered, i / newWidth * width, 1);
      }
    }
    return result;
  }

  /**
   * For each output position, its window of input positions and their weights.
   *
   * @param starts the first input position of each window
   * @param weights the weights in each window; their sum is 1
   */
  private record Weights(int[] starts, float[][] weights) {

    static Weights of(int inputs, int outputs) {
      int[] starts = new int[outputs];
      float[][] weights = new float[outputs][];
      double scale = (double) inputs / outputs;
      for (int i = 0; i < outputs; i++) {
        if (scale >= 1) {
          double from = i * scale;
          double to = Math.min((i + 1) * scale, inputs);
          int start = Math.min((int) from, inputs - 1);
          int end = Math.max(start + 1, (int) Math.ceil(to));
          starts[i] = start;
          weights[i] = new float[Math.min(end, inputs) - start];
          for (int j = 0; j < weights[i].length; j++) {
            double covered = Math.min(start + j + 1, to) - Math.max(start + j, from);
            weights[i][j] = (float) (Math.max(covered, 0) / (to - from));
          }
        } else {
          double centre = Math.max(0, Math.min((i + 0.5) * scale - 0.5, inputs - 1));
          int start = (int) centre;
          float fraction = (float) (centre - start);
          starts[i] = start;
          weights[i] = start + 1 < inputs ? new float[] {1 - fraction, fraction} : new float[] {1};
        }
      }
      return new Weights(starts, weights);
    }

    float sum(int output, byte[] shades, int offset, int stride) {
      int position = offset + starts[output] * stride;
      double sum = 0;
      for (float weight : weights[output]) {
        sum += weight * (shades[position] & 0xFF);
        position += stride;
      }
      return (float) sum;
    }

    float sum(int output, float[] shades, int offset, int stride) {
      int position = offset + starts[output] * stride;
      double sum = 0;
      for (float weight : weights[output]) {
        sum += weight * shades[position];
        position += stride;
      }
      return (float) sum;
    }
  }
}
