package io.ganglion.formats;

import io.ganglion.tensor.Shape;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * A file of named arrays, open for reading.
 *
 * <p>Opening it reads the table of contents alone; each array is read when it is asked for. For one
 * thread at a time.
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
   * The text that the file carries under a name beside its arrays, without reading any of these.
   *
   * <p>In safetensors it is an entry of the metadata; in NPZ it is itself an array, of type uint8,
   * with the text's bytes in UTF-8.
   *
   * @param name the text's name
   * @return the text, or nothing if the file has none of that name
   * @throws FormatException if what the file has under that name is not text in UTF-8
   * @throws IOException if the file cannot be read
   */
  Optional<String> text(String name) throws IOException;

  /**
   * Reads an array.
   *
   * @param name one of {@link #names}
   * @return the array, read anew at every call
   * @throws FormatException if there is no such array, it is damaged, of a type that is not
   *     supported, or takes more memory than the limit given when the file was opened
   * @throws IOException if the file cannot be read
   */
  NumericArray read(String name) throws IOException;
}
