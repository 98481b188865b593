package io.ganglion.backend.nd4j;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * Copies elements between Java arrays and ND4J's memory: float64 in bulk, float32 converted element
 * by element. Overloads hide this difference, so that the backend of both precisions has one
 * source.
 */
final class Transfer {

  private Transfer() {}

  /** {@code target[i] ← source[offset + i]}, for the first n elements of the target. */
  static void write(double[] source, int offset, DoubleBuffer target, int n) {
    target.put(0, source, offset, n);
  }

  /** {@link #write(double[], int, DoubleBuffer, int)}, rounded to float32. */
  static void write(double[] source, int offset, FloatBuffer target, int n) {
    for (int i = 0; i < n; i++) {
      target.put(i, (float) source[offset + i]);
    }
  }

  /** {@code target[offset + i] ← source[i]}, for the first n elements of the source. */
  static void read(DoubleBuffer source, double[] target, int offset, int n) {
    source.get(0, target, offset, n);
  }

  /** {@link #read(DoubleBuffer, double[], int, int)}, from float32. */
  static void read(FloatBuffer source, double[] target, int offset, int n) {
    for (int i = 0; i < n; i++) {
      target[offset + i] = source.get(i);
    }
  }
}
