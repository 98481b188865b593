package io.ganglion.formats;

import io.ganglion.formats.SafetensorsHeader.Entry;
import io.ganglion.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Named arrays in the safetensors format, {@code .safetensors}.
 *
 * <p>The file consists of the header's length (8 bytes, little-endian), the header (JSON: the type,
 * shape and position of each named array) and the elements (little-endian, row-major). The types
 * BOOL, I8 to I64, U8 to U64, F16, F32 and F64 can be read. As the format demands, the arrays must
 * follow one another without gaps or overlaps, up to the end of the file. The entry {@code
 * __metadata__} holds named texts of any kind; a header that repeats a name, or has anything else
 * in that entry, is refused.
 *
 * <p>Source: the format's description in the repository huggingface/safetensors.
 */
public final class SafetensorsFile implements ArrayFile {

  private final Path file;
  private final InputFile content;
  private final SafetensorsHeader header;

  private SafetensorsFile(Path file, InputFile content, SafetensorsHeader header) {
    this.file = file;
    this.content = content;
    this.header = header;
  }

  /**
   * Opens a file. Each of its arrays may take at most half of the maximum heap.
   *
   * @param file the file
   * @return the open file
   * @throws FormatException if the header is damaged, or does not match the file's length
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
   * @throws FormatException if the header is damaged, or does not match the file's length
   * @throws IOException if the file cannot be read
   */
  public static SafetensorsFile open(Path file, long memoryLimit) throws IOException {
    InputFile opened = InputFile.open(file);
    try {
      SafetensorsHeader header =
          SafetensorsHeader.read(opened.stream(), file, opened.size(), memoryLimit);
      SafetensorsFile arrays = new SafetensorsFile(file, opened, header);
      opened = null;
      return arrays;
    } catch (FormatException e) {
      throw e;
    } catch (IOException e) {
      throw IoReason.unreadable(file, e);
    } finally {
      if (opened != null) {
        opened.close();
      }
    }
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(header.entries().keySet());
  }

  /**
   * The texts that the file stores beside its arrays, its {@code __metadata__}.
   *
   * @return the texts by name, in the file's order; unmodifiable, empty if there are none
   */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  @Override
  public Optional<String> text(String name) {
    return Optional.ofNullable(header.metadata().get(name));
  }

  @Override
  public Shape shape(String name) throws IOException {
    return entry(name).shape();
  }

  /** The type of an array's elements once the array is read. */
  ElementType elementType(String name) throws IOException {
    return entry(name).type().elementType();
  }

  @Override
  public NumericArray read(String name) throws IOException {
    Entry entry = entry(name);
    try {
      InputStream in = new BufferedInputStream(content.stream(header.bytes() + entry.begin()));
      String source = ArrayNames.source(file, name);
      return Elements.read(in, source, entry.type(), ByteOrder.LITTLE_ENDIAN, entry.shape(), false);
    } catch (FormatException e) {
      throw e;
    } catch (IOException e) {
      throw IoReason.unreadable(file, e);
    }
  }

  private Entry entry(String name) throws FormatException {
    Entry entry = header.entries().get(name);
    if (entry == null) {
      throw ArrayNames.missing(file, name, names());
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  /**
   * Writes arrays atomically. The same arrays give the same bytes.
   *
   * @param file the file, replaced if it exists
   * @param arrays the arrays by name, written in the map's order; not modified
   * @throws IllegalArgumentException if the arrays cannot be written in the format: one is named
   *     {@code __metadata__}, a name is not Unicode, or the names are too long
   * @throws IOException if the file cannot be written; an existing file is then unchanged
   */
  public static void write(Path file, Map<String, NumericArray> arrays) throws IOException {
    write(file, arrays, Map.of());
  }

  /**
   * Writes arrays, and texts beside them, atomically. The same arrays and texts give the same
   * bytes.
   *
   * @param file the file, replaced if it exists
   * @param arrays the arrays by name, written in the map's order; not modified
   * @param metadata the texts by name, written in the map's order; not modified
   * @throws IllegalArgumentException if they cannot be written in the format: an array is named
   *     {@code __metadata__}, a name or text is not Unicode, there are more than 100,000 texts, or
   *     together the names and texts are too long for a header of 16 MB
   * @throws IOException if the file cannot be written; an existing file is then unchanged
   */
  public static void write(
      Path file, Map<String, NumericArray> arrays, Map<String, String> metadata)
      throws IOException {
    AtomicFile.write(file, content(arrays, metadata));
  }

  static AtomicFile.Content content(Map<String, NumericArray> arrays, Map<String, String> metadata)
      throws IOException {
    byte[] header = SafetensorsHeader.of(arrays, metadata);
    return out -> {
      out.write(header);
      for (NumericArray array : arrays.values()) {
        Elements.write(array, out);
      }
    };
  }
}
