package io.ganglion.picture;

/**
 * A picture that has not been decoded yet, and of which decoding is known to take little enough
 * memory and work.
 *
 * @param format the name that ImageIO has for the format
 * @param size the size of the picture
 * @param orientation which way its pixels must be turned
 * @param bytes a file of this format, which contains what decoding needs and nothing else
 */
record EncodedPicture(String format, PictureSize size, Orientation orientation, byte[] bytes) {}
