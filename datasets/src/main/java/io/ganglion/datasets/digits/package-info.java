/**
 * Digits that the program draws itself: {@link io.ganglion.datasets.digits.EmbeddedDigits}.
 *
 * <p>A {@code Handwriting} deforms a {@code Glyph} (one way of writing a digit) into {@code
 * Stroke}s. A {@code Page} scales them to fit, draws them with a {@code Pen} and centres them.
 */
package io.ganglion.datasets.digits;
