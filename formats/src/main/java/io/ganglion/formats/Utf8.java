package io.ganglion.formats;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in files, which comes back as it was or not at all: nothing is replaced by a question mark. */
final class Utf8 {

  private Utf8() {}

  /**
   * Encodes a text.
   *
   * @throws IllegalArgumentException if the text holds half of a surrogate pair
   */
  static byte[] encode(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "the text "
              + FormatException.quote(text)
              + " cannot be written: it holds half of a surrogate pair, expected Unicode",
          e);
    }
  }

  /**
   * Decodes a text.
   *
   * @param source what an error names
   */
  static String decode(byte[] bytes, Object source) throws FormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException(source, "is not text in UTF-8", e);
    }
  }
}
