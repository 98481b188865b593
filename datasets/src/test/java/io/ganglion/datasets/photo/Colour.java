package io.ganglion.datasets.photo;

import java.awt.Color;

/** A colour, each of its parts from 0 to 1. */
record Colour(float red, float green, float blue) {

  static Colour gray(double shade) {
    return new Colour((float) shade, (float) shade, (float) shade);
  }

  static Colour of(int rgb) {
    float[] parts = new Color(rgb).getRGBColorComponents(null);
    return new Colour(parts[0], parts[1], parts[2]);
  }

  float part(int channel) {
    return switch (channel) {
      case 0 -> red;
      case 1 -> green;
      default -> blue;
    };
  }

  /** This colour in less or more light. */
  Colour times(double light) {
    return new Colour((float) (red * light), (float) (green * light), (float) (blue * light));
  }
}
