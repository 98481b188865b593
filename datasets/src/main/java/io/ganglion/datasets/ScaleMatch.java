package io.ganglion.datasets;

import io.ganglion.model.ModelInput;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Preparation;
import io.ganglion.model.Scaling;
import java.util.ArrayList;
import java.util.List;

/**
 * How the values of some data become the inputs of a model that has learnt other data: by the
 * model's own scaling. Pictures of another scale, such as 0 to 1 where the model has learnt 0 to
 * 255, are brought to the model's first, and so are digits that are dark on light where the model
 * has learnt light on dark.
 *
 * @param value the scaling
 * @param reasons what was found and what follows from it, a line each
 * @param fits whether the values may be of the kind that the model has learnt
 */
public record ScaleMatch(Scaling value, List<String> reasons, boolean fits) {
  /** The ratio of two spreads of numbers from which on one should look twice. */
  private static final double UNLIKE = 2;

  /** The ratio from which on the numbers have another unit. */
  private static final double FOREIGN = 10;

  /**
   * Copies the reasons.
   *
   * @param value the scaling
   * @param reasons a line each
   * @param fits whether the values may be of the kind that the model has learnt
   */
  public ScaleMatch {
    reasons = List.copyOf(reasons);
  }

  /**
   * Matches data whose scaling someone has chosen.
   *
   * @param data the data
   * @param chosen what the model takes, with the chosen scaling
   * @return that scaling, with the reasons for it, or the remark that the data look like another
   */
  public static ScaleMatch chosen(Dataset data, ModelInput chosen) {
    FittedScaling fitted = data.scaling();
    Scaling value = chosen.scaling();
    if (fitted.value().equals(value)) {
      return new ScaleMatch(value, fitted.reasons(), true);
    }
    double ratio = ratio(fitted.value(), value);
    boolean inverted = (fitted.value().divisor() < 0) != (value.divisor() < 0);
    return new ScaleMatch(
        value, ratio > UNLIKE || inverted ? List.of(unlike(fitted, value)) : List.of(), true);
  }

  /**
   * Matches data with a model that has learnt others.
   *
   * @param inverted whether someone has chosen which of light and dark is which
   */
  static ScaleMatch of(FittedScaling fitted, Look look, ModelInput learnt, boolean inverted) {
    if (fitted.value().equals(learnt.scaling())) {
      return new ScaleMatch(fitted.value(), fitted.reasons(), true);
    }
    return learnt instanceof PictureInput picture
        ? pictures(fitted, look, picture, inverted)
        : rows(fitted, learnt.scaling());
  }

  private static ScaleMatch rows(FittedScaling fitted, Scaling learnt) {
    double ratio = Math.abs(fitted.value().divisor() / learnt.divisor());
    double times = Math.max(ratio, 1 / ratio);
    return new ScaleMatch(
        learnt,
        times <= UNLIKE
            ? List.of()
            : List.of(
                "the values are about "
                    + ValueRange.roughly(times)
                    + " times as "
                    + (ratio > 1 ? "large" : "small")
                    + " as those that the model has learnt, as if they had another unit"),
        times <= FOREIGN);
  }

  private static ScaleMatch pictures(
      FittedScaling fitted, Look look, PictureInput learnt, boolean inverted) {
    List<String> reasons = new ArrayList<>();
    Scaling own = look.shades();
    if (look.files()) {
      // As a model sees any picture's file.
      Scaling value = own.thenInverseOf(learnt.shades()).then(learnt.scaling());
      boolean reversed =
          !inverted && isReversed(fitted, value) && learnt.preparation() == Preparation.PLAIN;
      if (reversed) {
        reasons.add(reversed(fitted) + "see --invert");
      }
      return new ScaleMatch(value, reasons, !reversed);
    }
    Scaling known = learnt.shades().divisor() < 0 ? learnt.shades().inverted() : learnt.shades();
    Scaling value = learnt.scaling();
    double ratio = ratio(own, known);
    double shift = Math.abs(own.offset() - known.offset()) / Math.abs(known.divisor());
    boolean isBrought = !own.equals(known) && ValueRange.isUsual(own) && ValueRange.isUsual(known);
    if (isBrought) {
      value = own.thenInverseOf(known).then(value);
      reasons.add(
          "values "
              + range(own)
              + ": taken as "
              + range(known)
              + ", which the model has learnt; --input-scale is for others");
    } else if (!own.equals(known)) {
      reasons.add("values " + range(own) + "; the model has learnt " + range(known));
    }
    boolean fits = isBrought || (ratio <= FOREIGN && shift <= FOREIGN);
    if (!inverted && isReversed(fitted, value)) {
      if (learnt.preparation() == Preparation.DIGIT) {
        value = value.inverted();
        reasons.add(reversed(fitted) + "inverted");
      } else {
        reasons.add(reversed(fitted) + "see --invert");
        fits = false;
      }
    }
    return new ScaleMatch(value, reasons, fits);
  }

  private static boolean isReversed(FittedScaling fitted, Scaling value) {
    return (fitted.value().divisor() < 0) != (value.divisor() < 0);
  }

  private static String reversed(FittedScaling fitted) {
    return "the pictures look "
        + (fitted.value().divisor() < 0 ? "dark on light" : "light on dark")
        + ", but the model has learnt the other: ";
  }

  private static double ratio(Scaling one, Scaling other) {
    double ratio = Math.abs(one.divisor() / other.divisor());
    return Math.max(ratio, 1 / ratio);
  }

  private static String range(Scaling shades) {
    return ValueRange.text(shades.offset())
        + " to "
        + ValueRange.text(shades.offset() + shades.divisor());
  }

  private static String unlike(FittedScaling fitted, Scaling value) {
    return "the model takes "
        + value
        + ", but these data look like "
        + fitted.value()
        + ": see --input-scale";
  }
}
