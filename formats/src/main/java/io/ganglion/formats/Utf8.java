package io.ganglion.formats;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8. What cannot be encoded or decoded exactly is refused, never replaced by a ?. */
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
              + " cannot be written: it holds half of a surrogate pair, expected valid Unicode",
          e);
    }
  }

  /**
   * Decodes a text.
   *
   * @param source the file, or the part of it, that errors name
   */
  static String decode(byte[] bytes, Object source) throws FormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException(source, "is not text in UTF-8", e);
    }
  }
}
