package io.ganglion.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * The content of a checkpoint, and the file that holds it: named arrays and named texts. They are
 * read back in their order, each number bit for bit and each text character for character.
 *
 * <p>The file is in the {@linkplain SafetensorsFile safetensors} format. Its metadata begin with
 * {@code format = ganglion-checkpoint 2}, which marks a checkpoint, and {@code checksum}, the
 * CRC-32 of all that it holds; the texts follow. An array of floating-point numbers is stored as
 * F32, which halves the file, if each of its values is exactly a {@code float}, and otherwise as
 * F64. It is read back as {@link ElementType#FLOAT64} in both cases. Infinite values and −0 are
 * kept; NaN stays NaN. Whole numbers are stored unchanged.
 *
 * <p>A file is written {@linkplain AtomicFile atomically}: whenever the program is killed, the file
 * is the last complete checkpoint.
 *
 * @param arrays the arrays by name; unmodifiable
 * @param entries the texts by name; unmodifiable
 */
public record CheckpointFile(Map<String, NumericArray> arrays, Map<String, String> entries) {

  private static final String FORMAT = "format";
  private static final String KIND = "ganglion-checkpoint ";

  /** In version 1, the settings of a training were texts that differ between JVMs. */
  private static final String VERSION = KIND + "2";

  private static final String CHECKSUM = "checksum";

  /** What follows the header's length. */
  private static final byte[] START =
      Utf8.encode("{\"__metadata__\":{\"" + FORMAT + "\":\"" + KIND);

  /**
   * Copies the maps, in their order.
   *
   * @param arrays the arrays by name; the map is copied, the arrays are not
   * @param entries the texts by name; copied
   */
  public CheckpointFile {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /**
   * Writes a checkpoint atomically. The same arrays and texts give the same bytes.
   *
   * @param file the file, replaced if it exists
   * @param arrays the arrays by name, written in the map's order; not modified
   * @param entries the texts by name, written in the map's order; not modified
   * @throws IllegalArgumentException if a text is named {@code format} or {@code checksum}, or if
   *     arrays and texts cannot be written {@linkplain SafetensorsFile#write(Path, Map, Map) in the
   *     safetensors format}
   * @throws IOException if the file cannot be written; an existing file is then unchanged
   */
  public static void write(Path file, Map<String, NumericArray> arrays, Map<String, String> entries)
      throws IOException {
    AtomicFile.write(file, content(arrays, entries));
  }

  /**
   * Whether a checkpoint may replace a file: a mistyped name must not destroy some other file.
   *
   * @param file the file
   * @return whether it is an ordinary file that is empty, or that begins like a checkpoint of any
   *     version, whatever follows
   * @throws IOException if the file cannot be read
   */
  public static boolean isReplaceable(Path file) throws IOException {
    byte[] start = InputFile.start(file, Long.BYTES + START.length);
    return start.length == 0
        || (start.length == Long.BYTES + START.length
            && Arrays.equals(start, Long.BYTES, start.length, START, 0, START.length));
  }

  static AtomicFile.Content content(Map<String, NumericArray> arrays, Map<String, String> entries)
      throws IOException {
    Map<String, NumericArray> narrowed = new LinkedHashMap<>();
    arrays.forEach((name, array) -> narrowed.put(name, narrow(array)));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, VERSION);
    metadata.put(CHECKSUM, checksum(narrowed, entries));
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      if (metadata.put(entry.getKey(), entry.getValue()) != null) {
        throw new IllegalArgumentException(
            "a text of a checkpoint cannot be named "
                + entry.getKey()
                + ": Ganglion reserves that name; choose another");
      }
    }
    return SafetensorsFile.content(narrowed, metadata);
  }

  /** The checksum of the texts and the arrays, with their names, types and shapes, in order. */
  private static String checksum(Map<String, NumericArray> arrays, Map<String, String> entries)
      throws IOException {
    CRC32 sum = new CRC32();
    try (OutputStream out = new CheckedOutputStream(OutputStream.nullOutputStream(), sum)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.write(Utf8.encode(entry.getKey()));
        out.write(Utf8.encode(entry.getValue()));
      }
      for (Map.Entry<String, NumericArray> named : arrays.entrySet()) {
        out.write(Utf8.encode(named.getKey()));
        out.write(Utf8.encode(named.getValue().toString()));
        Elements.write(named.getValue(), out);
      }
    }
    return Long.toHexString(sum.getValue());
  }

  private static NumericArray narrow(NumericArray array) {
    if (array.elementType() != ElementType.FLOAT64) {
      return array;
    }
    double[] values = array.doubles();
    for (double value : values) {
      if ((float) value != value && !Double.isNaN(value)) {
        return array;
      }
    }
    return NumericArray.rounded(array.shape(), values);
  }

  /**
   * Reads a checkpoint that takes at most half of the maximum heap.
   *
   * @param file the file
   * @return its content
   * @throws FormatException if the file is not a checkpoint, is damaged, or is too large
   * @throws IOException if the file cannot be read
   */
  public static CheckpointFile read(Path file) throws IOException {
    return read(file, Elements.defaultMemoryLimit());
  }

  /**
   * Reads a checkpoint.
   *
   * @param file the file
   * @param memoryLimit the most bytes of memory that all arrays may take together
   * @return its content
   * @throws FormatException if the file is not a checkpoint, is damaged, or is too large
   * @throws IOException if the file cannot be read
   */
  public static CheckpointFile read(Path file, long memoryLimit) throws IOException {
    try (SafetensorsFile opened = open(file, memoryLimit)) {
      Map<String, String> entries = new LinkedHashMap<>(opened.metadata());
      requireFormat(file, entries.remove(FORMAT));
      requireMemory(file, opened, memoryLimit);
      String checksum = entries.remove(CHECKSUM);
      Map<String, NumericArray> arrays = new LinkedHashMap<>();
      for (String name : opened.names()) {
        arrays.put(name, opened.read(name));
      }
      if (!checksum(arrays, entries).equals(checksum)) {
        throw new FormatException(file, "is a damaged checkpoint: its checksum does not match");
      }
      arrays.replaceAll((name, array) -> widen(array));
      return new CheckpointFile(arrays, entries);
    }
  }

  private static SafetensorsFile open(Path file, long memoryLimit) throws IOException {
    try {
      return SafetensorsFile.open(file, memoryLimit);
    } catch (FormatException e) {
      // The problem follows the file's name, which is said only once.
      String problem = e.getMessage().substring(file.toString().length());
      throw new FormatException(file, "is not a Ganglion checkpoint, or is damaged" + problem, e);
    }
  }

  private static void requireFormat(Path file, String format) throws FormatException {
    if (format != null && format.startsWith(KIND) && !VERSION.equals(format)) {
      throw new FormatException(
          file,
          "is a checkpoint of the format "
              + FormatException.quote(format)
              + ", expected '"
              + VERSION
              + "'; finish its training with the version of Ganglion that wrote it, or start"
              + " again");
    }
    if (!VERSION.equals(format)) {
      throw new FormatException(
          file,
          "is not a Ganglion checkpoint: its metadata have "
              + (format == null
                  ? "no " + FORMAT
                  : "the " + FORMAT + " " + FormatException.quote(format))
              + ", expected '"
              + VERSION
              + "'");
    }
  }

  private static void requireMemory(Path file, SafetensorsFile opened, long memoryLimit)
      throws IOException {
    long memory = 0;
    for (String name : opened.names()) {
      ElementType type = opened.elementType(name);
      int bytes = type == ElementType.FLOAT32 ? Double.BYTES : type.bytes();
      memory += (long) bytes * opened.shape(name).size();
    }
    if (memory > memoryLimit) {
      throw new FormatException(
          file,
          "holds arrays that take "
              + memory
              + " bytes of memory together, more than the limit of "
              + memoryLimit
              + "; if that is right, raise the limit or the heap size (-Xmx)");
    }
  }

  private static NumericArray widen(NumericArray array) {
    return array.elementType() == ElementType.FLOAT32
        ? NumericArray.of(array.shape(), array.toDoubles())
        : array;
  }
}
