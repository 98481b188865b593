package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes the first picture out of a TIFF file: its strips, and the fields that decoding them needs.
 * Further pictures, previews, profiles and private fields are left out.
 *
 * <p>Source: Adobe, <em>TIFF Revision 6.0</em>, parts 1 and 2.
 */
final class TiffDirectory {
  static final byte[] LITTLE_ENDIAN = {'I', 'I', 42, 0};
  static final byte[] BIG_ENDIAN = {'M', 'M', 0, 42};

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int ROWS = 278;
  private static final int LENGTHS = 279;
  private static final int PLANAR = 284;
  private static final int PREDICTOR = 317;
  private static final int PALETTE = 320;
  private static final int TILE_WIDTH = 322;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;

  private static final int LONGEST_FILE = 1 << 27;
  private static final int LONGEST_PALETTE = 768;
  private static final int MOST_FIELDS = 1 << 12;
  private static final int ENTRY = 12;
  private static final int ALLOWANCE = 1 << 16;

  private final Path file;
  private final byte[] bytes;
  private final ByteBuffer content;
  private final Map<Integer, long[]> fields = new TreeMap<>();

  private TiffDirectory(Path file, ByteOrder order, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
    this.content = ByteBuffer.wrap(bytes).order(order);
  }

  /**
   * Reads a file whose signature has been read.
   *
   * @throws FormatException if it is cut off, is damaged, is of an unusual kind, or takes too much
   *     memory or work
   */
  static EncodedPicture read(PictureSource source, byte... signature) throws IOException {
    source.limit(LONGEST_FILE);
    source.keep(signature);
    source.keepRest();
    ByteOrder order = signature[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    TiffDirectory directory = new TiffDirectory(source.file(), order, source.kept());
    try {
      directory.readFields();
      return directory.picture();
    } catch (IndexOutOfBoundsException e) {
      throw PictureSource.cutOff(source.file());
    }
  }

  private void readFields() throws FormatException {
    int start = position(content.getInt(4));
    int count = content.getShort(start) & 0xFFFF;
    if (count > MOST_FIELDS) {
      throw damaged("it has " + count + " fields");
    }
    for (int i = 0; i < count; i++) {
      int entry = start + Short.BYTES + i * ENTRY;
      int tag = content.getShort(entry) & 0xFFFF;
      switch (tag) {
        case WIDTH, HEIGHT, COMPRESSION, PHOTOMETRIC, SAMPLES, ROWS, PLANAR, PREDICTOR ->
            readField(entry, tag, 1);
        case BITS, EXTRA_SAMPLES, SAMPLE_FORMAT -> readField(entry, tag, 4);
        case PALETTE -> readField(entry, tag, LONGEST_PALETTE);
        case OFFSETS, LENGTHS -> readField(entry, tag, content.limit() / Short.BYTES);
        case TILE_WIDTH -> throw unusual("in tiles");
        default -> {}
      }
    }
  }

  private int position(int offset) throws FormatException {
    if (offset < 0 || offset > content.limit()) {
      throw PictureSource.cutOff(file);
    }
    return offset;
  }

  private void readField(int entry, int tag, int most) throws FormatException {
    int type = content.getShort(entry + 2);
    int count = content.getInt(entry + 4);
    int width = type == 1 ? 1 : type == 3 ? Short.BYTES : type == 4 ? Integer.BYTES : 0;
    if (width == 0 || count < 1 || count > most || fields.containsKey(tag)) {
      throw damaged("its field " + tag + " is unusable");
    }
    int at =
        (long) count * width <= Integer.BYTES ? entry + 8 : position(content.getInt(entry + 8));
    if (at + (long) count * width > content.limit()) {
      throw PictureSource.cutOff(file);
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (width) {
            case 1 -> content.get(at + i) & 0xFF;
            case Short.BYTES -> content.getShort(at + i * width) & 0xFFFF;
            default -> content.getInt(at + i * width) & 0xFFFFFFFFL;
          };
    }
    fields.put(tag, values);
  }

  private long field(int tag, long other) {
    return fields.containsKey(tag) ? fields.get(tag)[0] : other;
  }

  private EncodedPicture picture() throws FormatException {
    long bits = field(BITS, 1);
    long samples = field(SAMPLES, 1);
    for (long each : fields.getOrDefault(BITS, new long[] {1})) {
      if (each != bits || (bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16)) {
        throw unusual("with samples of " + each + " bits");
      }
    }
    if (samples < 1 || samples > 4) {
      throw unusual("with " + samples + " samples for each pixel");
    }
    for (long each : fields.getOrDefault(SAMPLE_FORMAT, new long[] {1})) {
      if (each != 1) {
        throw unusual("whose samples are not whole numbers from 0");
      }
    }
    int bytesPerPixel = (int) Math.max(1, samples * bits / 8);
    PictureSize size = PictureSize.of(file, field(HEIGHT, 0), field(WIDTH, 0), bytesPerPixel);
    size.requireLittleWork(file, bytesPerPixel, 1, " of " + bytesPerPixel + " bytes");
    long compression = field(COMPRESSION, 1);
    long photometric = field(PHOTOMETRIC, 1);
    boolean plain = compression == 1 || compression == 5 || compression == 8;
    if (!(plain || compression == 32_946 || compression == 32_773)
        || photometric > 3
        || field(PLANAR, 1) != 1) {
      throw unusual("with compression " + compression + " and colours " + photometric);
    }
    long rows = Math.min(field(ROWS, size.height()), size.height());
    if (rows < 1 || !fields.containsKey(OFFSETS) || !fields.containsKey(LENGTHS)) {
      throw damaged("it has no pixels");
    }
    long strips = (size.height() + rows - 1) / rows;
    if (fields.get(OFFSETS).length != strips || fields.get(LENGTHS).length != strips) {
      throw damaged("it has another number of strips than its rows need");
    }
    fields.put(ROWS, new long[] {rows});
    return new EncodedPicture("tiff", size, Orientation.in(bytes), written(size));
  }

  /** Writes a file with one directory, in front of which are the strips and the longer fields. */
  private byte[] written(PictureSize size) throws FormatException {
    long most = 2L * size.height() * ((long) size.width() * size.bytesPerPixel() + 1) + ALLOWANCE;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(BIG_ENDIAN);
    out.writeBytes(new byte[Integer.BYTES]);
    long[] offsets = fields.get(OFFSETS);
    long[] lengths = fields.get(LENGTHS);
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] + lengths[i] > content.limit()) {
        throw PictureSource.cutOff(file);
      }
      if (out.size() + lengths[i] > most) {
        throw damaged("it holds more data than its pixels need");
      }
      long start = offsets[i];
      offsets[i] = out.size();
      out.write(bytes, (int) start, (int) lengths[i]);
    }
    Map<Integer, Integer> places = new TreeMap<>();
    fields.forEach(
        (tag, values) -> {
          if (width(tag) * values.length > Integer.BYTES) {
            places.put(tag, out.size());
            for (long value : values) {
              out.writeBytes(encoded(tag, value));
            }
          }
        });
    int directory = out.size();
    byte[] table = new byte[Short.BYTES + fields.size() * ENTRY + Integer.BYTES];
    ByteBuffer entries = ByteBuffer.wrap(table).putShort((short) fields.size());
    fields.forEach(
        (tag, values) -> {
          entries.putShort(tag.shortValue());
          entries.putShort((short) (width(tag) == Short.BYTES ? 3 : 4)).putInt(values.length);
          int value = entries.position();
          if (places.containsKey(tag)) {
            entries.putInt(places.get(tag));
          } else {
            for (long each : values) {
              entries.put(encoded(tag, each));
            }
          }
          entries.position(value + Integer.BYTES);
        });
    out.writeBytes(table);
    byte[] result = out.toByteArray();
    ByteBuffer.wrap(result).putInt(Integer.BYTES, directory);
    return result;
  }

  private static int width(int tag) {
    return switch (tag) {
      case WIDTH, HEIGHT, ROWS, OFFSETS, LENGTHS -> Integer.BYTES;
      default -> Short.BYTES;
    };
  }

  private static byte[] encoded(int tag, long value) {
    return width(tag) == Short.BYTES
        ? ByteBuffer.allocate(Short.BYTES).putShort((short) value).array()
        : ByteBuffer.allocate(Integer.BYTES).putInt((int) value).array();
  }

  private FormatException damaged(String reason) {
    return new FormatException(
        file, "is a damaged TIFF picture: " + reason + "; get the file again");
  }

  private FormatException unusual(String kind) {
    return new FormatException(
        file, "is a TIFF picture " + kind + ", which is not read: save it as PNG");
  }
}
