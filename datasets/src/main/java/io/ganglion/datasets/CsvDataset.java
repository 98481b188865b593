package io.ganglion.datasets;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Images in comma-separated values: one per record, with its label before or after its pixels.
 *
 * <p>The file is read twice: first to count the records and find the label's column, then to fill
 * the memory for the pixels, which is therefore allocated only once and in its final size.
 */
final class CsvDataset {
  /** The longest record, in fields: an image of 1024×1024 and its label. */
  private static final int MOST_FIELDS = (1 << 20) + 1;

  private static final int LONGEST_FIELD = 256;
  private static final int LONGEST_RECORD = MOST_FIELDS * 8;
  private static final Set<String> LABEL_NAMES = Set.of("label", "class");

  private final Path file;
  private final int fields;
  private final boolean header;
  private final Column first = new Column();
  private final Column last = new Column();
  private final int namedLabel;
  private int records;

  /** Counts the records, and finds the column of the label. */
  private CsvDataset(Path file) throws IOException {
    this.file = file;
    try (CsvReader<CsvRecord> reader = open(file)) {
      CsvRecord top = null;
      for (CsvRecord record : reader) {
        top = record;
        break;
      }
      if (top == null) {
        throw new FormatException(file, "is empty, expected one image per line: label and pixels");
      }
      fields = top.getFieldCount();
      if (fields < 2) {
        throw new FormatException(
            file,
            "line 1 has one field, expected a label and at least one pixel, separated by commas");
      }
      header = top.getFields().stream().anyMatch(CsvDataset::isName);
      namedLabel = header ? namedLabel(top.getFields()) : -1;
      if (!header) {
        count(top);
      }
      for (CsvRecord record : reader) {
        count(record);
      }
    } catch (CsvParseException | UncheckedIOException e) {
      throw unreadable(e);
    }
    if (records == 0) {
      throw new FormatException(file, "has a header but no images, expected one image per line");
    }
  }

  /** Reads a whole file. Without a given size, images are square if their pixels make a square. */
  static Dataset read(Path file, Optional<ImageSize> size) throws IOException {
    CsvDataset csv = new CsvDataset(file);
    int features = csv.fields - 1;
    ImageSize shape = size.orElseGet(() -> ImageSize.ofFeatures(features));
    if (shape.pixels() != features) {
      throw new FormatException(
          file,
          "has %d pixels per line, expected %d for images of %s"
              .formatted(features, shape.pixels(), shape));
    }
    return csv.fill(shape);
  }

