package io.ganglion.datasets;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.ganglion.formats.FormatException;
import io.ganglion.formats.InputFile;
import io.ganglion.model.ModelInput;
import io.ganglion.model.PictureInput;
import io.ganglion.model.RowInput;
import io.ganglion.model.Transposition;
import io.ganglion.text.Numbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Samples in comma-separated values: one per record, with its label.
 *
 * <p>The file is read twice: first to count the records and find the label's column, then to fill
 * the memory for the values, which is therefore allocated only once and in its final size.
 */
final class CsvDataset {
  /** The fewest records in which a first column without a name is seen to number them. */
  private static final int FEWEST_NUMBERED = 10;

  /** How missing values are written, in lower case. */
  private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null", "none");

  private static final String CHANGED = "changed while it was being read: read it again";

  private final CsvText text;
  private final CsvHeader header;
  private final CsvColumn first = new CsvColumn();
  private final CsvColumn second = new CsvColumn();
  private final CsvColumn last = new CsvColumn();
  private final List<String> notes = new ArrayList<>();

  /** Whether the values of the other columns are bytes. */
  private boolean bytes = true;

  private int records;

  /** The records that have a text, and the first of these texts. */
  private int texts;

  private int textField = -1;
  private FormatException textRefusal;

  /** Counts the records, and finds the column of the label. */
  private CsvDataset(CsvText text) throws IOException {
    this.text = text;
    header = CsvHeader.of(text);
    notes.addAll(text.notes());
    if (header.counted()) {
      notes.add("line 1 is a header: its numbers count the columns");
    }
    forEach(new CsvRow(header.fields(), false), this::count);
    if (records == 0) {
      throw new FormatException(
          text.file(), "has a header but no samples, expected one sample per line");
    }
  }

  /** Reads a whole file. Without a given size, pictures are square if their pixels make a square. */
  static Dataset read(Path file, Optional<ImageSize> size) throws IOException {
    try (InputFile opened = InputFile.open(file)) {
      return read(opened, file, size);
    }
  }

  /** Reads a file that is open, so that both readings are of one content whoever replaces it. */
  static Dataset read(InputFile opened, Path file, Optional<ImageSize> size) throws IOException {
    CsvDataset csv = new CsvDataset(CsvText.of(opened, file));
    int from = csv.firstColumn();
    int label = csv.labelColumn(from);
    return csv.fill(from, label, csv.layout(from, label, size));
  }

  @FunctionalInterface
  private interface RowReader {
    void read(CsvRow row) throws IOException;
  }

  /** Reads all records but the header. */
  private void forEach(CsvRow row, RowReader reader) throws IOException {
    try (CsvReader<CsvRow> rows = text.reader(row)) {
      boolean skip = header.isPresent();
      for (CsvRow each : rows) {
        if (!skip) {
          reader.read(each);
        }
        skip = false;
      }
    } catch (CsvParseException | UncheckedIOException e) {
      throw text.unreadable(e);
    }
  }

  private void count(CsvRow row) throws FormatException {
    if (row.fields() != header.fields()) {
      throw new FormatException(
          text.file(),
          String.format(
              Locale.ROOT,
              "line %d has %d fields, expected %d as on line 1",
              row.line(),
              row.fields(),
              header.fields()));
    }
    if (row.secondText() >= 0) {
      boolean labelled = row.firstText() == header.label();
      throw notNumber(row, labelled ? row.secondText() : row.firstText());
    }
    if (row.firstText() >= 0) {
      texts++;
      if (textField < 0) {
        textField = row.firstText();
        textRefusal = notNumber(row, textField);
      } else if (textField != row.firstText()) {
        throw row.firstText() == header.label() ? textRefusal : notNumber(row, row.firstText());
      }
    }
    first.add(row.value(0));
    if (header.fields() > 2) {
      second.add(row.value(1));
    }
    last.add(row.value(header.fields() - 1));
    for (int i = 2; bytes && i < header.fields() - 1; i++) {
      double value = row.value(i);
      bytes = i == header.label() || (value >= 0 && value <= 255 && value == Math.rint(value));
    }
    if (records == Integer.MAX_VALUE) {
      throw new FormatException(
          text.file(), "has more than " + records + " samples, expected fewer: split it");
    }
    records++;
  }

