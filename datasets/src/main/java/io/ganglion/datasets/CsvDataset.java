package io.ganglion.datasets;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.ganglion.formats.FormatException;
import io.ganglion.formats.InputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/**
 * Images in comma-separated values: one per record, with its label before or after its pixels.
 *
 * <p>The file is read twice: first to count the records and find the label's column, then to fill
 * the memory for the pixels, which is therefore allocated only once and in its final size.
 */
final class CsvDataset {
  /** The longest field, in characters. */
  private static final int LONGEST_FIELD = 1 << 14;

  private final Path file;
  private final InputFile opened;
  private final int fields;
  private final boolean header;
  private final Column first = new Column();
  private final Column last = new Column();
  private final int namedLabel;
  private int records;

  /** Counts the records, and finds the column of the label. */
  private CsvDataset(InputFile opened, Path file) throws IOException {
    this.file = file;
    this.opened = opened;
    try (CsvReader<CsvRow> reader = fromStart()) {
      Iterator<CsvRow> rows = reader.iterator();
      if (!rows.hasNext()) {
        throw new FormatException(file, "is empty, expected one image per line: label and pixels");
      }
      CsvRow top = rows.next();
      fields = top.fields();
      if (fields < 2) {
        throw new FormatException(
            file,
            "line 1 has one field, expected a label and at least one pixel, separated by commas");
      }
      if (fields > CsvRow.MOST_FIELDS) {
        throw new FormatException(
            file,
            String.format(
                Locale.ROOT,
                "line 1 has %d fields, expected a label and at most %d pixels",
                fields,
                CsvRow.MOST_FIELDS - 1));
      }
      header = top.isNamed();
      namedLabel = header ? namedLabel(top) : -1;
      if (!header) {
        count(top);
      }
      while (rows.hasNext()) {
        count(rows.next());
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
    try (InputFile opened = InputFile.open(file)) {
      return read(opened, file, size);
    }
  }

  /** Reads a file that is open, so that both readings are of one content whoever replaces it. */
  static Dataset read(InputFile opened, Path file, Optional<ImageSize> size) throws IOException {
    CsvDataset csv = new CsvDataset(opened, file);
    int label = csv.labelColumn();
    int features = csv.fields - 1;
    SampleLayout layout = size.isPresent() ? size.get() : ImageSize.ofFeatures(features);
    if (layout.shape().size() != features) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "has %d pixels per line, expected %d for images of %s",
              features,
              layout.shape().size(),
              layout));
    }
    return csv.fill(label, layout);
  }

  private CsvReader<CsvRow> fromStart() throws IOException {
    return CsvReader.builder()
        .detectBomHeader(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(LONGEST_FIELD)
        .build(new CsvRow(), opened.stream(), StandardCharsets.UTF_8);
  }

  private int namedLabel(CsvRow names) throws FormatException {
    if (names.secondLabel() >= 0) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "its header names columns %d and %d as the label, expected one",
              names.firstLabel() + 1,
              names.secondLabel() + 1));
    }
    return names.firstLabel();
  }

  private void count(CsvRow row) throws FormatException {
    if (row.fields() != fields) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "line %d has %d fields, expected %d as on line 1",
              row.line(),
              row.fields(),
              fields));
    }
    requireNumbers(row);
    if (namedLabel < 0) {
      first.add(row.value(0));
      last.add(row.value(fields - 1));
    }
    if (records == Integer.MAX_VALUE) {
      throw new FormatException(
          file,
          String.format(Locale.ROOT, "has more than %d images, expected fewer: split it", records));
    }
    records++;
  }

  private void requireNumbers(CsvRow row) throws FormatException {
    if (row.unreadable() >= 0) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "line %d, field %d is '%s', expected a whole number: a label, or a pixel from 0 to 255",
              row.line(),
              row.unreadable() + 1,
              row.unreadableText()));
    }
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

  private Dataset fill(int label, SampleLayout layout) throws IOException {
    byte[] pixels = SampleMemory.pixels(file, records, 1, layout.shape().size());
    int[] labels = SampleMemory.labels(file, records);
    int sample = 0;
    int next = 0;
    try (CsvReader<CsvRow> reader = fromStart()) {
      boolean skip = header;
      for (CsvRow row : reader) {
        if (skip) {
          skip = false;
          continue;
        }
        if (sample == records || row.fields() != fields) {
          throw new FormatException(file, "changed while it was being read: read it again");
        }
        requireNumbers(row);
        for (int field = 0; field < fields; field++) {
          long value = row.value(field);
          if (field == label) {
            labels[sample] = Labels.check(file, sample, value);
          } else if (value < 0 || value > 255) {
            throw new FormatException(
                file,
                String.format(
                    Locale.ROOT,
                    "line %d, field %d is a pixel of %d, expected 0 to 255",
                    row.line(),
                    field + 1,
                    value));
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
        layout,
        Dataset.numberedClasses(Labels.classes(file, labels)),
        pixels,
        labels);
  }

  private IOException unreadable(RuntimeException e) {
    Throwable reason = e;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return new FormatException(
        file,
        String.format(
            Locale.ROOT,
            "is not readable as CSV (%s), expected UTF-8 text, one image per line: label and pixels",
            CsvRow.shown(String.valueOf(reason.getMessage()))),
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