  private static CsvReader<CsvRecord> open(Path file) throws IOException {
    CsvRecordHandler handler =
        CsvRecordHandler.builder()
            .maxFields(MOST_FIELDS)
            .maxFieldSize(LONGEST_FIELD)
            .maxRecordSize(LONGEST_RECORD)
            .build();
    return CsvReader.builder()
        .detectBomHeader(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .build(handler, file, StandardCharsets.UTF_8);
  }

  /** A field without letters is not a name. It must be a number, even on line 1. */
  private static boolean isName(String field) {
    return field.codePoints().anyMatch(Character::isLetter);
  }

  private int namedLabel(List<String> names) throws FormatException {
    int found = -1;
    for (int i = 0; i < names.size(); i++) {
      if (LABEL_NAMES.contains(names.get(i).strip().toLowerCase(Locale.ROOT))) {
        if (found >= 0) {
          throw new FormatException(
              file,
              "its header names columns %d and %d as the label, expected one"
                  .formatted(found + 1, i + 1));
        }
        found = i;
      }
    }
    return found;
  }

  private void count(CsvRecord record) throws FormatException {
    if (record.getFieldCount() != fields) {
      throw new FormatException(
          file,
          "line %d has %d fields, expected %d as on line 1"
              .formatted(record.getStartingLineNumber(), record.getFieldCount(), fields));
    }
    if (namedLabel < 0) {
      first.add(number(record, 0));
      last.add(number(record, fields - 1));
    }
    records = Math.addExact(records, 1);
  }

  private int labelColumn() throws FormatException {
    if (namedLabel >= 0) {
      return namedLabel;
    }
    int order = first.compareAsLabels(last);
    if (order == 0) {
      throw new FormatException(
          file,
          "its first and last columns could both be the label: name the label's column 'label' in a"
              + " header line");
    }
    return order > 0 ? 0 : fields - 1;
  }

  private Dataset fill(ImageSize shape) throws IOException {
    int label = labelColumn();
    byte[] pixels = PixelMemory.allocate(file, records, shape.height(), shape.width());
    int[] labels = new int[records];
    int sample = 0;
    int next = 0;
    try (CsvReader<CsvRecord> reader = open(file)) {
      boolean skip = header;
      for (CsvRecord record : reader) {
        if (skip) {
          skip = false;
          continue;
        }
        if (sample == records || record.getFieldCount() != fields) {
          throw new FormatException(file, "changed while it was being read: read it again");
        }
        for (int field = 0; field < fields; field++) {
          long value = number(record, field);
          if (field == label) {
            labels[sample] = Labels.check(file, sample, value);
          } else if (value < 0 || value > 255) {
            throw new FormatException(
                file,
                "line %d, field %d is a pixel of %d, expected 0 to 255"
                    .formatted(record.getStartingLineNumber(), field + 1, value));
          } else {
            pixels[next++] = (byte) value;
          }
        }
        sample++;
      }
    } catch (CsvParseException | UncheckedIOException e) {
      throw unreadable(e);
    }
    if (sample != records) {
      throw new FormatException(file, "changed while it was being read: read it again");
    }
    return Dataset.of(
        file.toString(),
        shape.height(),
        shape.width(),
        Dataset.numberedClasses(Labels.classes(file, labels)),
        pixels,
        labels);
  }

  private long number(CsvRecord record, int field) throws FormatException {
    String text = record.getField(field).strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new FormatException(
          file,
          "line %d, field %d is '%s', expected a whole number: a label, or a pixel from 0 to 255"
              .formatted(record.getStartingLineNumber(), field + 1, shown(text)),
          e);
    }
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }

  private IOException unreadable(RuntimeException e) {
    Throwable reason = e;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return new FormatException(
        file,
        "is not readable as CSV (%s), expected UTF-8 text, one image per line: label and pixels"
            .formatted(shown(String.valueOf(reason.getMessage()))),
        e);
  }

  /**
   * The properties that tell a column of labels from a column of pixels.
   *
   * <p>The pixels in a corner are mostly the same in all images. If both columns vary, labels use
   * every number from the first class to the last, and each of them often; pixels leave gaps, or
   * have up to 256 different values. If even that is not clear, the label is not guessed.
   */
  private static final class Column {
    private static final int MOST_VALUES = 1 << 16;
    private static final int RECORDS_PER_CLASS = 20;

    private final boolean[] seen = new boolean[MOST_VALUES];
    private int records;
    private int distinct;
    private long largest;
    private boolean outside;

    void add(long value) {
      records++;
      largest = Math.max(largest, value);
      if (value < 0 || value >= MOST_VALUES) {
        outside = true;
      } else if (!seen[(int) value]) {
        seen[(int) value] = true;
        distinct++;
      }
    }

    /**
     * Returns more than 0 if this column is more like labels than the other, less than 0 if less.
     */
    int compareAsLabels(Column other) {
      if (isPixels() != other.isPixels()) {
        return Boolean.compare(isPixels(), other.isPixels()) * -1;
      }
      if (isConstant() != other.isConstant()) {
        return isConstant() ? -1 : 1;
      }
      if (isLabels() != other.isLabels()) {
        return isLabels() ? 1 : -1;
      }
      return isLabels() ? Integer.compare(other.distinct, distinct) : 0;
    }

    /**
     * Returns whether the values can be pixels; if only one column's can, the other is the label.
     */
    private boolean isPixels() {
      return !outside && largest <= 255;
    }

    private boolean isConstant() {
      return distinct <= 1;
    }

    private boolean isLabels() {
      boolean gaps = distinct < largest + (seen[0] ? 1 : 0);
      return !outside && !gaps && records >= RECORDS_PER_CLASS * (long) distinct;
    }
  }
}
