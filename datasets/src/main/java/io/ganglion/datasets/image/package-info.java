/**
 * Pictures: read from files as gray, a handwritten digit made like MNIST's, and grids of titled
 * pictures written as PNG.
 *
 * <p>A picture is refused before it is decoded if it has more than {@link
 * io.ganglion.datasets.image.GrayImage#MAXIMUM_PIXELS} pixels.
 */
package io.ganglion.datasets.image;
