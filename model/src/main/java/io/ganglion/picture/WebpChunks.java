package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes the pixels and their transparency out of a WebP file. Of a camera's notes ({@code EXIF}),
 * its orientation is read. Profiles and further chunks are skipped without being read.
 *
 * <p>Source: RFC 9649, <em>WebP Image Format</em>, 2.
 */
final class WebpChunks {
  static final byte[] SIGNATURE = {'R', 'I', 'F', 'F'};

  private static final int HEADER = 10;
  private static final int ANIMATED = 0x02;
  private static final int NOTES = 0x08;
  private static final int ALPHA = 0x10;
  private static final int SIDE_BITS = 0x3FFF;
  private static final int LONG_SIDE_BITS = 0xFFFFFF;
  private static final int COMPRESSED = 1;
  private static final int BYTES_PER_PIXEL = 8;

  /** What is computed for each pixel of a lossy picture, and of a lossless one or of alpha. */
  private static final int LOSSY = 3;

  private static final int LOSSLESS = 4;

  /** Bytes that may be kept beyond the pixels. */
  private static final int ALLOWANCE = 1 << 16;

  private final PictureSource source;
  private PictureSize size;
  private byte[] alpha = {};
  private boolean noted;

  private WebpChunks(PictureSource source) {
    this.source = source;
  }

  /**
   * Reads a file whose signature has been read.
   *
   * @throws FormatException if it is cut off, is damaged, is animated, or takes too much memory or
   *     work
   */
  static EncodedPicture read(PictureSource source) throws IOException {
    source.skip(Integer.BYTES);
    WebpChunks chunks = new WebpChunks(source);
    if (!chunks.name().equals("WEBP")) {
      throw new FormatException(
          source.file(),
          "is not a picture in " + PictureFormat.NAMES + " format: convert it to one of these");
    }
    return chunks.read();
  }

  private EncodedPicture read() throws IOException {
    while (true) {
      String name = name();
      long length = length();
      switch (name) {
        case "VP8X" -> header(length);
        case "ALPH" -> alpha(length);
        case "VP8 ", "VP8L" -> {
          byte[] bytes = pixels(name, length);
          return new EncodedPicture("webp", size, orientation(), bytes);
        }
        case "ANIM", "ANMF" -> throw animated();
        default -> source.skip(length + length % 2);
      }
    }
  }