  private FormatException notNumber(CsvRow row, int field) {
    String found = row.text(field);
    return new FormatException(
        text.file(),
        String.format(
            Locale.ROOT,
            "line %d, field %d %s, expected a number%s",
            row.line(),
            field + 1,
            found.isEmpty() ? "is empty" : "is '" + CsvRow.shown(found) + "'",
            remedy(found)));
  }

  private static String remedy(String found) {
    if (found.matches("-?\\d+,\\d+")) {
      return " with a decimal point, and without commas between thousands";
    }
    return MISSING.contains(found.toLowerCase(Locale.ROOT))
        ? ": fill in what is missing, or remove the line"
        : "";
  }

  /**
   * Returns the first column that is not the number of the row. Without a header, a column that
   * counts may also be the label, of one sample for each class, if no other column is.
   */
  private int firstColumn() {
    boolean unnamed = !header.isPresent() && records >= FEWEST_NUMBERED && header.fields() > 2;
    boolean numbers =
        header.numbersRows()
            ? first.isCounting() || (header.label() >= 0 && first.isWhole())
            : unnamed
                && first.isCounting()
                && (textField >= 0 || second.compareAsLabels(last) != 0);
    if (!numbers || header.fields() == 2) {
      return 0;
    }
    notes.add("column 1 numbers the rows: ignored");
    return 1;
  }

  private int labelColumn(int from) throws FormatException {
    if (textField >= 0) {
      boolean label = header.label() == textField || (header.label() < 0 && texts == records);
      if (!label) {
        throw textRefusal;
      }
      return textField;
    }
    if (header.label() >= 0) {
      return header.label();
    }
    if (header.isPresent() && IntStream.range(from, header.fields()).allMatch(header::isPixel)) {
      throw new FormatException(
          text.file(),
          "has no label: its header names pixels only, expected a column named 'label'");
    }
    int order = (from == 0 ? first : second).compareAsLabels(last);
    if (order == 0) {
      throw new FormatException(
          text.file(),
          "its first and last columns could both be the label: name the label's column 'label' in a"
              + " header line");
    }
    int label = order > 0 ? from : header.fields() - 1;
    if (header.isPresent()) {
      notes.add(
          "column "
              + (label + 1)
              + ", '"
              + CsvRow.shown(header.names().get(label))
              + "', is the label");
    }
    return label;
  }

  private SampleLayout layout(int from, int label, Optional<ImageSize> size)
      throws FormatException {
    int values = header.fields() - 1 - from;
    if (size.isPresent()) {
      if (size.get().pixels() != values) {
        throw new FormatException(
            text.file(),
            String.format(
                Locale.ROOT,
                "has %d pixels per line, expected %d for images of %s",
                values,
                size.get().pixels(),
                size.get()));
      }
      return size.get();
    }
    SampleLayout layout = ImageSize.ofFeatures(values);
    if (!header.isPresent()) {
      return layout;
    }
    boolean pixels = true;
    boolean numbered = true;
    for (int i = from; i < header.fields(); i++) {
      if (i != label) {
        pixels &= header.isPixel(i);
        numbered &= header.isPixel(i) || header.isNumbered(i);
      }
    }
    int side = (int) Math.round(Math.sqrt(values));
    if (pixels && side * side == values) {
      return new ImageSize(side, side);
    }
    return numbered && layout instanceof ImageSize
        ? layout
        : new Columns(header.columns(from, label));
  }

  private boolean isBytes(int from, int label) {
    int end = header.fields() - 1;
    return bytes
        && (from > 0 || label == 0 || first.isBytes())
        && (header.fields() < 3 || label == 1 || second.isBytes())
        && (label == end || last.isBytes());
  }

  private Dataset fill(int from, int label, SampleLayout layout) throws IOException {
    int[] labels = SampleMemory.labels(text.file(), records);
    CsvRow row = new CsvRow(header.fields(), false);
    CsvClasses classes = new CsvClasses(text.file());
    if (textField >= 0) {
      row.keep(label);
    }
    RawValues values =
        values(
            row,
            from,
            label,
            sample -> {
              labels[sample] = textField < 0 ? number(row, label, sample) : classes.add(row, label);
            });
    String name = text.file().toString();
    if (textField >= 0) {
      List<String> names = classes.sort(labels);
      return Dataset.of(name, layout, names, values, labels).withNotes(notes);
    }
    LabelNumbers numbers = Labels.numbers(text.file(), labels);
    notes.addAll(numbers.notes());
    return Dataset.of(name, layout, numbers.names(), values, numbers.fromZero(labels))
        .withNotes(notes);
  }

