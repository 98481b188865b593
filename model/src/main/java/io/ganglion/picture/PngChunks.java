package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Takes out of a PNG file the chunks that decoding needs: {@code IHDR, PLTE, tRNS, IDAT, IEND}. Of
 * a camera's notes ({@code eXIf}), its orientation is read. Texts, profiles, further frames and
 * private chunks are skipped without being read.
 *
 * <p>Source: W3C, <em>Portable Network Graphics (PNG) Specification (Third Edition)</em>, 5 and 11.
 */
final class PngChunks {
  static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private static final int HEADER_LENGTH = 13;
  private static final int LONGEST_PALETTE = 768;

  /** Bytes that may be kept beyond the pixels: the other chunks, and badly compressed rows. */
  private static final int ALLOWANCE = 1 << 16;

  private final PictureSource source;
  private Orientation orientation = Orientation.UPRIGHT;

  private PngChunks(PictureSource source) {
    this.source = source;
  }

  /**
   * Reads the chunks of a file whose signature has been read.
   *
   * @param source the file; after its signature
   * @return the picture, without what decoding does not need
   * @throws FormatException if it is cut off, is damaged, or takes too much memory or work
   */
  static EncodedPicture read(PictureSource source) throws IOException {
    PngChunks chunks = new PngChunks(source);
    source.keep(SIGNATURE);
    PictureSize size = chunks.readHeader();
    byte[] bytes = chunks.readOthers();
    return new EncodedPicture("png", size, chunks.orientation, bytes);
  }

  private PictureSize readHeader() throws IOException {
    long length = source.nextInt();
    String type = type();
    if (!type.equals("IHDR") || length != HEADER_LENGTH) {
      throw damaged("its first chunk is not the header");
    }
    ByteBuffer header = ByteBuffer.wrap(source.next(HEADER_LENGTH));
    source.skip(Integer.BYTES);
    long width = header.getInt(0) & 0xFFFFFFFFL;
    long height = header.getInt(4) & 0xFFFFFFFFL;
    int bits = header.get(8);
    int channels =
        switch (header.get(9)) {
          case 0, 3 -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> throw damaged("it has an unknown type of colours");
        };
    if (bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16) {
      throw damaged("it has samples of " + bits + " bits");
    }
    // Adam7 visits each pixel once, but in seven passes, which take about twice the time.
    int passes = header.get(12) == 0 ? 1 : 2;
    int bytesPerPixel = channels * (bits == 16 ? 2 : 1);
    PictureSize size = PictureSize.of(source.file(), height, width, bytesPerPixel);
    size.requireLittleWork(
        source.file(),
        (long) bytesPerPixel * passes,
        passes,
        String.format(
            Locale.ROOT, " of %d bytes%s", bytesPerPixel, passes == 1 ? "" : ", interlaced"));
    source.limit(2L * height * (width * bytesPerPixel + 1) + ALLOWANCE);
    keepChunk("IHDR", header.array());
    return size;
  }

  /** Keeps the other chunks. The pixels, which may come in any number of chunks, become one. */
  private byte[] readOthers() throws IOException {
    boolean palette = false;
    boolean transparency = false;
    int pixels = -1;
    long length = source.nextInt();
    String type = type();
    while (!type.equals("IEND")) {
      switch (type) {
        case "IHDR" -> throw damaged("it has two headers");
        case "IDAT" -> {
          if (pixels < 0) {
            keepInt(0);
            pixels = source.count();
            source.keep(name(type));
          }
          source.keepNext(length);
          source.skip(Integer.BYTES);
        }
        case "PLTE" -> {
          keepSmall(type, length, palette || pixels >= 0);
          palette = true;
        }
        case "tRNS" -> {
          keepSmall(type, length, transparency || pixels >= 0);
          transparency = true;
        }
        case "eXIf" -> {
          byte[] notes = source.next((int) Math.min(length, Orientation.LONGEST));
          source.skip(length - notes.length + Integer.BYTES);
          orientation = Orientation.in(notes);
        }
        default -> source.skip(length + Integer.BYTES);
      }
      length = source.nextInt();
      type = type();
    }
    if (pixels < 0) {
      throw damaged("it has no pixels");
    }
    int end = source.count();
    keepInt(0);
    keepChunk("IEND");
    byte[] kept = source.kept();
    CRC32 sum = new CRC32();
    sum.update(kept, pixels, end - pixels);
    ByteBuffer.wrap(kept)
        .putInt(pixels - Integer.BYTES, end - pixels - Integer.BYTES)
        .putInt(end, (int) sum.getValue());
    return kept;
  }

  private void keepSmall(String type, long length, boolean again) throws IOException {
    if (again || length > LONGEST_PALETTE) {
      throw damaged("its chunk " + type + (again ? " is not where it belongs" : " is too long"));
    }
    byte[] content = source.next((int) length);
    source.skip(Integer.BYTES);
    keepChunk(type, content);
  }

  private void keepChunk(String type, byte... content) throws FormatException {
    CRC32 sum = new CRC32();
    sum.update(name(type));
    sum.update(content);
    keepInt(content.length);
    source.keep(name(type));
    source.keep(content);
    keepInt(sum.getValue());
  }

  private void keepInt(long value) throws FormatException {
    source.keep(ByteBuffer.allocate(Integer.BYTES).putInt((int) value).array());
  }

  private static byte[] name(String type) {
    return type.getBytes(StandardCharsets.US_ASCII);
  }

  private String type() throws IOException {
    return new String(source.next(Integer.BYTES), StandardCharsets.ISO_8859_1);
  }

  private FormatException damaged(String reason) {
    return new FormatException(
        source.file(), "is a damaged PNG picture: " + reason + "; get the file again");
  }
}
