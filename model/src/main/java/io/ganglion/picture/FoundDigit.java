package io.ganglion.picture;

import java.util.Locale;

/**
 * A digit that was found in a picture, and its place there in pixels.
 *
 * @param image the digit like those of MNIST, {@link DigitImage#SIDE} × {@link DigitImage#SIDE}
 *     pixels, white on black
 * @param top the first row, from 0 at the top
 * @param left the first column, from 0 at the left
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record FoundDigit(GrayImage image, int top, int left, int height, int width) {

  /**
   * Returns the place in short: width × height + left + top, as window systems write it.
   *
   * @return for example {@code 60x80+10+20}
   */
  public String place() {
    return String.format(Locale.ROOT, "%dx%d+%d+%d", width, height, left, top);
  }
}
