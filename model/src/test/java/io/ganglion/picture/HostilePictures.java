package io.ganglion.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes small files that decoders need very long for, or that are not what their names say. */
final class HostilePictures {
  private HostilePictures() {}

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] written(BufferedImage image, String format, boolean progressive)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    settings.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  // PNG.

  static byte[] chunk(String type, byte... content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) sum.getValue())
        .array();
  }

  static byte[] header(int width, int height, int bits, int colours, boolean interlaced) {
    return chunk(
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) bits)
            .put((byte) colours)
            .put(12, (byte) (interlaced ? 1 : 0))
            .array());
  }

  /** A PNG whose pixels are all 0, with other chunks before the pixels. */
  static byte[] png(byte[] header, long rawBytes, byte[]... before) throws IOException {
    return concat(
        PngChunks.SIGNATURE, header, concat(before), chunk("IDAT", zeros(rawBytes)), chunk("IEND"));
  }

  /** A number of zeros, compressed. */
  static byte[] zeros(long count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(9))) {
      byte[] block = new byte[1 << 16];
      for (long left = count; left > 0; left -= block.length) {
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
    return bytes.toByteArray();
  }

  // JPEG.

  static byte[] segment(int marker, byte... content) {
    int length = content.length + 2;
    return concat(
        new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, content);
  }

  /** Puts segments behind the start marker of a JPEG. */
  static byte[] after(byte[] jpeg, byte[]... segments) {
    return concat(
        new byte[] {(byte) 0xFF, (byte) 0xD8},
        concat(segments),
        Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  /** Puts bytes before each segment of a JPEG, up to that of its first scan. */
  static byte[] padded(byte[] jpeg, byte... padding) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, 2);
    int at = 2;
    while ((jpeg[at + 1] & 0xFF) != 0xDA) {
      int length = 2 + (ByteBuffer.wrap(jpeg).getShort(at + 2) & 0xFFFF);
      bytes.writeBytes(padding);
      bytes.write(jpeg, at, length);
      at += length;
    }
    bytes.writeBytes(padding);
    bytes.write(jpeg, at, jpeg.length - at);
    return bytes.toByteArray();
  }

  /** Repeats the last scan of a JPEG. */
  static byte[] repeatLastScan(byte[] jpeg, int times) {
    int scan = jpeg.length - 2;
    while ((jpeg[scan] & 0xFF) != 0xFF || (jpeg[scan + 1] & 0xFF) != 0xDA) {
      scan--;
    }
    byte[] last = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, scan);
    for (int i = 0; i < times; i++) {
      bytes.writeBytes(last);
    }
    bytes.write(jpeg, jpeg.length - 2, 2);
    return bytes.toByteArray();
  }

  // Formats that ImageIO reads, and that are not meant.

  /** A GIF of one pixel with a comment, whose decoder takes time quadratic in the comment. */
  static byte[] gif(int commentBlocks) {
    byte[] block = new byte[256];
    block[0] = (byte) 255;
    ByteArrayOutputStream comment = new ByteArrayOutputStream();
    for (int i = 0; i < commentBlocks; i++) {
      comment.writeBytes(block);
    }
    return concat(
        "GIF89a".getBytes(StandardCharsets.US_ASCII),
        new byte[] {1, 0, 1, 0, (byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1, 0x21, (byte) 0xFE},
        comment.toByteArray(),
        new byte[] {0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B});
  }

  /** A WBMP whose header goes on and on. */
  static byte[] wbmp(int headerBytes) {
    byte[] more = new byte[headerBytes];
    Arrays.fill(more, (byte) 0x80);
    return concat(new byte[] {0, 0}, more, new byte[] {1, 1, 0});
  }
}
