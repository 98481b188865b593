package io.ganglion.formats;

import io.ganglion.tensor.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Named arrays in NumPy's archive format, {@code .npz}: what {@code numpy.savez} and {@code
 * numpy.savez_compressed} write and {@code numpy.load} reads.
 *
 * <p>An NPZ file is a ZIP file with one {@linkplain NpyFile NPY} entry per array. Entries whose
 * names do not end in {@code .npy} are ignored. A name is never used as a path: nothing is unpacked
 * to the file system. An array is decompressed directly into its final memory, after its header,
 * the entry's length and compressed length and the memory limit have been found to agree. Its
 * checksum is verified.
 */
public final class NpzFile implements ArrayFile {

  private static final String ENDING = ".npy";
  private static final int MOST_ENTRIES = 100_000;

  /** The same limit as in safetensors, where the texts are part of the header. */
  private static final int LONGEST_TEXT = 1 << 24;

  /** No deflate stream expands more (RFC 1951: 258 bytes from two bits, plus the block's table). */
  private static final long LARGEST_EXPANSION = 1032;

  /** Any fixed time will do. ZIP's time field begins in 1980; this fits it in every time zone. */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final Path file;
  private final long fileBytes;
  private final long memoryLimit;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries;

  private NpzFile(Path file, long memoryLimit) throws IOException {
    this.file = file;
    this.memoryLimit = memoryLimit;
    long before = Files.size(file);
    this.zip = new ZipFile(file.toFile());
    try {
      // The file may be replaced at any time, and a ZipFile does not tell the length of what it has
      // opened: the bound is not worth a refusal.
      this.fileBytes = Math.max(before, Files.size(file));
      this.entries = entries();
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /**
   * Opens a file. Each of its arrays may take at most half of the maximum heap.
   *
   * @param file the file, in the default file system
   * @return the open file
   * @throws FormatException if it is not a ZIP file, or is damaged
   * @throws IOException if the file cannot be read
   */
  public static NpzFile open(Path file) throws IOException {
    return open(file, Elements.defaultMemoryLimit());
  }

  /**
   * Opens a file.
   *
   * @param file the file, in the default file system
   * @param memoryLimit the most bytes of memory that one array may take
   * @return the open file
   * @throws FormatException if it is not a ZIP file, or is damaged
   * @throws IOException if the file cannot be read
   */
  public static NpzFile open(Path file, long memoryLimit) throws IOException {
    InputFile.requireOrdinary(file);
    try {
      return new NpzFile(file, memoryLimit);
    } catch (FormatException e) {
      throw e;
    } catch (ZipException | EOFException e) {
      throw damaged(file, IoReason.of(e), e);
    } catch (IllegalArgumentException e) {
      // A name in the table of contents is not text.
      throw damaged(file, e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      // The table of contents is read in one piece, before its entries can be counted.
      throw new FormatException(
          file, "its table of contents does not fit into memory; raise the heap size (-Xmx)", e);
    } catch (IOException e) {
      throw IoReason.unreadable(file, e);
    }
  }

  private static FormatException damaged(Path file, String reason, Exception cause) {
    return new FormatException(
        file,
        "is not an NPZ file, or is cut off or damaged: " + reason + "; get or write the file again",
        cause);
  }

  private Map<String, ZipEntry> entries() throws FormatException {
    if (zip.size() > MOST_ENTRIES) {
      throw new FormatException(
          file, "holds " + zip.size() + " entries, expected at most " + MOST_ENTRIES);
    }
    Map<String, ZipEntry> found = new LinkedHashMap<>();
    Enumeration<? extends ZipEntry> all = zip.entries();
    while (all.hasMoreElements()) {
      ZipEntry entry = all.nextElement();
      if (entry.getName().endsWith(ENDING)) {
        String name = entry.getName().substring(0, entry.getName().length() - ENDING.length());
        if (found.put(name, entry) != null) {
          throw new FormatException(
              file, "holds two arrays named " + FormatException.quote(name) + ", expected one");
        }
      }
    }
    return found;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  @Override
  public Shape shape(String name) throws IOException {
    return read(name, (in, source, length) -> NpyHeader.read(in, source, length, memoryLimit))
        .shape();
  }

  @Override
  public Optional<String> text(String name) throws IOException {
    if (!entries.containsKey(name)) {
      return Optional.empty();
    }
    NumericArray array = read(name, Math.min(memoryLimit, LONGEST_TEXT));
    String source = ArrayNames.source(file, name);
    if (array.elementType() != ElementType.UINT8 || array.shape().rank() != 1) {
      throw new FormatException(
          source, "is " + array + ", expected a text: bytes in UTF-8, uint8 of one dimension");
    }
    return Optional.of(Utf8.decode(array.bytes(), source));
  }

  @Override
  public NumericArray read(String name) throws IOException {
    return read(name, memoryLimit);
  }

  private NumericArray read(String name, long limit) throws IOException {
    return read(
        name,
        (in, source, length) -> {
          CRC32 crc = new CRC32();
          CheckedInputStream checked = new CheckedInputStream(in, crc);
          NumericArray array = NpyFile.read(checked, source, length, limit);
          if (checked.read() >= 0) {
            throw new FormatException(
                source, "is longer than the " + length + " bytes that the archive claims");
          }
          if (crc.getValue() != entries.get(name).getCrc()) {
            throw new FormatException(
                source, "is damaged: its checksum does not match; get or write the file again");
          }
          return array;
        });
  }

  /** Reads an entry from its uncompressed bytes; their number is what the archive claims. */
  @FunctionalInterface
  private interface EntryReader<T> {
    T read(InputStream in, Object source, long length) throws IOException;
  }

  private <T> T read(String name, EntryReader<T> reader) throws IOException {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw ArrayNames.missing(file, name, names());
    }
    String source = ArrayNames.source(file, name);
    requirePlausibleLength(entry, source);
    try (InputStream in = zip.getInputStream(entry)) {
      return reader.read(in, source, entry.getSize());
    } catch (FormatException e) {
      throw e;
    } catch (ZipException | EOFException e) {
      throw new FormatException(
          source, "is cut off or damaged: " + IoReason.of(e) + "; get or write the file again", e);
    } catch (IOException e) {
      throw IoReason.unreadable(file, e);
    }
  }

  private void requirePlausibleLength(ZipEntry entry, String source) throws FormatException {
    long compressed = entry.getCompressedSize();
    long length = entry.getSize();
    boolean plausible =
        compressed >= 0
            && compressed <= fileBytes
            && length >= 0
            && (entry.getMethod() == ZipEntry.STORED
                ? length == compressed
                : length / LARGEST_EXPANSION <= compressed);
    if (!plausible) {
      throw new FormatException(
          source,
          "claims that "
              + compressed
              + " bytes of the file expand to "
              + length
              + ", which is impossible");
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /**
   * Writes arrays atomically, without compression. The same arrays give the same bytes.
   *
   * @param file the file, replaced if it exists
   * @param arrays the arrays by name, written in the map's order; not modified
   * @throws IOException if the file cannot be written; an existing file is then unchanged
   */
  public static void write(Path file, Map<String, NumericArray> arrays) throws IOException {
    write(file, arrays, Map.of());
  }

  /**
   * Writes arrays and, after them, texts atomically, without compression. The same arrays and texts
   * give the same bytes.
   *
   * <p>A text becomes an array of type uint8 that holds the text's bytes in UTF-8. NumPy reads it
   * with {@code bytes(f[name]).decode()}.
   *
   * @param file the file, replaced if it exists
   * @param arrays the arrays by name, written in the map's order; not modified
   * @param texts the texts by name, written in the map's order; not modified
   * @throws IllegalArgumentException if a text is empty, too long or not Unicode, or has the name
   *     of an array
   * @throws IOException if the file cannot be written; an existing file is then unchanged
   */
  public static void write(Path file, Map<String, NumericArray> arrays, Map<String, String> texts)
      throws IOException {
    Map<String, NumericArray> all = new LinkedHashMap<>(arrays);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      String name = text.getKey();
      if (all.put(name, array(name, text.getValue())) != null) {
        throw new IllegalArgumentException(
            "a text and an array are both named "
                + FormatException.quote(name)
                + ", expected different names");
      }
    }
    AtomicFile.write(
        file,
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, NumericArray> array : all.entrySet()) {
              zip.putNextEntry(entry(array.getKey(), array.getValue()));
              NpyFile.write(zip, array.getValue());
              zip.closeEntry();
            }
          }
        });
  }

  private static NumericArray array(String name, String text) {
    byte[] bytes = Utf8.encode(text);
    if (bytes.length == 0 || bytes.length > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "the text "
              + FormatException.quote(name)
              + " has "
              + bytes.length
              + " bytes, expected 1 to "
              + LONGEST_TEXT);
    }
    return NumericArray.of(Shape.of(bytes.length), bytes);
  }

  private static ZipEntry entry(String name, NumericArray array) throws IOException {
    // A stored entry's length and checksum come before its content.
    CheckedOutputStream measured =
        new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    NpyFile.write(measured, array);
    ZipEntry entry = new ZipEntry(name + ENDING);
    entry.setMethod(ZipEntry.STORED);
    long elementBytes = (long) array.shape().size() * array.elementType().bytes();
    entry.setSize(NpyHeader.of(array).length + elementBytes);
    entry.setCrc(measured.getChecksum().getValue());
    entry.setTimeLocal(ENTRY_TIME);
    return entry;
  }
}
