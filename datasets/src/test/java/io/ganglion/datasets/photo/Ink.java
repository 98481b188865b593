package io.ganglion.datasets.photo;

import io.ganglion.datasets.Dataset;

/**
 * The strokes of a digit of MNIST, enlarged to a square of {@code size} pixels whose top left
 * corner is at (top, left): how much of each pixel they cover.
 *
 * @param smooth whether shades are interpolated between pixels, or each pixel becomes a square
 */
record Ink(byte[] pixels, int top, int left, double size, boolean smooth) implements Canvas.Field {
  private static final int SIDE = 28;

  static Ink of(Dataset mnist, int index, int top, int left, double size, boolean smooth) {
    return new Ink(mnist.image(index).pixels(), top, left, size, smooth);
  }

  @Override
  public double at(int row, int column) {
    double y = (row + 0.5 - top) * SIDE / size;
    double x = (column + 0.5 - left) * SIDE / size;
    if (y < 0 || x < 0 || y >= SIDE || x >= SIDE) {
      return 0;
    }
    if (!smooth) {
      return shade((int) y, (int) x);
    }
    int upper = (int) Math.floor(y - 0.5);
    int before = (int) Math.floor(x - 0.5);
    double down = y - 0.5 - upper;
    double across = x - 0.5 - before;
    return (1 - down) * ((1 - across) * shade(upper, before) + across * shade(upper, before + 1))
        + down * ((1 - across) * shade(upper + 1, before) + across * shade(upper + 1, before + 1));
  }

  private double shade(int row, int column) {
    boolean inside = row >= 0 && column >= 0 && row < SIDE && column < SIDE;
    return inside ? (pixels[row * SIDE + column] & 0xFF) / 255.0 : 0;
  }
}
