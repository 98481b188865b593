/**
 * Random deformation of images during training: {@link io.ganglion.datasets.augment.Deformation}.
 *
 * <p>A random {@code AffineMap} and a random {@code DisplacementField} are composed before a {@code
 * Warp} reads the image, so that the image is interpolated only once.
 */
package io.ganglion.datasets.augment;
