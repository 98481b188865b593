/**
 * Pictures: reading files as gray, turning a handwritten digit into an image like MNIST's, and
 * writing grids of pictures with titles as PNG.
 *
 * <p>A picture is refused before it is decoded if it has more than {@link
 * io.ganglion.picture.GrayImage#MAXIMUM_PIXELS} pixels.
 */
package io.ganglion.picture;
