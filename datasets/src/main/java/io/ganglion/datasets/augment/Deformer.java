package io.ganglion.datasets.augment;

import io.ganglion.train.Augmenter;
import java.util.random.RandomGenerator;

/** Draws random deformations, and applies them to images of one size. */
final class Deformer implements Augmenter {

  private final Deformation deformation;
  private final AffineMap map;
  private final DisplacementField field;
  private final Warp warp;

  Deformer(Deformation deformation, int height, int width) {
    this.deformation = deformation;
    this.map = new AffineMap(height, width);
    this.field = new DisplacementField(deformation.elastic(), height, width);
    this.warp = new Warp(height, width);
  }

  @Override
  public void augment(double[] x, int offset, RandomGenerator random) {
    map.draw(deformation.affine(), random);
    field.draw(random);
    warp.apply(map, field, x, offset);
  }
}
