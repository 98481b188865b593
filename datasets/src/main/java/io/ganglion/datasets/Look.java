package io.ganglion.datasets;

import io.ganglion.model.PictureInput;
import io.ganglion.model.Preparation;
import io.ganglion.model.Scaling;
import io.ganglion.model.Transposition;
import io.ganglion.picture.GrayImage;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the samples of a dataset look like.
 *
 * @param shades 0 for black, 1 for white
 * @param files whether they were pictures in files of their own, whose shades are known and not
 *     found from the range of the values
 * @param preparation how their pictures were prepared, if that is known
 * @param transposition which of such pictures were transposed, these among them, unless none were
 */
record Look(
    Scaling shades, boolean files, Optional<Preparation> preparation, Transposition transposition) {

  /** Finds the shades of values whose file does not tell them. */
  static Look of(RawValues values) {
    Scaling shades = ValueRange.of(values, values.length()).shades();
    return new Look(shades, false, Optional.empty(), Transposition.NONE);
  }

  /** The look of pixels of image files: 255 is white even if no pixel is. */
  static Look ofPixels(Preparation preparation) {
    return new Look(Scaling.BYTES, true, Optional.of(preparation), Transposition.NONE);
  }

  /** Returns the same look, of pictures that were prepared in a way that is known. */
  Look withPreparation(Preparation how) {
    return new Look(shades, files, Optional.of(how), transposition);
  }

  /** Returns the look of the same pictures with rows and columns exchanged. */
  Look transposed() {
    Transposition all = files ? Transposition.ALL : Transposition.ARRAYS;
    return new Look(
        shades, files, preparation, transposition == Transposition.NONE ? all : Transposition.NONE);
  }

  /** Whether pictures like these are transposed for a model. */
  boolean isTransposedBy(Transposition learnt) {
    return learnt == Transposition.ALL || (learnt == Transposition.ARRAYS && !files);
  }

  /** Fits a scaling to the first samples. */
  FittedScaling scaling(RawValues values, int samples, SampleLayout layout) {
    ValueRange range = ValueRange.of(values, samples * layout.shape().size());
    OptionalDouble white = files ? OptionalDouble.of(shades.divisor()) : OptionalDouble.empty();
    return FittedScaling.of(values, samples, layout, range, white);
  }

  /** Returns what a network takes that learns the first pictures. */
  PictureInput input(RawValues values, int samples, ImageSize size, Scaling scaling) {
    // Of digits that are dark on light, ink is what a digit's picture has light.
    Scaling ink = scaling.divisor() < 0 ? shades.inverted() : shades;
    Preparation found =
        preparation.orElseGet(() -> LikeMnist.preparation(values, samples, size, ink));
    return new PictureInput(
        size.height(),
        size.width(),
        found,
        transposition,
        found == Preparation.DIGIT && !files ? ink : shades,
        scaling);
  }

  /** Draws raw values as a picture. */
  GrayImage draw(int height, int width, double... raw) {
    byte[] pixels = new byte[raw.length];
    for (int i = 0; i < raw.length; i++) {
      pixels[i] = (byte) Math.round(255 * Math.max(0, Math.min(shades.of(raw[i]), 1)));
    }
    return GrayImage.of(height, width, pixels);
  }
}
