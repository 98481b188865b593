package io.ganglion.formats.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Pattern;

/** Says in one line what is wrong with JSON text, and where. */
public final class JsonReason {

  /** A place as Jackson writes it within its messages. */
  private static final Pattern SOURCE =
      Pattern.compile("\\[Source: [^\\]]*line: (\\d+), column: (\\d+)\\]");

  private JsonReason() {}

  /**
   * Says what is wrong.
   *
   * @param cause what the parser throws
   * @return one line, without the parser's own words for its source
   */
  public static String of(JsonProcessingException cause) {
    String where =
        cause.getLocation() == null
            ? ""
            : " at line "
                + cause.getLocation().getLineNr()
                + ", column "
                + cause.getLocation().getColumnNr();
    if (cause instanceof JsonEOFException) {
      return "it is cut off: it ends within the JSON text" + where;
    }
    String reason = cause.getOriginalMessage().lines().findFirst().orElse("damaged JSON text");
    return SOURCE.matcher(reason).replaceAll("line $1, column $2") + where;
  }

  /**
   * Names a token for people.
   *
   * @param token a token, or null at the end
   * @return such as {@code a number}
   */
  public static String name(JsonToken token) {
    if (token == null) {
      return "the end of the file";
    }
    return switch (token) {
      case START_ARRAY -> "a list";
      case END_ARRAY -> "the end of a list";
      case START_OBJECT -> "an object";
      case END_OBJECT -> "the end of an object";
      case FIELD_NAME -> "a name";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "nothing readable";
    };
  }
}
