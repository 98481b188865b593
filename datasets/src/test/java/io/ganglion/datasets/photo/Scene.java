package io.ganglion.datasets.photo;

import io.ganglion.datasets.Dataset;
import io.ganglion.random.SplitMix64;

/** What is drawn: a digit, its size and place, and the colours, all chosen by a seed. */
final class Scene {
  private static final int SMALLEST = 100;
  private static final int LARGEST = 1000;

  final SplitMix64 random;
  final int height;
  final int width;
  final Colour paper;
  final Colour ink;
  private final Dataset mnist;
  private final int index;

  Scene(Dataset mnist, int index, long seed) {
    this.mnist = mnist;
    this.index = index;
    this.random = SplitMix64.stream(seed, index);
    double side = SMALLEST * Math.pow((double) LARGEST / SMALLEST, random.nextDouble());
    this.height = (int) Math.round(side * between(0.75, 1));
    this.width = (int) Math.round(side * between(0.75, 1));
    double shade = between(0.75, 1);
    this.paper = new Colour((float) shade, (float) shade, (float) (shade * between(0.9, 1)));
    this.ink =
        new Colour((float) between(0, 0.2), (float) between(0, 0.2), (float) between(0, 0.4));
  }

  double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  int shorterSide() {
    return Math.min(height, width);
  }

  /** An empty page. */
  Canvas page() {
    return new Canvas(height, width, paper);
  }

  /** The digit, at any place at which MNIST's margin around it is in the picture. */
  Ink digit() {
    return digit(between(0.4, 0.9));
  }

  /** The digit in a square of this part of the picture's shorter side. */
  Ink digit(double part) {
    return digit(index, part, random.nextDouble(), random.nextDouble());
  }

  /** Another digit of the data, at a place given as parts of the room that there is. */
  Ink digit(int number, double part, double down, double across) {
    double size = part * shorterSide();
    int top = (int) (down * (height - size));
    int left = (int) (across * (width - size));
    return Ink.of(mnist, number, top, left, size, random.nextInt(4) > 0);
  }

  /** The digit on an empty page. */
  Canvas written() {
    return written(digit());
  }

  Canvas written(Ink digit) {
    Canvas page = page();
    page.paint(ink, digit);
    return page;
  }

  int index() {
    return index;
  }

  int label() {
    return mnist.label(index);
  }
}
