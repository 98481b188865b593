package io.ganglion.formats;

import io.ganglion.tensor.Shape;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * A file of named arrays, open for reading.
 *
 * <p>Opening the file reads only its table of contents; {@link #read} reads one array. Not
 * thread-safe.
 */
public sealed interface ArrayFile extends Closeable permits NpzFile, SafetensorsFile {

  /**
   * The names of the arrays, in the file's order.
   *
   * @return an unmodifiable set
   */
  Set<String> names();

  /**
   * The shape of an array, without reading its elements.
   *
   * @param name one of {@link #names}
   * @return the shape
   * @throws FormatException if there is no such array, or its header is damaged
   * @throws IOException if the file cannot be read
   */
  Shape shape(String name) throws IOException;

  /**
   * The text that the file stores under a name beside its arrays, which are not read.
   *
   * <p>In safetensors, the text is an entry of the metadata. In NPZ, it is an array of type uint8
   * that holds the text's bytes in UTF-8.
   *
   * @param name the text's name
   * @return the text, or empty if the file has none under that name
   * @throws FormatException if the file holds something under that name that is not text in UTF-8
   * @throws IOException if the file cannot be read
   */
  Optional<String> text(String name) throws IOException;

  /**
   * Reads an array.
   *
   * @param name one of {@link #names}
   * @return a new array; every call reads the file again
   * @throws FormatException if there is no such array, or it is damaged, has an unsupported type,
   *     or takes more memory than the limit given when the file was opened
   * @throws IOException if the file cannot be read
   */
  NumericArray read(String name) throws IOException;
}
