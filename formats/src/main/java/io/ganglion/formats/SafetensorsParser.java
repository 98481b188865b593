package io.ganglion.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.ganglion.formats.SafetensorsHeader.Entry;
import io.ganglion.formats.json.Json;
import io.ganglion.formats.json.JsonReason;
import io.ganglion.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parses the JSON text of a {@link SafetensorsHeader}, and accepts nothing else that JSON allows.
 */
final class SafetensorsParser {

  private static final int MOST_DIMENSIONS = 64;

  private final Path file;
  private final JsonParser parser;
  private final long memoryLimit;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private SafetensorsParser(Path file, JsonParser parser, long memoryLimit) {
    this.file = file;
    this.parser = parser;
    this.memoryLimit = memoryLimit;
  }

  /**
   * Parses a whole header.
   *
   * @param json the header's text, without its length field; not modified
   * @param file the file that errors name
   * @param memoryLimit the most bytes of memory that one array may take
   */
  static SafetensorsHeader parse(byte[] json, Path file, long memoryLimit) throws IOException {
    if (json[0] != '{') {
      throw new FormatException(
          file, "is not a safetensors file: its header does not start with a {");
    }
    try (JsonParser parser = Json.FACTORY.createParser(new ByteArrayInputStream(json))) {
      SafetensorsParser parsed = new SafetensorsParser(file, parser, memoryLimit);
      parsed.parse();
      return new SafetensorsHeader(Long.BYTES + json.length, parsed.entries, parsed.metadata);
    } catch (JsonProcessingException e) {
      throw new FormatException(file, "has a damaged header: " + JsonReason.of(e), e);
    } catch (CharConversionException e) {
      throw new FormatException(file, "has a damaged header: it is not text in UTF-8", e);
    }
  }

  private void parse() throws IOException {
    boolean described = false;
    parser.nextToken();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals(SafetensorsHeader.METADATA)) {
        readMetadata(described);
        described = true;
        continue;
      }
      expect(value, JsonToken.START_OBJECT, name);
      if (entries.put(name, entry(name)) != null) {
        throw new FormatException(
            file, "holds two arrays named " + FormatException.quote(name) + ", expected one");
      }
    }
    if (parser.nextToken() != null) {
      throw new FormatException(file, "has text after the closing } of its header, expected none");
    }
  }

  /** Reads {@code {"format": "pt"}}. */
  private void readMetadata(boolean described) throws IOException {
    if (described) {
      throw new FormatException(
          file, "has two entries " + SafetensorsHeader.METADATA + ", expected one");
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new FormatException(
          file,
          "has "
              + JsonReason.name(parser.currentToken())
              + " as its "
              + SafetensorsHeader.METADATA
              + ", expected an object of strings");
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
                + ", expected a string");
      }
      if (metadata.put(name, parser.getText()) != null) {
        throw new FormatException(
            file,
            "has two strings in its metadata under "
                + FormatException.quote(name)
                + ", expected one");
      }
      if (metadata.size() > SafetensorsHeader.MOST_TEXTS) {
        throw new FormatException(
            file,
            "has more texts in its metadata than the "
                + SafetensorsHeader.MOST_TEXTS
                + " that are allowed");
      }
    }
  }

  /** Reads {@code {"dtype": "F64", "shape": [784, 100], "data_offsets": [0, 627200]}}. */
  private Entry entry(String name) throws IOException {
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
        dimensions = wholeNumbers(name);
      } else if (key.equals("data_offsets") && offsets == null) {
        offsets = wholeNumbers(name);
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
    Shape shape = Elements.shape(ArrayNames.source(file, name), dimensions, type, memoryLimit);
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

  private long[] wholeNumbers(String name) throws IOException {
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

  private FormatException damaged(String name, String problem) {
    return new FormatException(ArrayNames.source(file, name), problem);
  }
}
