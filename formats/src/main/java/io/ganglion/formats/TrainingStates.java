package io.ganglion.formats;

import io.ganglion.tensor.Shape;
import io.ganglion.train.EpochResult;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Writes the state of a training run to a file and reads it back, bit for bit.
 *
 * <p>All numbers are finite: a training with NaN or infinity has diverged, and the last state before
 * is worth more. A state with another number is not written, so that the file keeps the one before;
 * in a file it is forged, and is refused.
 *
 * <p>The file is a {@link CheckpointFile}. Its arrays:
 *
 * <ul>
 *   <li>{@code parameter.NAME}, {@code memory.NAME} and {@code best.NAME}, each [values]: the
 *       parameters, the optimizer's memory, and the parameters at the end of the best epoch;
 *   <li>{@code results} [epochs, 10]: for each finished epoch, its number, samples, correct
 *       samples, accuracy, mean loss and learning rate, then the samples, correct samples, accuracy
 *       and mean loss of the validation, all 0 if there is none. In a regression, the correct
 *       samples are −1 and the accuracy is 0. There is no such array before the first epoch has
 *       ended.
 * </ul>
 *
 * <p>Its texts are {@code setting.NAME}, {@code epoch}, {@code done}, {@code correct}, {@code
 * totalLoss} ({@code correct} is −1 in a regression), and {@code best.epoch} and {@code best.validationLoss} if there is a best epoch.
 */
public final class TrainingStates {

  private static final String SETTING = "setting.";
  private static final String PARAMETER = "parameter.";
  private static final String MEMORY = "memory.";
  private static final String BEST = "best.";
  private static final String EPOCH = "epoch";
  private static final String DONE = "done";
  private static final String CORRECT = "correct";
  private static final String TOTAL_LOSS = "totalLoss";
  private static final String BEST_EPOCH = "best.epoch";
  private static final String BEST_VALIDATION_LOSS = "best.validationLoss";

  // An array, not texts: a small network may learn for more epochs than a file may have texts.
  private static final String RESULTS = "results";
  private static final int COLUMNS = 10;

  /** In place of the number of correct samples, where there are no classes. */
  private static final int NONE = -1;

  /** The memory that the result of an epoch takes, with its validation and its row in the array. */
  private static final int RESULT_MEMORY = 256;

  private TrainingStates() {}

