package io.ganglion.datasets.augment;

import io.ganglion.tensor.Shape;
import io.ganglion.train.Augmentation;
import io.ganglion.train.Augmenter;
import java.util.Objects;

/**
 * Deforms images at random: first by {@link Affine}, then by {@link Elastic}.
 *
 * <p>The two maps are composed, and the image is interpolated only once, so that it is not blurred
 * twice. Pixel q of the result is the image's value at {@code (R K S)⁻¹ (q + α Δ(q) − t)}, where Δ
 * is the pair of smoothed fields. Between the centres of four pixels, values are interpolated
 * bilinearly; beyond the image lies background, 0.
 *
 * <p>Takes images [height, width] of any size. Amounts are in pixels, so the presets suit images of
 * about the usual size of handwritten digits, 28×28.
 *
 * <p>The same state of the random generator gives the same bits on every JDK.
 *
 * @param affine how the image is shifted, turned, scaled and sheared
 * @param elastic how it is bent
 */
public record Deformation(Affine affine, Elastic elastic) implements Augmentation {

  /** Shifts by up to two pixels. */
  public static final Deformation SHIFT = new Deformation(new Affine(2, 0, 0, 0), Elastic.NONE);

  /** Shifts, turns, scales and shears. */
  public static final Deformation AFFINE =
      new Deformation(new Affine(1, 12, 0.12, 0.15), Elastic.NONE);

  /** As {@link #AFFINE}, then bends. */
  public static final Deformation ELASTIC = new Deformation(AFFINE.affine, new Elastic(5, 36));

  /**
   * Describes the deformation.
   *
   * @param affine how the image is shifted, turned, scaled and sheared
   * @param elastic how it is bent
   */
  public Deformation {
    Objects.requireNonNull(affine, "affine");
    Objects.requireNonNull(elastic, "elastic");
  }

  /**
   * Finds a preset by its name.
   *
   * @param name {@code shift}, {@code affine} or {@code elastic}
   * @return the preset
   * @throws IllegalArgumentException if there is no such preset
   */
  public static Deformation parse(String name) {
    return switch (name) {
      case "shift" -> SHIFT;
      case "affine" -> AFFINE;
      case "elastic" -> ELASTIC;
      default ->
          throw new IllegalArgumentException(
              "no deformation is called '" + name + "', expected shift, affine or elastic");
    };
  }

  /** Returns all settings; of a preset, too, and not its name, because its numbers may change. */
  @Override
  public String text() {
    return "deformation (" + affine.text() + ", " + elastic.text() + ")";
  }

  @Override
  public Augmenter augmenter(Shape input) {
    if (input.rank() != 2) {
      throw new IllegalArgumentException(
          "a deformation takes images [height, width], got " + input);
    }
    return new Deformer(this, input.dimension(0), input.dimension(1));
  }
}
