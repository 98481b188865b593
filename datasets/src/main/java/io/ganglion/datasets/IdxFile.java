package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import io.ganglion.formats.InputFile;
import io.ganglion.formats.NumericArray;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files, gzipped or not: a vector or matrix of labels, or a matrix or stack of pixels.
 *
 * <p>The format is that of the MNIST database's page: two zero bytes, the type of the elements
 * ({@code 0x08}, unsigned bytes, and others), the number of dimensions, each dimension as a
 * big-endian 32-bit number, and the elements in row-major order.
 */
final class IdxFile {
  private static final int BUFFER = 1 << 16;

  /**
   * Content that claims to be longer than this many times its compressed length is counted before
   * memory is allocated. Handwriting compresses to a fifth; a false header in a short file must not
   * cost much memory.
   */
  private static final long PLAUSIBLE_EXPANSION = 32;

  /** No deflate stream expands more (RFC 1951: 258 bytes from two bits, plus the block's table). */
  private static final long LARGEST_EXPANSION = 1032;

  /** The content that a file must have. */
  enum Content {
    /** One number, or a few, for each image. */
    LABELS("labels", "one dimension (magic number 0x00000801), or two", 1, 2),
    /** One vector, one matrix, or one stack of channels for each image. */
    IMAGES("images", "three dimensions (magic number 0x00000803), or two or four", 2, 4);

    private final String label;
    private final String expected;
    private final int fewest;
    private final int most;

    Content(String label, String expected, int fewest, int most) {
      this.label = label;
      this.expected = expected;
      this.fewest = fewest;
      this.most = most;
    }

    String label() {
      return label;
    }

    String expected() {
      return expected;
    }

    int fewest() {
      return fewest;
    }

    int most() {
      return most;
    }
  }

  private IdxFile() {}

  /**
   * Reads a whole file.
   *
   * @param file the file
   * @param content the content that it must have
   * @return the file's elements
   * @throws FormatException if it has other content, or more or less than its header claims
   * @throws IOException if it cannot be read
   */
  static NumericArray read(Path file, Content content) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(
          file + ": no such file, expected an IDX file of " + content.label);
    }
    try (InputFile opened = InputFile.open(file)) {
      return read(opened, file, content);
    }
  }

  /** Reads a file that is open, so that its length is that of its content whoever replaces it. */
  static NumericArray read(InputFile opened, Path file, Content content) throws IOException {
    try {
      boolean gzipped = isGzipped(opened);
      verifyLength(opened, file, gzipped, content);
      DataInputStream in = fromStart(opened, gzipped);
      IdxHeader header = IdxHeader.read(file, in, content);
      NumericArray elements = header.readElements(file, in);
      if (in.read() >= 0) {
        long claimed = header.fileBytes(file);
        requireLength(file, content, header.dimensions(), claimed, claimed + 1);
      }
      return elements;
    } catch (EOFException | ZipException e) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "is cut off or damaged (%s), expected a complete IDX file: get the file again",
              e.getMessage() == null ? "it ended early" : e.getMessage()),
          e);
    }
  }

  /** Compares the header's claim with the file's content before memory for it is allocated. */
  private static void verifyLength(InputFile opened, Path file, boolean gzipped, Content content)
      throws IOException {
    long fileLength = opened.size();
    try (DataInputStream in = fromStart(opened, gzipped)) {
      IdxHeader claim = IdxHeader.read(file, in, content);
      int[] dimensions = claim.dimensions();
      long claimed = claim.fileBytes(file);
      if (!gzipped) {
        long header = Integer.BYTES * (1L + dimensions.length);
        requireLength(file, content, dimensions, claimed, fileLength - header);
      } else if (claimed / LARGEST_EXPANSION > fileLength) {
        throw new FormatException(
            file,
            String.format(
                Locale.ROOT,
                "its header claims %s of shape %s, which %d compressed bytes cannot hold: get it again",
                content.label,
                Arrays.toString(dimensions),
                fileLength));
      }
      if (content == Content.LABELS) {
        SampleMemory.requireLabels(file, claim.elements(file));
      }
      if (gzipped && claimed > PLAUSIBLE_EXPANSION * fileLength) {
        requireLength(file, content, dimensions, claimed, count(in, claimed));
      }
    }
  }

  private static boolean isGzipped(InputFile opened) throws IOException {
    byte[] start = opened.stream().readNBytes(2);
    return start.length == 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
  }

  private static DataInputStream fromStart(InputFile opened, boolean gzipped) throws IOException {
    InputStream in = opened.stream();
    return new DataInputStream(
        gzipped ? new GZIPInputStream(in, BUFFER) : new BufferedInputStream(in, BUFFER));
  }

  private static void requireLength(
      Path file, Content content, int[] dimensions, long claimed, long found)
      throws FormatException {
    if (found != claimed) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "its header claims %s of shape %s, expected %d bytes to follow, found %s: get it again",
              content.label,
              Arrays.toString(dimensions),
              claimed,
              found > claimed ? "more" : Long.toString(found)));
    }
  }

  /** Counts the bytes that follow, up to one more than claimed. */
  private static long count(InputStream in, long claimed) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long counted = 0;
    while (counted <= claimed) {
      int read = in.read(buffer);
      if (read < 0) {
        break;
      }
      counted += read;
    }
    return counted;
  }
}