  /**
   * Writes a state atomically: whenever the program is killed, the file is the last complete state.
   * The same state gives the same bytes.
   *
   * @param file the file, replaced if it exists
   * @param state a state from a trainer; not modified
   * @throws FormatException if a number is not finite; nothing is then written
   * @throws IOException if the file cannot be written; an existing file is then unchanged
   */
  public static void write(Path file, TrainingState state) throws IOException {
    requireFinite(file, state);
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    put(PARAMETER, state.parameters(), arrays);
    put(MEMORY, state.memory(), arrays);
    state.best().ifPresent(best -> put(BEST, best.parameters(), arrays));
    if (!state.results().isEmpty()) {
      arrays.put(RESULTS, array(state.results()));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    state.settings().forEach((name, value) -> texts.put(SETTING + name, value));
    texts.put(EPOCH, Integer.toString(state.epoch()));
    texts.put(DONE, Integer.toString(state.done()));
    texts.put(CORRECT, Integer.toString(state.correct().orElse(NONE)));
    texts.put(TOTAL_LOSS, Double.toString(state.totalLoss()));
    if (state.best().isPresent()) {
      TrainingState.Best best = state.best().get();
      texts.put(BEST_EPOCH, Integer.toString(best.epoch()));
      texts.put(BEST_VALIDATION_LOSS, Double.toString(best.validationLoss()));
    }
    CheckpointFile.write(file, arrays, texts);
  }

  private static void requireFinite(Path file, TrainingState state) throws FormatException {
    String where = file + ": not written: ";
    requireFinite(where + "total loss", state.totalLoss());
    for (EpochResult result : state.results()) {
      requireFinite(
          where + "results of epoch " + result.epoch(),
          result.accuracy().orElse(0),
          result.meanLoss(),
          result.learningRate());
      if (result.validation().isPresent()) {
        EpochResult.Validation held = result.validation().get();
        requireFinite(
            where + "validation of epoch " + result.epoch(),
            held.accuracy().orElse(0),
            held.meanLoss());
      }
    }
    requireFinite(where + "parameter ", state.parameters());
    requireFinite(where + "memory ", state.memory());
    if (state.best().isPresent()) {
      requireFinite(
          where + "validation loss of the best epoch", state.best().get().validationLoss());
      requireFinite(where + "parameter of the best epoch ", state.best().get().parameters());
    }
  }

  private static void requireFinite(String subject, Map<String, double[]> values)
      throws FormatException {
    for (Map.Entry<String, double[]> named : values.entrySet()) {
      requireFinite(subject + FormatException.quote(named.getKey()), named.getValue());
    }
  }

  private static void requireFinite(String subject, double... values) throws FormatException {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new FormatException(
            subject, "found " + value + ", expected finite numbers: the training has diverged");
      }
    }
  }

  private static void put(
      String prefix, Map<String, double[]> values, Map<String, NumericArray> arrays) {
    values.forEach(
        (name, array) -> arrays.put(prefix + name, NumericArray.of(Shape.of(array.length), array)));
  }

  private static NumericArray array(List<EpochResult> results) {
    double[] values = new double[results.size() * COLUMNS];
    for (int i = 0; i < results.size(); i++) {
      EpochResult result = results.get(i);
      int row = i * COLUMNS;
      values[row] = result.epoch();
      values[row + 1] = result.samples();
      values[row + 2] = result.correct().orElse(NONE);
      values[row + 3] = result.accuracy().orElse(0);
      values[row + 4] = result.meanLoss();
      values[row + 5] = result.learningRate();
      if (result.validation().isPresent()) {
        EpochResult.Validation validation = result.validation().get();
        values[row + 6] = validation.samples();
        values[row + 7] = validation.correct().orElse(NONE);
        values[row + 8] = validation.accuracy().orElse(0);
        values[row + 9] = validation.meanLoss();
      }
    }
    return NumericArray.of(Shape.of(results.size(), COLUMNS), values);
  }

  /**
   * Reads a state that takes at most half of the maximum heap.
   *
   * <p>{@code Trainer.resume} checks whether the state belongs to the training run that is to
   * continue.
   *
   * @param file the file
   * @return the state
   * @throws FormatException if the file is not a checkpoint, is damaged or too large, or holds a
   *     state that no training run can be in; the message says what is wrong
   * @throws IOException if the file cannot be read
   */
  public static TrainingState read(Path file) throws IOException {
    return new Reader(file, CheckpointFile.read(file)).state();
  }

  /** Takes a state out of a file's content, and trusts none of it. */
  private record Reader(Path file, CheckpointFile checkpoint) {

    TrainingState state() throws FormatException {
      List<EpochResult> results = results();
      int epoch = wholeNumber(EPOCH, 1, Integer.MAX_VALUE);
      if (epoch - 1 != results.size()) {
        throw new FormatException(
            file,
            "is at epoch "
                + epoch
                + ", but holds the results of "
                + results.size()
                + " epochs, expected those of the "
                + (epoch - 1)
                + " before it");
      }
      int done = wholeNumber(DONE, 0, Integer.MAX_VALUE);
      int correct = wholeNumber(CORRECT, NONE, done);
      return new TrainingState(
          settings(),
          epoch,
          done,
          correct(correct),
          number(TOTAL_LOSS),
          results,
          values(PARAMETER),
          values(MEMORY),
          best(results.size()));
    }

    private Map<String, String> settings() {
      Map<String, String> settings = new LinkedHashMap<>();
      checkpoint
          .entries()
          .forEach(
              (name, text) -> {
                if (name.startsWith(SETTING)) {
                  settings.put(name.substring(SETTING.length()), text);
                }
              });
      return settings;
    }

    private Map<String, double[]> values(String prefix) throws FormatException {
      Map<String, double[]> values = new LinkedHashMap<>();
      for (String name : checkpoint.arrays().keySet()) {
        if (name.startsWith(prefix)) {
          values.put(name.substring(prefix.length()), doubles(name));
        }
      }
      return values;
    }

    private double[] doubles(String name) throws FormatException {
      NumericArray array = checkpoint.arrays().get(name);
      if (array.elementType() != ElementType.FLOAT64) {
        throw new FormatException(
            file + ", array " + FormatException.quote(name),
            "holds " + array + ", expected floating-point numbers");
      }
      double[] values = array.doubles();
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i])) {
          throw new FormatException(
              file + ", array " + FormatException.quote(name),
              "holds "
                  + values[i]
                  + " at "
                  + i
                  + ", expected finite numbers: the checkpoint is"
                  + " damaged, or its training had diverged");
        }
      }
      return values;
    }

    private Optional<TrainingState.Best> best(int epochs) throws FormatException {
      Map<String, double[]> parameters = values(BEST);
      if (parameters.isEmpty() && !checkpoint.entries().containsKey(BEST_EPOCH)) {
        return Optional.empty();
      }
      return Optional.of(
          new TrainingState.Best(
              wholeNumber(BEST_EPOCH, 1, epochs), number(BEST_VALIDATION_LOSS), parameters));
    }

    private List<EpochResult> results() throws FormatException {
      NumericArray array = checkpoint.arrays().get(RESULTS);
      if (array == null) {
        return List.of();
      }
      if (array.shape().columns() != COLUMNS) {
        throw new FormatException(
            file + ", array '" + RESULTS + "'",
            "has the shape " + array.shape() + ", expected " + COLUMNS + " columns");
      }
      if ((long) array.shape().rows() * RESULT_MEMORY > Elements.defaultMemoryLimit()) {
        throw new FormatException(
            file + ", array '" + RESULTS + "'",
            "holds the results of "
                + array.shape().rows()
                + " epochs, which take more than half of the heap; if that is right, raise the heap"
                + " size (-Xmx)");
      }
      double[] values = doubles(RESULTS);
      List<EpochResult> results = new ArrayList<>();
      for (int row = 0; row < array.shape().rows(); row++) {
        results.add(result(values, row));
      }
      return List.copyOf(results);
    }

    private EpochResult result(double[] values, int row) throws FormatException {
      int first = row * COLUMNS;
      int samples = count(values, row, 1, 1, Integer.MAX_VALUE);
      int held = count(values, row, 6, 0, Integer.MAX_VALUE);
      int correct = count(values, row, 2, NONE, samples);
      return new EpochResult(
          count(values, row, 0, row + 1, row + 1),
          samples,
          correct(correct),
          accuracy(correct, values[first + 3]),
          values[first + 4],
          values[first + 5],
          held == 0 ? Optional.empty() : Optional.of(validation(values, row, held)));
    }

    private EpochResult.Validation validation(double[] values, int row, int held)
        throws FormatException {
      int first = row * COLUMNS;
      int correct = count(values, row, 7, NONE, held);
      return new EpochResult.Validation(
          held, correct(correct), accuracy(correct, values[first + 8]), values[first + 9]);
    }

    private static OptionalInt correct(int correct) {
      return correct == NONE ? OptionalInt.empty() : OptionalInt.of(correct);
    }

    private static OptionalDouble accuracy(int correct, double accuracy) {
      return correct == NONE ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
    }

    private int count(double[] values, int row, int column, int least, int most)
        throws FormatException {
      double value = values[row * COLUMNS + column];
      if (value != (int) value || value < least || value > most) {
        throw new FormatException(
            file + ", array '" + RESULTS + "', row " + row + ", column " + column,
            "is " + value + ", expected " + range(least, most));
      }
      return (int) value;
    }

    private int wholeNumber(String name, int least, int most) throws FormatException {
      String text = text(name);
      try {
        int value = Integer.parseInt(text);
        if (value >= least && value <= most) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw unexpected(name, text, range(least, most), e);
      }
      throw unexpected(name, text, range(least, most), null);
    }

    private double number(String name) throws FormatException {
      String text = text(name);
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw unexpected(name, text, "a number", e);
      }
      throw unexpected(name, text, "a finite number", null);
    }

    private String text(String name) throws FormatException {
      String text = checkpoint.entries().get(name);
      if (text == null) {
        throw new FormatException(
            file, "is not a complete state of training: it has no text '" + name + "'");
      }
      return text;
    }

    private FormatException unexpected(
        String name, String text, String expected, NumberFormatException cause) {
      return new FormatException(
          file + ", text '" + name + "'",
          "is " + FormatException.quote(text) + ", expected " + expected,
          cause);
    }

    private static String range(int least, int most) {
      return least == most
          ? Integer.toString(least)
          : "a whole number from " + least + " to " + most;
    }
  }
}
