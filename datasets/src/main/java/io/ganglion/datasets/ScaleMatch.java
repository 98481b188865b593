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

  /** Matches data with a model that has learnt others. */
  static ScaleMatch of(FittedScaling fitted, Look look, ModelInput learnt) {
    Scaling value = learnt.scaling();
    if (fitted.value().equals(value)) {
      return new ScaleMatch(value, fitted.reasons(), true);
    }
    if (!(learnt instanceof PictureInput picture)) {
      double ratio = ratio(fitted.value(), value);
      return new ScaleMatch(
          value, ratio > UNLIKE ? List.of(unlike(fitted, value)) : List.of(), ratio <= FOREIGN);
    }
    List<String> reasons = new ArrayList<>();
    Scaling shades = look.shades();
    double ratio = ratio(shades, picture.shades());
    boolean isBrought =
        ratio != 1 && ValueRange.isUsual(shades) && ValueRange.isUsual(picture.shades());
    if (isBrought) {
      value = shades.thenInverseOf(picture.shades()).then(value);
      reasons.add(
          "values "
              + range(shades)
              + ": taken as "
              + range(picture.shades())
              + ", which the model has learnt; --input-scale is for others");
    } else if (ratio > UNLIKE) {
      reasons.add(unlike(fitted, value));
    }
    if ((fitted.value().divisor() < 0) != (value.divisor() < 0)) {
      if (picture.preparation() == Preparation.DIGIT) {
        value = value.inverted();
        reasons.add(
            (fitted.value().divisor() < 0 ? "dark on light" : "light on dark")
                + ": inverted, as the model has learnt the other; --input-scale is for others");
      } else {
        reasons.add(
            "the pictures look "
                + (fitted.value().divisor() < 0 ? "dark on light" : "light on dark")
                + ", but the model has learnt the other: see --invert");
      }
    }
    return new ScaleMatch(value, reasons, isBrought || ratio <= FOREIGN);
  }

  private static double ratio(Scaling one, Scaling other) {
    double ratio = Math.abs(one.divisor() / other.divisor());
    return Math.max(ratio, 1 / ratio);
  }

  private static String range(Scaling shades) {
    return "0 to " + ValueRange.text(shades.divisor());
  }

  private static String unlike(FittedScaling fitted, Scaling value) {
    return "the model takes "
        + value
        + ", but these data look like "
        + fitted.value()
        + ": see --input-scale";
  }
}