  @FunctionalInterface
  private interface SampleReader {
    void read(int sample) throws IOException;
  }

  /** Reads the values of all columns but the label, and each sample's label by a reader. */
  private RawValues values(CsvRow row, int from, int label, SampleReader reader)
      throws IOException {
    int each = header.fields() - from - (label < 0 ? 0 : 1);
    boolean asBytes = isBytes(from, label);
    byte[] bytesRead = asBytes ? SampleMemory.pixels(text.file(), records, 1, each) : new byte[0];
    float[] floatsRead = asBytes ? new float[0] : SampleMemory.floats(text.file(), records, each);
    int[] samples = {0};
    forEach(
        row,
        read -> {
          int sample = samples[0]++;
          if (sample == records || read.fields() != header.fields()) {
            throw new FormatException(text.file(), CHANGED);
          }
          reader.read(sample);
          int next = sample * each;
          for (int i = from; i < header.fields(); i++) {
            if (i == label) {
              continue;
            }
            if (asBytes) {
              bytesRead[next++] = (byte) read.value(i);
            } else {
              floatsRead[next++] = (float) read.value(i);
            }
          }
        });
    if (samples[0] != records) {
      throw new FormatException(text.file(), CHANGED);
    }
    return asBytes ? new RawValues.Bytes(bytesRead) : RawValues.of(floatsRead);
  }

  /** Reads rows without labels; a column that is named as the label is ignored. */
  static Rows readRows(Path file, ModelInput input) throws IOException {
    try (InputFile opened = InputFile.open(file)) {
      CsvDataset csv = new CsvDataset(CsvText.of(opened, file));
      List<String> taken =
          input instanceof RowInput rows
              ? rows.columns()
              : Columns.numbered(input.shape().size()).names();
      int label = csv.header.isOneOf(csv.header.label(), taken) ? -1 : csv.header.label();
      int without = csv.header.fields() - (label < 0 ? 0 : 1);
      boolean all = without <= taken.size() || csv.header.isOneOf(0, taken);
      int from = all ? 0 : csv.firstColumn();
      ColumnMatch match = csv.match(csv.header.columns(from, label), taken);
      if (csv.textField >= 0 && csv.textField != label) {
        throw csv.textRefusal;
      }
      if (label >= 0) {
        csv.notes.add("column " + (label + 1) + ", the label, is ignored");
      }
      RawValues values =
          csv.values(new CsvRow(csv.header.fields(), false), from, label, sample -> {});
      SampleLayout layout =
          input instanceof PictureInput picture ? stored(picture) : ColumnMatch.layout(input);
      Features rows = Features.of(layout, match.apply(values, csv.records), csv.records);
      return new Rows(rows.matching(file.toString(), input), csv.notes);
    }
  }

  /** The size of a model's pictures as arrays like its training data store them. */
  private static ImageSize stored(PictureInput picture) {
    return picture.transposition() == Transposition.NONE
        ? new ImageSize(picture.height(), picture.width())
        : new ImageSize(picture.width(), picture.height());
  }

  private ColumnMatch match(List<String> columns, List<String> taken) throws FormatException {
    try {
      return ColumnMatch.of(columns, taken);
    } catch (IllegalArgumentException e) {
      throw new FormatException(text.file(), e.getMessage(), e);
    }
  }

  private int number(CsvRow row, int label, int sample) throws FormatException {
    double value = row.value(label);
    if (value != Math.rint(value) || value >= Dataset.MAXIMUM_CLASSES) {
      throw new FormatException(
          text.file(),
          String.format(
              Locale.ROOT,
              "line %d, field %d is the label %s, expected a whole number below %d or a name: the"
                  + " column%s looks like a quantity, not classes; replace it by names of ranges"
                  + " such as low and high%s",
              row.line(),
              label + 1,
              Numbers.text(value),
              Dataset.MAXIMUM_CLASSES,
              header.isPresent() ? " " + CsvRow.quoted(header.names().get(label)) : "",
              header.label() < 0
                  ? ", or name the column of the classes 'label' in a header line"
                  : ""));
    }
    return Labels.check(text.file(), sample, (long) value);
  }
}
