package io.ganglion.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named texts as one JSON object of strings. */
final class JsonTexts {

  private static final JsonFactory JSON = SafetensorsHeader.JSON;

  private JsonTexts() {}

  static String write(Map<String, String> texts) {
    StringWriter written = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(written)) {
      json.writeStartObject();
      for (Map.Entry<String, String> text : texts.entrySet()) {
        json.writeStringField(text.getKey(), text.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return written.toString();
  }

  /** Reads an object of strings, and nothing else that JSON allows. */
  static Map<String, String> read(String text, Path file) throws IOException {
    String source = ArrayNames.source(file, Weights.TEXTS);
    Map<String, String> texts = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      require(json.nextToken(), JsonToken.START_OBJECT, source);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        require(json.nextToken(), JsonToken.VALUE_STRING, source);
        if (texts.put(name, json.getText()) != null) {
          throw new FormatException(
              source, "has two texts named " + FormatException.quote(name) + ", expected one");
        }
      }
      require(json.currentToken(), JsonToken.END_OBJECT, source);
      require(json.nextToken(), null, source);
    } catch (JsonProcessingException e) {
      throw new FormatException(source, "is damaged: " + JsonReason.of(e), e);
    }
    return texts;
  }

  private static void require(JsonToken found, JsonToken expected, String source)
      throws FormatException {
    if (found != expected) {
      throw new FormatException(
          source,
          "has "
              + JsonReason.name(found)
              + " where "
              + JsonReason.name(expected)
              + " was expected: it must be a JSON object of texts");
    }
  }
}
