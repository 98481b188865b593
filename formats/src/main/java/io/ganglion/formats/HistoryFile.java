package io.ganglion.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.ganglion.train.EpochResult;
import io.ganglion.train.TrainingListener;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Records how training goes, one line per epoch, for plotting and for other programs to follow. The
 * file's extension chooses the format:
 *
 * <ul>
 *   <li>{@code .csv}: comma-separated values under the heading {@code
 *       epoch,accuracy,loss,learning_rate,validation_accuracy,validation_loss}; a field is empty if
 *       there is no validation, or, in a regression, no accuracy;
 *   <li>{@code .jsonl}: JSON Lines, each an object with those names; {@code null} where a
 *       field would be empty. JSON has no NaN and no infinities, so these are written as strings.
 * </ul>
 *
 * <p>Accuracies are in percent. Each number has enough digits to read back as the same number.
 *
 * <p>As soon as an epoch has ended, its complete line is in the file; the file is not kept open in
 * between. If the line cannot be written, training ends with an {@link UncheckedIOException} that
 * says why; so it does if another program has written to the file meanwhile: the lines of two
 * trainings are never mixed.
 *
 * <p>Source: RFC 4180, <em>Common Format and MIME Type for CSV Files</em>, except for line ends;
 * jsonlines.org.
 */
public final class HistoryFile implements TrainingListener {

  /** Six numbers and their names take less than a tenth of it. */
  private static final int LONGEST_LINE = 4096;

  private static final List<String> COLUMNS =
      List.of(
          "epoch", "accuracy", "loss", "learning_rate", "validation_accuracy", "validation_loss");

  // The JDK itself writes the fewest digits only from JDK 19 on.
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private final Path file;
  private final Format format;

  /** The last line that was written, and how long the file was after it. */
  private byte[] last = {};

  private long length;

  private HistoryFile(Path file, Format format) {
    this.file = file;
    this.format = format;
  }

  private enum Format {
    CSV(".csv", String.join(",", COLUMNS)) {
      @Override
      String line(int epoch, List<OptionalDouble> numbers) {
        StringBuilder line = new StringBuilder().append(epoch);
        for (OptionalDouble number : numbers) {
          line.append(',');
          if (number.isPresent()) {
            append(line, number.getAsDouble());
          }
        }
        return line.toString();
      }

      private void append(StringBuilder line, double number) {
        if (Double.isFinite(number)) {
          PythonFloat.append(line, number);
        } else {
          line.append(number);
        }
      }
    },

