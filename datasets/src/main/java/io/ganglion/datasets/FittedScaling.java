package io.ganglion.datasets;

import io.ganglion.model.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The scaling that suits the range of data, and the reasons for it.
 *
 * <ul>
 *   <li>Pixels of image files are divided by 255.
 *   <li>Values from 0 to 1 stay as they are.
 *   <li>Other values from 0 are divided by white: the least of 3, 7, 15, 16, 255, 1023, 4095 and
 *       65535 that no value exceeds, or else the largest value. A thousandth more is not more:
 *       resizing and rounding give 1.0000001.
 *   <li>Where values are negative, their mean becomes 0 and their standard deviation 1.
 *   <li>If most pictures are dark on light, 0 and 1 are then exchanged. A picture is dark on light
 *       if the mean of its border is above ¾ of white, and above the mean of the picture.
 * </ul>
 *
 * <p>It is found from training data, and belongs to the network that learns them.
 *
 * @param value the scaling
 * @param reasons what was found and what follows from it, a line each: {@code values 0 to 16:
 *     divided by 16}
 */
public record FittedScaling(Scaling value, List<String> reasons) {
  private static final double LIGHT = 0.75;

  /** The share of the values that must be as light as white, or they may be outliers. */
  private static final double FEW = 1e-3;

  /**
   * Copies the reasons.
   *
   * @param value the scaling
   * @param reasons a line each
   */
  public FittedScaling {
    reasons = List.copyOf(reasons);
  }

  /**
   * Fits a scaling to the first samples.
   *
   * @param range the range of these samples
   * @param known what white is, if that is known
   */
  static FittedScaling of(
      RawValues values, int samples, SampleLayout layout, ValueRange range, OptionalDouble known) {
    String found =
        String.format(
            Locale.ROOT,
            "values %s to %s: ",
            ValueRange.text(range.least()),
            ValueRange.text(range.largest()));
    if (range.least() < 0) {
      Scaling standard = standard(values, samples * layout.shape().size());
      return new FittedScaling(
          standard,
          List.of(
              String.format(
                  Locale.ROOT,
                  "%sless their mean %.4g, divided by their standard deviation %.4g",
                  found,
                  standard.offset(),
                  standard.divisor())));
    }
    double white = known.orElse(range.white());
    Scaling scaling = white == 1 ? Scaling.NONE : new Scaling(0, white);
    List<String> reasons = new ArrayList<>();
    reasons.add(found + (white == 1 ? "used as they are" : "divided by " + ValueRange.text(white)));
    if (known.isEmpty()) {
      outliers(values, samples * layout.shape().size(), range).ifPresent(reasons::add);
    }
    if (layout instanceof ImageSize size && areDarkOnLight(values, samples, size, white)) {
      scaling = scaling.inverted();
      reasons.add("dark on light: inverted");
    }
    return new FittedScaling(scaling, reasons);
  }

  /** Says so if only very few values decide what white is: they may be damaged. */
  private static Optional<String> outliers(RawValues values, int count, ValueRange range) {
    OptionalInt below = range.nextWhite();
    if (below.isEmpty()) {
      return Optional.empty();
    }
    int above = 0;
    for (int i = 0; i < count; i++) {
      above += ValueRange.exceeds(values.get(i), below.getAsInt()) ? 1 : 0;
    }
    return above < FEW * count
        ? Optional.of(
            "only "
                + above
                + " of "
                + count
                + " values are above "
                + below.getAsInt()
                + ": if they are damaged, use --input-scale")
        : Optional.empty();
  }

  private static Scaling standard(RawValues values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values.get(i);
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double difference = values.get(i) - mean;
      squares += difference * difference;
    }
    double deviation = Math.sqrt(squares / count);
    return new Scaling(mean, deviation == 0 ? 1 : deviation);
  }

  private static boolean areDarkOnLight(
      RawValues values, int samples, ImageSize size, double white) {
    int dark = 0;
    for (int i = 0; i < samples; i++) {
      if (isDarkOnLight(values, i * (int) size.pixels(), size, white)) {
        dark++;
      }
    }
    return dark > samples / 2;
  }

  private static boolean isDarkOnLight(RawValues values, int start, ImageSize size, double white) {
    double sum = 0;
    double borderSum = 0;
    int border = 0;
    for (int row = 0; row < size.height(); row++) {
      boolean edge = row == 0 || row == size.height() - 1;
      for (int column = 0; column < size.width(); column++) {
        float value = values.get(start + row * size.width() + column);
        sum += value;
        if (edge || column == 0 || column == size.width() - 1) {
          borderSum += value;
          border++;
        }
      }
    }
    double mean = borderSum / border;
    return mean > LIGHT * white && mean > sum / size.pixels();
  }
}
