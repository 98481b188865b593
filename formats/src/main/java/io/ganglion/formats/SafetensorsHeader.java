package io.ganglion.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ganglion.formats.json.Json;
import io.ganglion.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: which arrays the file holds, where each of them lies, and the
 * texts beside them.
 *
 * <p>In the file it is the length of the JSON text (8 bytes, little-endian) and the text itself:
 *
 * <pre>{@code
 * {"__metadata__": {"format": "pt"},
 *  "weights": {"dtype": "F64", "shape": [784, 100], "data_offsets": [0, 627200]}}
 * }</pre>
 *
 * <p>Source: the format's description in the repository huggingface/safetensors.
 *
 * @param bytes how long the header is in the file, its length field included
 * @param entries the arrays by name, in the file's order
 * @param metadata the texts by name, in the file's order
 */
record SafetensorsHeader(long bytes, Map<String, Entry> entries, Map<String, String> metadata) {

  /** The name of the entry that holds texts rather than an array. */
  static final String METADATA = "__metadata__";

  /** The format allows 100 MB; a header of this size already lists 200,000 arrays. */
  static final int LONGEST = Json.LONGEST;

  /** The most memory that a byte of a header takes, as part of the text and of its shortest entry. */
  private static final long MEMORY_PER_BYTE = 12;

  /** A header of 16 MB could hold millions of texts, which take ten times its memory. */
  static final int MOST_TEXTS = 100_000;

  private static final int ALIGNMENT = 8;

  /** The length of the shortest file: the length field, and a header without entries. */
  private static final int SHORTEST = Long.BYTES + 2;

  /**
   * The entry of one array.
   *
   * @param begin where the array begins, in bytes from the end of the header
   * @param end where it ends
   */
  record Entry(String name, StoredType type, Shape shape, long begin, long end) {}

  /**
   * Reads a header, and checks that its arrays fill the rest of the file exactly.
   *
   * @param in at the start of the file; left at the first element
   * @param file the file that errors name
   * @param fileBytes how long the file is
   * @param memoryLimit the most bytes of memory that one array may take
   */
  static SafetensorsHeader read(InputStream in, Path file, long fileBytes, long memoryLimit)
      throws IOException {
    byte[] lengthField = in.readNBytes(Long.BYTES);
    if (lengthField.length < Long.BYTES || fileBytes < SHORTEST) {
      throw new FormatException(
          file,
          "is too short to be a safetensors file: "
              + fileBytes
              + " bytes, expected at least "
              + SHORTEST);
    }
    long length = ByteBuffer.wrap(lengthField).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LONGEST || length > fileBytes - Long.BYTES) {
      throw new FormatException(
          file,
          "claims a header of "
              + Long.toUnsignedString(length)
              + " bytes, expected 2 to "
              + Math.min(LONGEST, fileBytes - Long.BYTES)
              + "; it is not a safetensors file, or is cut off: get or write the file again");
    }
    if (length * MEMORY_PER_BYTE > Elements.defaultMemoryLimit()) {
      throw new FormatException(
          file,
          "claims a header of "
              + length
              + " bytes, which may take more than half of the heap; if that is right, raise the heap"
              + " size (-Xmx)");
    }
    SafetensorsHeader header =
        SafetensorsParser.parse(in.readNBytes((int) length), file, memoryLimit);
    header.requireGapless(file, fileBytes - header.bytes);
    return header;
  }

  private void requireGapless(Path file, long dataBytes) throws FormatException {
    List<Entry> inOrder = new ArrayList<>(entries.values());
    inOrder.sort(Comparator.comparingLong(Entry::begin));
    long end = 0;
    for (Entry entry : inOrder) {
      if (entry.end > dataBytes) {
        throw new FormatException(
            ArrayNames.source(file, entry.name),
            "ends at offset " + entry.end + ", but the file holds " + dataBytes + " bytes of data");
      }
      if (entry.begin != end) {
        throw new FormatException(
            ArrayNames.source(file, entry.name),
            (entry.begin < end ? "overlaps the array before it" : "leaves a gap before it")
                + ": it begins at offset "
                + entry.begin
                + ", expected "
                + end);
      }
      end = entry.end;
    }
    if (end != dataBytes) {
      throw new FormatException(
          file, "holds " + dataBytes + " bytes of data, but its arrays end at " + end);
    }
  }

  /**
   * Encodes the header of these arrays and texts. The same arrays and texts give the same bytes.
   *
   * @param arrays the arrays by name, which follow the header in the map's order
   * @param metadata the texts by name
   * @return what the file begins with, the length field included
   * @throws IllegalArgumentException if an array is named {@code __metadata__}, a name or text is
   *     not Unicode, there are too many texts, or the header becomes too long
   */
  static byte[] of(Map<String, NumericArray> arrays, Map<String, String> metadata)
      throws IOException {
    if (metadata.size() > MOST_TEXTS) {
      throw new IllegalArgumentException(
          "found " + metadata.size() + " texts, expected at most " + MOST_TEXTS);
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(METADATA);
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
          json.writeStringField(requireUnicode(entry.getKey()), requireUnicode(entry.getValue()));
        }
        json.writeEndObject();
      }
      long offset = 0;
      for (Map.Entry<String, NumericArray> named : arrays.entrySet()) {
        offset = writeEntry(json, named.getKey(), named.getValue(), offset);
      }
      json.writeEndObject();
    }
    // Spaces put the elements at a multiple of 8, so that others can map them into memory.
    while (text.size() % ALIGNMENT != 0) {
      text.write(' ');
    }
    if (text.size() > LONGEST) {
      throw new IllegalArgumentException(
          "the names and texts take a header of "
              + text.size()
              + " bytes, expected at most "
              + LONGEST
              + "; store long texts elsewhere, or as arrays of bytes");
    }
    return ByteBuffer.allocate(Long.BYTES + text.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.size())
        .put(text.toByteArray())
        .array();
  }

  /** Writes the entry of an array that begins at an offset, and returns where the array ends. */
  private static long writeEntry(JsonGenerator json, String name, NumericArray array, long begin)
      throws IOException {
    if (name.equals(METADATA)) {
      throw new IllegalArgumentException(
          "an array cannot be named " + METADATA + ": safetensors reserves that name");
    }
    StoredType type = StoredType.of(array.elementType());
    long end = begin + (long) array.shape().size() * type.bytes();
    json.writeObjectFieldStart(requireUnicode(name));
    json.writeStringField("dtype", type.safetensors());
    json.writeFieldName("shape");
    int[] sizes = array.shape().dimensions();
    json.writeArray(sizes, 0, sizes.length);
    json.writeFieldName("data_offsets");
    json.writeArray(new long[] {begin, end}, 0, 2);
    json.writeEndObject();
    return end;
  }

  private static String requireUnicode(String text) {
    Utf8.encode(text);
    return text;
  }
}
