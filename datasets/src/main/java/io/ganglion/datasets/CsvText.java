package io.ganglion.datasets;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.ganglion.formats.FormatException;
import io.ganglion.formats.InputFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file that is open: gzipped or not, in UTF-8, or in UTF-16 with a byte order mark; its fields
 * separated by commas, semicolons or tabs, whichever its first line has.
 *
 * @param file the file
 * @param opened the open file, so that every reading is of one content whoever replaces it
 * @param gzipped whether it is gzipped
 * @param separator what separates fields
 */
record CsvText(Path file, InputFile opened, boolean gzipped, char separator) {
  /** The longest field, in characters. */
  private static final int LONGEST_FIELD = 1 << 14;

  /** Enough of a file to find the separator. */
  private static final int START = 1 << 14;

  private static final int BUFFER = 1 << 16;

  /**
   * Finds out how a file is written.
   *
   * @throws FormatException if it is binary
   * @throws IOException if it cannot be read
   */
  static CsvText of(InputFile opened, Path file) throws IOException {
    byte[] magic = opened.stream().readNBytes(2);
    boolean gzipped = magic.length == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
    byte[] start;
    try (InputStream in = stream(opened, gzipped)) {
      start = in.readNBytes(START);
    } catch (IOException e) {
      throw new FormatException(
          file, "is not readable as a gzip file (" + e.getMessage() + "): get the file again", e);
    }
    Charset charset = charset(start);
    String text = new String(start, charset);
    if (charset.equals(StandardCharsets.UTF_8) && text.indexOf('\0') >= 0) {
      throw new FormatException(
          file,
          "is not readable as CSV (it has zero bytes), expected UTF-8 text: save it as UTF-8");
    }
    return new CsvText(file, opened, gzipped, separator(text));
  }

  private static Charset charset(byte... start) {
    if (start.length >= 2) {
      int mark = ((start[0] & 0xFF) << 8) | (start[1] & 0xFF);
      if (mark == 0xFEFF) {
        return StandardCharsets.UTF_16BE;
      }
      if (mark == 0xFFFE) {
        return StandardCharsets.UTF_16LE;
      }
    }
    return StandardCharsets.UTF_8;
  }

  private static char separator(String text) {
    boolean quoted = false;
    boolean semicolon = false;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '"') {
        quoted = !quoted;
      } else if (!quoted && next == '\t') {
        return '\t';
      } else if (!quoted && next == ';') {
        semicolon = true;
      } else if (!quoted && (next == '\n' || next == '\r') && !text.substring(0, i).isBlank()) {
        break;
      }
    }
    return semicolon ? ';' : ',';
  }

  /** What was recognised. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (separator != ',') {
      notes.add("fields are separated by " + (separator == '\t' ? "tabs" : "semicolons"));
    }
    return notes;
  }

  /** Reads from the beginning. */
  CsvReader<CsvRow> reader(CsvRow row) throws IOException {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .detectBomHeader(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(LONGEST_FIELD)
        .build(row, stream(opened, gzipped), StandardCharsets.UTF_8);
  }

  private static InputStream stream(InputFile opened, boolean gzipped) throws IOException {
    InputStream in = opened.stream();
    return gzipped ? new GZIPInputStream(in, BUFFER) : new BufferedInputStream(in, BUFFER);
  }

  /** The exception for text that the parser does not read. */
  FormatException unreadable(Exception e) {
    Throwable reason = e;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return new FormatException(
        file,
        "is not readable as CSV ("
            + CsvRow.shown(String.valueOf(reason.getMessage()))
            + "), expected UTF-8 text, one sample per line: label and values",
        e);
  }
}
