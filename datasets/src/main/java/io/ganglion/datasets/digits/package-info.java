/**
 * Digits drawn by the program itself: {@link io.ganglion.datasets.digits.EmbeddedDigits}.
 *
 * <p>A {@code Glyph} (one way of writing a digit) is deformed by a {@code Handwriting} into the
 * lines of {@code Stroke}s, which a {@code Page} fits, draws with a {@code Pen} and centres.
 */
package io.ganglion.datasets.digits;