    JSON_LINES(".jsonl", "{\"epoch\":") {
      @Override
      String line(int epoch, List<OptionalDouble> numbers) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
          json.writeStartObject();
          json.writeNumberField(COLUMNS.get(0), epoch);
          for (int i = 0; i < numbers.size(); i++) {
            json.writeFieldName(COLUMNS.get(i + 1));
            if (numbers.get(i).isPresent()) {
              json.writeNumber(numbers.get(i).getAsDouble());
            } else {
              json.writeNull();
            }
          }
          json.writeEndObject();
        }
        return line.toString();
      }
    };

    private final String ending;

    /** What every history of this format begins with. */
    private final String start;

    Format(String ending, String start) {
      this.ending = ending;
      this.start = start;
    }

    /** Formats a line; the numbers are those after the epoch, in the order of the columns. */
    abstract String line(int epoch, List<OptionalDouble> numbers) throws IOException;

    static Format of(Path file) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      for (Format format : values()) {
        if (name.endsWith(format.ending)) {
          return format;
        }
      }
      throw new IllegalArgumentException(
          file
              + ": a history is stored as .csv or .jsonl; expected a name with one of these"
              + " extensions");
    }
  }

  /**
   * Refuses, before training begins, a file that {@link #open} would refuse. Changes nothing.
   *
   * @param file the file; it need not exist
   * @throws IllegalArgumentException if the name has neither of the two extensions
   * @throws FormatException if the file exists and is not a history: it begins like no history, or
   *     more than 4096 bytes follow its last line end
   * @throws IOException if the file cannot be written, such as a file that is not an ordinary one
   */
  public static void check(Path file) throws IOException {
    HistoryFile history = new HistoryFile(file, Format.of(file));
    history.requireFile();
    if (Files.notExists(file)) {
      AtomicFile.check(file);
      return;
    }
    // The options with which an existing file is opened for writing: they do not change it.
    try (SeekableByteChannel channel = history.open()) {
      history.requireHistory(channel);
    } catch (FormatException e) {
      throw e;
    } catch (IOException e) {
      throw IoReason.unwritable(file, e);
    }
  }

  /**
   * Prepares a file for writing. An existing file that is not a history is left unchanged.
   *
   * @param file the file; its folder must exist
   * @param append whether to append to an existing file instead of replacing it. An incomplete last
   *     line, such as a full disk leaves, is removed
   * @return a listener to add to a trainer
   * @throws IllegalArgumentException if the name has neither of the two extensions
   * @throws FormatException if the file exists and is not a history: it begins like no history, or
   *     more than 4096 bytes follow its last line end
   * @throws IOException if the file cannot be written
   */
  public static HistoryFile open(Path file, boolean append) throws IOException {
    HistoryFile history = new HistoryFile(file, Format.of(file));
    history.requireFile();
    try {
      history.prepare(append);
    } catch (FormatException e) {
      throw e;
    } catch (IOException e) {
      throw IoReason.unwritable(file, e);
    }
    return history;
  }

  private void requireFile() throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(
          file
              + ": cannot be written: it is a "
              + (Files.isDirectory(file) ? "folder" : "device or a pipe")
              + ", expected a file");
    }
  }

  private SeekableByteChannel open() throws IOException {
    return Files.newByteChannel(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private void prepare(boolean append) throws IOException {
    try (SeekableByteChannel channel = open()) {
      requireHistory(channel);
      channel.truncate(append ? lastLineEnd(channel) : 0);
      if (channel.size() == 0 && format == Format.CSV) {
        write(channel, format.start);
      }
      length = channel.size();
    }
  }

  /** Refuses a file that a history would destroy: the name may be mistyped. */
  private void requireHistory(SeekableByteChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(format.start.length());
    while (start.hasRemaining() && channel.read(start) >= 0) {}
    String found = StandardCharsets.ISO_8859_1.decode(start.flip()).toString();
    if (channel.size() > 0 && !found.equals(format.start)) {
      throw new FormatException(
          file,
          "is not a history of training: it begins with "
              + FormatException.quote(found)
              + ", expected "
              + format.start
              + "; delete it or choose another name");
    }
    lastLineEnd(channel);
  }

  /** Where the last complete line ends; 0 if there is none. Refuses what follows if it is long. */
  private long lastLineEnd(SeekableByteChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer last = ByteBuffer.allocate((int) Math.min(size, LONGEST_LINE + 1));
    channel.position(size - last.capacity());
    while (last.hasRemaining() && channel.read(last) >= 0) {}
    for (int end = last.position(); end > 0; end--) {
      if (last.get(end - 1) == '\n') {
        return size - last.position() + end;
      }
    }
    if (size > LONGEST_LINE) {
      throw new FormatException(
          file,
          "is not a history of training: its last line has more than "
              + LONGEST_LINE
              + " bytes, expected an epoch on each line; delete it or choose another name");
    }
    return 0;
  }

  @Override
  public void epochEnded(EpochResult result) {
    // An interrupt that stops training would close the channel before the line is written.
    boolean interrupted = Thread.interrupted();
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      requireUnchanged(channel);
      write(channel, format.line(result.epoch(), numbers(result)));
    } catch (IOException e) {
      throw new UncheckedIOException(IoReason.unwritable(file, e));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Refuses a file that another training has continued or replaced; goes to its end. */
  private void requireUnchanged(SeekableByteChannel channel) throws IOException {
    ByteBuffer end = ByteBuffer.allocate(last.length);
    channel.position(length - last.length);
    while (end.hasRemaining() && channel.read(end) >= 0) {}
    if (channel.size() != length || !end.flip().equals(ByteBuffer.wrap(last))) {
      throw new IOException(
          "another program has written to it since; give each training a history of its own");
    }
  }

  private static List<OptionalDouble> numbers(EpochResult result) {
    return List.of(
        result.accuracy(),
        OptionalDouble.of(result.meanLoss()),
        OptionalDouble.of(result.learningRate()),
        result.validation().map(held -> held.accuracy()).orElse(OptionalDouble.empty()),
        result
            .validation()
            .map(held -> OptionalDouble.of(held.meanLoss()))
            .orElse(OptionalDouble.empty()));
  }

  /** Writes a complete line with its end: a disk that fills up may take a part without an error. */
  private void write(SeekableByteChannel channel, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    last = bytes.array();
    length = channel.position();
  }
}
