package io.ganglion.picture;

import java.io.IOException;
import java.util.Arrays;

/** The formats of pictures, which are known by the first bytes of a file. */
@SuppressWarnings("ImmutableEnumChecker") // The arrays are not changed, and methods have no state.
enum PictureFormat {
  JPEG(new byte[] {(byte) JpegSegments.MARKER, (byte) JpegSegments.START}, JpegSegments::read),
  PNG(PngChunks.SIGNATURE, PngChunks::read),
  GIF(GifBlocks.SIGNATURE, GifBlocks::read),
  BMP(BmpHeader.SIGNATURE, BmpHeader::read),
  TIFF_LITTLE_ENDIAN(
      TiffDirectory.LITTLE_ENDIAN,
      source -> TiffDirectory.read(source, TiffDirectory.LITTLE_ENDIAN)),
  TIFF_BIG_ENDIAN(
      TiffDirectory.BIG_ENDIAN, source -> TiffDirectory.read(source, TiffDirectory.BIG_ENDIAN)),
  WEBP(WebpChunks.SIGNATURE, WebpChunks::read);

  /** The names for messages. */
  static final String NAMES = "PNG, JPEG, GIF, BMP, TIFF or WebP";

  /** The length of the longest signature. */
  static final int LONGEST_SIGNATURE = 8;

  /** Takes out of a file what decoding needs. */
  private interface Extraction {
    EncodedPicture read(PictureSource source) throws IOException;
  }

  private final byte[] signature;

  private final Extraction extraction;

  PictureFormat(byte[] signature, Extraction extraction) {
    this.signature = signature;
    this.extraction = extraction;
  }

  /** Returns whether a file begins with this format's signature. */
  boolean begins(byte... start) {
    return start.length >= signature.length
        && Arrays.equals(start, 0, signature.length, signature, 0, signature.length);
  }

  /** Reads a file from its start. */
  EncodedPicture read(PictureSource source) throws IOException {
    source.skip(signature.length);
    return extraction.read(source);
  }
}
