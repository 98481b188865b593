/**
 * Images deformed at random while training: {@link io.ganglion.datasets.augment.Deformation}.
 *
 * <p>What is drawn, an {@code AffineMap} and a {@code DisplacementField}, is composed before a {@code
 * Warp} looks up the image, so that it is interpolated only once.
 */
package io.ganglion.datasets.augment;