  private void header(long length) throws IOException {
    if (length != HEADER || size != null) {
      throw damaged("it has an unusable header");
    }
    ByteBuffer header = ByteBuffer.wrap(source.next(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
    if ((header.get(0) & ANIMATED) != 0) {
      throw animated();
    }
    noted = (header.get(0) & NOTES) != 0;
    int width = (header.getInt(4) & LONG_SIDE_BITS) + 1;
    int height = (header.getInt(6) >>> Byte.SIZE) + 1;
    size = PictureSize.of(source.file(), height, width, BYTES_PER_PIXEL);
  }

  private void alpha(long length) throws IOException {
    if (size == null || alpha.length > 0) {
      throw damaged("it has an unusable transparency");
    }
    alpha = content(length);
    skipPadding(length);
    if (alpha.length == 0 || (alpha[0] & 3) != COMPRESSED) {
      throw new FormatException(
          source.file(),
          "is a WebP picture with a transparency of an unusual kind: save it as PNG");
    }
  }

  private byte[] pixels(String name, long length) throws IOException {
    boolean lossless = name.equals("VP8L");
    // The first bytes tell the size, which limits the others.
    int start = lossless ? Byte.BYTES + Integer.BYTES : HEADER;
    if (length < start) {
      throw damaged("it has no pixels");
    }
    ByteBuffer sides = ByteBuffer.wrap(source.next(start)).order(ByteOrder.LITTLE_ENDIAN);
    int width =
        lossless ? (sides.getInt(1) & SIDE_BITS) + 1 : sides.getShort(HEADER - 4) & SIDE_BITS;
    int height =
        lossless
            ? ((sides.getInt(1) >>> 14) & SIDE_BITS) + 1
            : sides.getShort(HEADER - 2) & SIDE_BITS;
    PictureSize found = PictureSize.of(source.file(), height, width, BYTES_PER_PIXEL);
    if (size != null && !size.equals(found)) {
      throw damaged("its pixels are of another size than its header says");
    }
    size = found;
    boolean transparent = !lossless && alpha.length > 0;
    int work = (lossless ? LOSSLESS : LOSSY) + (transparent ? LOSSLESS : 0);
    size.requireLittleWork(source.file(), work, 1, "");
    byte[] rest = content(length - start);
    skipPadding(length);
    if (lossless) {
      WebpTransforms.check(source.file(), rest, 0, width, height);
    } else if (transparent) {
      WebpTransforms.check(source.file(), alpha, 1, width, height);
    }
    return file(name, sides.array(), rest, transparent);
  }

  /** Writes a file of what decoding needs. */
  private byte[] file(String name, byte[] start, byte[] rest, boolean transparent) {
    ByteBuffer file =
        ByteBuffer.allocate(64 + alpha.length + start.length + rest.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(SIGNATURE).putInt(0).put(ascii("WEBP"));
    if (transparent) {
      file.put(ascii("VP8X")).putInt(HEADER).putInt(ALPHA);
      int width = size.width() - 1;
      file.putShort((short) width).put((byte) (width >> Short.SIZE));
      int height = size.height() - 1;
      file.putShort((short) height).put((byte) (height >> Short.SIZE));
      file.put(ascii("ALPH")).putInt(alpha.length).put(alpha);
      file.position(file.position() + alpha.length % 2);
    }
    file.put(ascii(name)).putInt(start.length + rest.length).put(start).put(rest);
    file.position(file.position() + (start.length + rest.length) % 2);
    file.putInt(Integer.BYTES, file.position() - 2 * Integer.BYTES);
    // The decoder looks up to eight bytes ahead, which a tiny picture does not have.
    return Arrays.copyOf(file.array(), file.position() + Long.BYTES);
  }

  private Orientation orientation() throws IOException {
    while (noted) {
      String name = name();
      long length = length();
      if (name.equals("EXIF")) {
        byte[] notes = source.next((int) Math.min(length, Orientation.LONGEST));
        byte[] head = ascii("Exif\0\0");
        boolean headed = notes.length > head.length && Arrays.equals(notes, 0, 6, head, 0, 6);
        return Orientation.in(headed ? Arrays.copyOfRange(notes, 6, notes.length) : notes);
      }
      source.skip(length + length % 2);
    }
    return Orientation.UPRIGHT;
  }

  /** Returns how many bytes pixels or their transparency may take. */
  private long longest() {
    return (long) BYTES_PER_PIXEL * size.height() * size.width() + ALLOWANCE;
  }

  private byte[] content(long length) throws IOException {
    if (length > longest()) {
      throw damaged("it holds more data than its pixels need");
    }
    // In pieces, because the file may claim more than it has.
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (long left = length; left > 0; left -= ALLOWANCE) {
      content.writeBytes(source.next((int) Math.min(left, ALLOWANCE)));
    }
    return content.toByteArray();
  }

  /** Skips the byte after a chunk of an odd length; at the end of a file it is often missing. */
  private void skipPadding(long length) throws IOException {
    if (noted || alpha.length > 0) {
      source.skip(length % 2);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private String name() throws IOException {
    return new String(source.next(Integer.BYTES), StandardCharsets.ISO_8859_1);
  }

  private long length() throws IOException {
    return Integer.toUnsignedLong(Integer.reverseBytes((int) source.nextInt()));
  }

  private FormatException animated() {
    return new FormatException(
        source.file(), "is an animated WebP picture, expected a single one: save it as PNG");
  }

  private FormatException damaged(String reason) {
    return new FormatException(
        source.file(), "is a damaged WebP picture: " + reason + "; get the file again");
  }
}
