package io.ganglion.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.ganglion.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Named arrays in the safetensors format, {@code .safetensors}.
 *
 * <p>The file is the header's length (8 bytes, little-endian), the header (JSON: each name's type,
 * shape and place), and the elements (little-endian, row-major). Read are the types BOOL, I8 to I64,
 * U8 to U64, F16, F32 and F64. The arrays' places must follow one another without a gap or an
 * overlap and end with the file, as the format demands. The entry {@code __metadata__} holds texts
 * by name, of any kind; a header that repeats a name, or holds anything else there, is refused.
 *
 * <p>Source: the format's description in the repository huggingface/safetensors.
 */
public final class SafetensorsFile implements ArrayFile {

  private static final String METADATA = "__metadata__";

  /** The format allows 100 MB; a table of contents of this size lists 200,000 arrays. */
  private static final int LONGEST_HEADER = 1 << 24;

  /** A header of 16 MB could name millions, which take ten times its memory. */
  private static final int MOST_TEXTS = 100_000;

  private static final int ALIGNMENT = 8;
  private static final int MOST_DIMENSIONS = 64;

  // What a header holds is limited by its length alone, so that what is written can be read.
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(LONGEST_HEADER)
                  .maxStringLength(LONGEST_HEADER)
                  .build())
          .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
          .build();

  private final Path file;
  private final long memoryLimit;
  private final SeekableByteChannel channel;
  private final long dataStart;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Entry> entries;

  /** Where an array lies, in bytes from the start of the data. */
  private record Entry(String name, StoredType type, Shape shape, long begin, long end) {}

  private SafetensorsFile(Path file, long memoryLimit, SeekableByteChannel channel)
      throws IOException {
    this.file = file;
    this.memoryLimit = memoryLimit;
    this.channel = channel;
    long fileBytes = channel.size();
    InputStream in = Channels.newInputStream(channel);
    byte[] lengthField = in.readNBytes(Long.BYTES);
    if (lengthField.length < Long.BYTES) {
      throw new FormatException(
          file, "is cut off: it has " + fileBytes + " bytes, expected the header's length in 8");
    }
    long headerBytes = ByteBuffer.wrap(lengthField).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (headerBytes < 2 || headerBytes > LONGEST_HEADER || headerBytes > fileBytes - Long.BYTES) {
      throw new FormatException(
          file,
          "claims a header of "
              + Long.toUnsignedString(headerBytes)
              + " bytes, expected 2 to "
              + Math.max(2, Math.min(LONGEST_HEADER, fileBytes - Long.BYTES))
              + "; it is not a safetensors file, or is cut off");
    }
    this.dataStart = Long.BYTES + headerBytes;
    this.entries = entries(in.readNBytes((int) headerBytes));
    requireGapless(fileBytes - dataStart);
  }

  /**
   * Opens a file, each of whose arrays may take at most half of the largest heap.
   *
   * @param file the file
   * @return the open file
   * @throws FormatException if the header is damaged, or does not fit the file's length
   * @throws IOException if the file cannot be read
   */
  public static SafetensorsFile open(Path file) throws IOException {
    return open(file, Elements.defaultMemoryLimit());
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @param memoryLimit the most bytes of memory that one array may take
   * @return the open file
   * @throws FormatException if the header is damaged, or does not fit the file's length
   * @throws IOException if the file cannot be read
   */
  public static SafetensorsFile open(Path file, long memoryLimit) throws IOException {
    IoReason.requireReadableFile(file);
    SeekableByteChannel channel = null;
    try {
      channel = Files.newByteChannel(file);
      SafetensorsFile opened = new SafetensorsFile(file, memoryLimit, channel);
      channel = null;
      return opened;
    } catch (FormatException e) {
      throw e;
    } catch (IOException e) {
      throw IoReason.unreadable(file, e);
    } finally {
      if (channel != null) {
        channel.close();
      }
    }
  }

  private Map<String, Entry> entries(byte[] header) throws IOException {
    if (header[0] != '{') {
      throw new FormatException(
          file, "is not a safetensors file: its header does not start with a {");
    }
    Map<String, Entry> found = new LinkedHashMap<>();
    boolean described = false;
    try (JsonParser parser = JSON.createParser(new ByteArrayInputStream(header))) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals(METADATA)) {
          readMetadata(parser, described);
          described = true;
          continue;
        }
        expect(value, JsonToken.START_OBJECT, name);
        if (found.put(name, entry(parser, name)) != null) {
          throw new FormatException(
              file, "holds two arrays named " + FormatException.quote(name) + ", expected one");
        }
      }
      if (parser.nextToken() != null) {
        throw new FormatException(file, "has something behind its header's closing }");
      }
    } catch (JsonProcessingException e) {
      throw new FormatException(file, "has a damaged header: " + JsonReason.of(e), e);
    } catch (CharConversionException e) {
      throw new FormatException(file, "has a damaged header: it is not text in UTF-8", e);
    }
    return found;
  }

  /** Reads {@code {"format": "pt"}}. */
  private void readMetadata(JsonParser parser, boolean described) throws IOException {
    if (described) {
      throw new FormatException(file, "holds two entries " + METADATA + ", expected one");
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new FormatException(
          file,
          "has "
              + JsonReason.name(parser.currentToken())
              + " as its "
              + METADATA
              + ", expected an object of texts");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value != JsonToken.VALUE_STRING) {
        throw new FormatException(
            file,
            "has "
                + JsonReason.name(value)
                + " in its metadata under "
                + FormatException.quote(name)
                + ", expected a text");
      }
      if (metadata.put(name, parser.getText()) != null) {
        throw new FormatException(
            file,
            "has two texts in its metadata under "
                + FormatException.quote(name)
                + ", expected one");
      }
      if (metadata.size() > MOST_TEXTS) {
        throw new FormatException(
            file, "has more texts in its metadata than the " + MOST_TEXTS + " that are allowed");
      }
    }
  }

  /** Reads {@code {"dtype": "F64", "shape": [784, 100], "data_offsets": [0, 627200]}}. */
  private Entry entry(JsonParser parser, String name) throws IOException {
    String dtype = null;
    long[] dimensions = null;
    long[] offsets = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (key.equals("dtype") && dtype == null) {
        expect(value, JsonToken.VALUE_STRING, name);
        dtype = parser.getText();
      } else if (key.equals("shape") && dimensions == null) {
        dimensions = wholeNumbers(parser, name);
      } else if (key.equals("data_offsets") && offsets == null) {
        offsets = wholeNumbers(parser, name);
      } else {
        throw damaged(name, "has an unexpected " + FormatException.quote(key));
      }
    }
    if (dtype == null || dimensions == null || offsets == null) {
      throw damaged(name, "lacks one of 'dtype', 'shape' and 'data_offsets'");
    }
    StoredType type = StoredType.ofSafetensors(dtype).orElse(null);
    if (type == null) {
      throw damaged(
          name,
          "is of type "
              + FormatException.quote(dtype)
              + ", expected one of "
              + StoredType.safetensorsNames());
    }
    Shape shape = Elements.shape(source(name), dimensions, type, memoryLimit);
    long bytes = (long) shape.size() * type.bytes();
    if (offsets.length != 2
        || offsets[0] < 0
        || offsets[1] < offsets[0]
        || offsets[1] - offsets[0] != bytes) {
      throw damaged(
          name,
          "has the offsets "
              + Arrays.toString(offsets)
              + ", expected a range of "
              + bytes
              + " bytes for "
              + dtype
              + " "
              + shape);
    }
    return new Entry(name, type, shape, offsets[0], offsets[1]);
  }

  private long[] wholeNumbers(JsonParser parser, String name) throws IOException {
    expect(parser.currentToken(), JsonToken.START_ARRAY, name);
    long[] numbers = new long[MOST_DIMENSIONS];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, name);
      if (count == MOST_DIMENSIONS) {
        throw damaged(name, "has more than " + MOST_DIMENSIONS + " dimensions or offsets");
      }
      numbers[count++] = parser.getLongValue();
    }
    return Arrays.copyOf(numbers, count);
  }

  private void expect(JsonToken found, JsonToken expected, String name) throws FormatException {
    if (found != expected) {
      throw damaged(
          name,
          "has a damaged entry in the header: found "
              + JsonReason.name(found)
              + ", expected "
              + JsonReason.name(expected));
    }
  }

  private void requireGapless(long dataBytes) throws FormatException {
    List<Entry> inOrder = new ArrayList<>(entries.values());
    inOrder.sort(Comparator.comparingLong(Entry::begin));
    long end = 0;
    for (Entry entry : inOrder) {
      if (entry.end > dataBytes) {
        throw damaged(
            entry.name,
            "ends at offset " + entry.end + ", but the file holds " + dataBytes + " bytes of data");
      }
      if (entry.begin != end) {
        throw damaged(
            entry.name,
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

  private String source(String name) {
    return file + ", array " + FormatException.quote(name);
  }

  private FormatException damaged(String name, String problem) {
    return new FormatException(source(name), problem);
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /**
   * The texts that the file carries beside its arrays, its {@code __metadata__}.
   *
   * @return the texts by name, in the file's order; unmodifiable, empty if there are none
   */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  @Override
  public Optional<String> text(String name) {
    return Optional.ofNullable(metadata.get(name));
  }

  @Override
  public Shape shape(String name) throws IOException {
    return entry(name).shape;
  }

  /** What the elements become when the array is read. */
  ElementType elementType(String name) throws IOException {
    return entry(name).type.elementType();
  }

  @Override
  public NumericArray read(String name) throws IOException {
    Entry entry = entry(name);
    try {
      channel.position(dataStart + entry.begin);
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      return Elements.read(
          in, source(name), entry.type, ByteOrder.LITTLE_ENDIAN, entry.shape, false);
    } catch (FormatException e) {
      throw e;
    } catch (IOException e) {
      throw IoReason.unreadable(file, e);
    }
  }

  private Entry entry(String name) throws FormatException {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw ArrayNames.missing(file, name, names());
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * Writes arrays, atomically. The same arrays give the same bytes.
   *
   * @param file the file, replaced if it exists
   * @param arrays the arrays by name, written in the map's order; not modified
   * @throws IllegalArgumentException if the arrays cannot be written in the format: one is named
   *     {@code __metadata__}, a name is not Unicode, or the names are too long
   * @throws IOException if it could not be written; a file that existed before is as it was
   */
  public static void write(Path file, Map<String, NumericArray> arrays) throws IOException {
    write(file, arrays, Map.of());
  }

  /**
   * Writes arrays, and texts beside them, atomically. The same arrays and texts give the same bytes.
   *
   * @param file the file, replaced if it exists
   * @param arrays the arrays by name, written in the map's order; not modified
   * @param metadata the texts by name, written in the map's order; not modified
   * @throws IllegalArgumentException if they cannot be written in the format: an array is named
   *     {@code __metadata__}, a name or text is not Unicode, there are more than 100,000 texts, or
   *     names and texts are too long together for a header of 16 MB
   * @throws IOException if it could not be written; a file that existed before is as it was
   */
  public static void write(
      Path file, Map<String, NumericArray> arrays, Map<String, String> metadata)
      throws IOException {
    AtomicFile.write(file, content(arrays, metadata));
  }

  static AtomicFile.Content content(Map<String, NumericArray> arrays, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(arrays, metadata);
    return out -> {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.write(length.putLong(header.length).array());
      out.write(header);
      for (NumericArray array : arrays.values()) {
        Elements.write(array, out);
      }
    };
  }

  private static byte[] header(Map<String, NumericArray> arrays, Map<String, String> metadata)
      throws IOException {
    if (metadata.size() > MOST_TEXTS) {
      throw new IllegalArgumentException(
          "found " + metadata.size() + " texts, expected at most " + MOST_TEXTS);
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(header)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(METADATA);
        for (Map.Entry<String, String> text : metadata.entrySet()) {
          json.writeStringField(requireUnicode(text.getKey()), requireUnicode(text.getValue()));
        }
        json.writeEndObject();
      }
      long offset = 0;
      for (Map.Entry<String, NumericArray> named : arrays.entrySet()) {
        if (named.getKey().equals(METADATA)) {
          throw new IllegalArgumentException(
              "an array cannot be named " + METADATA + ": safetensors keeps that name for itself");
        }
        NumericArray array = named.getValue();
        StoredType type = StoredType.of(array.elementType());
        long end = offset + (long) array.shape().size() * type.bytes();
        json.writeObjectFieldStart(requireUnicode(named.getKey()));
        json.writeStringField("dtype", type.safetensors());
        json.writeFieldName("shape");
        int[] sizes = array.shape().dimensions();
        json.writeArray(sizes, 0, sizes.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {offset, end}, 0, 2);
        json.writeEndObject();
        offset = end;
      }
      json.writeEndObject();
    }
    // Spaces put the elements at a multiple of 8, so that others can map them into memory.
    while (header.size() % ALIGNMENT != 0) {
      header.write(' ');
    }
    if (header.size() > LONGEST_HEADER) {
      throw new IllegalArgumentException(
          "the names and texts take a header of "
              + header.size()
              + " bytes, expected at most "
              + LONGEST_HEADER
              + "; store long texts elsewhere, or as arrays of bytes");
    }
    return header.toByteArray();
  }

  private static String requireUnicode(String text) {
    Utf8.encode(text);
    return text;
  }
}
