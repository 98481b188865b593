package io.ganglion.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.ganglion.train.EpochResult;
import io.ganglion.train.EpochResult.Validation;
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
import java.util.function.ToDoubleFunction;

/**
 * Takes down how training goes, one line an epoch, for plotting and for other programs to follow. The
 * file's ending chooses the format:
 *
 * <ul>
 *   <li>{@code .csv}: comma-separated values under the heading {@code
 *       epoch,accuracy,loss,learning_rate,validation_accuracy,validation_loss}; a field is empty where
 *       there is no validation;
 *   <li>{@code .jsonl}: JSON lines, each an object with those names; {@code null} where there is no
 *       validation. A number that is not finite, which JSON does not have, is written as text.
 * </ul>
 *
 * <p>Accuracies are in percent. Numbers have as many digits as it takes to read back the same number.
 *
 * <p>A line is in the file, whole, when its epoch has ended; the file is not kept open. If it can no
 * longer be written then, training ends with an {@link UncheckedIOException} that says so.
 *
 * <p>Source: RFC 4180, <em>Common Format and MIME Type for CSV Files</em>, but for its line ends;
 * jsonlines.org.
 */
public final class HistoryFile implements TrainingListener {

  private static final List<String> COLUMNS =
      List.of(
          "epoch", "accuracy", "loss", "learning_rate", "validation_accuracy", "validation_loss");

  // The JDK's own digits are the fewest from JDK 19 on only.
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private final Path file;
  private final Format format;

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

    /** One line of the numbers behind the epoch, in the order of the columns. */
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
              + " endings");
    }
  }

  /**
   * Refuses, before training begins, a file that {@link #open} would refuse. Changes nothing.
   *
   * @param file the file; it need not exist
   * @throws IllegalArgumentException if the name ends in neither of the two endings
   * @throws FormatException if the file holds something else
   * @throws IOException if what exists is no file or cannot be read
   */
  public static void check(Path file) throws IOException {
    HistoryFile history = new HistoryFile(file, Format.of(file));
    history.requireFile();
    if (Files.exists(file)) {
      try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
        history.requireHistory(channel);
      } catch (FormatException e) {
        throw e;
      } catch (IOException e) {
        throw IoReason.unreadable(file, e);
      }
    }
  }

  /**
   * Prepares a file to be written to. What exists and is no history is not touched.
   *
   * @param file the file; its folder must exist
   * @param append whether to go on behind what the file holds, if it exists, instead of replacing it. A
   *     last line that is not complete, as a full disk leaves it, is cut off
   * @return what is to be added to a trainer, as a listener
   * @throws IllegalArgumentException if the name ends in neither of the two endings
   * @throws FormatException if the file holds something else
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

  private void prepare(boolean append) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      requireHistory(channel);
      channel.truncate(append ? lastLineEnd(channel) : 0);
      if (channel.size() == 0 && format == Format.CSV) {
        write(channel, format.start);
      }
    }
  }

  /** Refuses what a history would replace or spoil: a slip may name any file. */
  private void requireHistory(SeekableByteChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(format.start.length());
    while (start.hasRemaining() && channel.read(start) >= 0) {}
    String found = StandardCharsets.ISO_8859_1.decode(start.flip()).toString();
    if (channel.size() > 0 && !found.equals(format.start)) {
      throw new FormatException(
          file,
          "holds no history: it begins with "
              + FormatException.quote(found)
              + ", expected "
              + format.start
              + "; delete it or choose another name");
    }
  }

  /** Where the last complete line ends; 0 if there is none. */
  private static long lastLineEnd(SeekableByteChannel channel) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    for (long end = channel.size(); end > 0; end--) {
      channel.position(end - 1).read(last.clear());
      if (last.get(0) == '\n') {
        return end;
      }
    }
    return 0;
  }

  @Override
  public void epochEnded(EpochResult result) {
    // An interrupt, to stop training, would close the channel before the line is written.
    boolean interrupted = Thread.interrupted();
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      write(channel, format.line(result.epoch(), numbers(result)));
    } catch (IOException e) {
      throw new UncheckedIOException(IoReason.unwritable(file, e));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static List<OptionalDouble> numbers(EpochResult result) {
    return List.of(
        OptionalDouble.of(result.accuracy()),
        OptionalDouble.of(result.meanLoss()),
        OptionalDouble.of(result.learningRate()),
        validation(result, Validation::accuracy),
        validation(result, Validation::meanLoss));
  }

  private static OptionalDouble validation(
      EpochResult result, ToDoubleFunction<Validation> measure) {
    return result.validation().stream().mapToDouble(measure).findFirst();
  }

  /** Writes a line with its end, all of it: a disk that fills up may take a part without a word. */
  private static void write(SeekableByteChannel channel, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
