package io.ganglion.cli.option;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.failure.UsageException;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.ScaleMatch;
import io.ganglion.formats.InputFile;
import io.ganglion.model.ModelDescription;
import io.ganglion.model.ModelInput;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Preparation;
import io.ganglion.model.Scaling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how raw inputs become numbers, and what the classes are called. */
public final class InputOptions {

  private static final int MOST_NAME_BYTES = 1 << 22;

  @Option(
      names = "--prepare",
      paramLabel = "digit|plain",
      converter = PreparationConverter.class,
      description =
          "How a picture becomes an image of the network's size. digit: find the digit, centre and"
              + " scale it as in MNIST; plain: scale the whole picture (default: as the model was"
              + " trained: digit for data like MNIST, plain for folders of pictures).")
  private Preparation preparation;

  @Option(
      names = "--input-scale",
      paramLabel = "N",
      converter = DivisorConverter.class,
      description =
          "Divide raw values, such as pixels from 0 to 255, by N (default: as the model was trained:"
              + " by the value of white in the training data).")
  private Double divisor;

  @Option(names = "--invert", description = "Exchange light and dark (default: as trained).")
  private boolean invert;

  @Option(
      names = "--normalize",
      paramLabel = "MEAN,DEVIATION",
      converter = NormalizeConverter.class,
      description =
          "After that, subtract MEAN and divide by DEVIATION, such as 0.1307,0.3081 (default: as the"
              + " model was trained).")
  private Scaling normalization;

  @Option(
      names = "--classes",
      paramLabel = "NAMES|FILE",
      description =
          "The names of the classes in the order of the network's outputs, separated by commas, or"
              + " a text file with one name a line (default: as the model was trained).")
  private String classes;

  @Mixin private TransposeOption transpose;

  /** Whether the options say all that a weights file without a description lacks. */
  boolean areComplete() {
    return preparation != null && divisor != null && classes != null;
  }

  /** Whether any of the options is given. */
  public boolean isGiven() {
    return changeInput() || classes != null;
  }

  /** Whether an option is given that changes how inputs are prepared or scaled. */
  public boolean changeInput() {
    return preparation != null || changeScaling() || transpose.isGiven();
  }

  private boolean changeScaling() {
    return setScaling() || invert;
  }

  /** Whether an option is given that sets how values are scaled. */
  public boolean setScaling() {
    return divisor != null || normalization != null;
  }

  /** Whether light and dark are exchanged. */
  public boolean invert() {
    return invert;
  }

  /** The option that exchanges rows and columns of images. */
  public TransposeOption transpose() {
    return transpose;
  }

  /** The preparation of pictures, if it is given. */
  public Optional<Preparation> preparation() {
    return Optional.ofNullable(preparation);
  }

  /**
   * Matches the values of data with what a model takes, to which the options were applied.
   *
   * @param data the data
   * @param taken what the model takes
   */
  public ScaleMatch scaling(Dataset data, ModelInput taken) {
    return setScaling() ? ScaleMatch.chosen(data, taken) : data.scaling(taken, invert);
  }

  /** Applies the options to a description, but for those that say how data are read. */
  public ModelDescription applyTo(ModelDescription description) throws IOException {
    ModelDescription changed = description.withInput(applyTo(description.input()));
    Optional<List<String>> names = classNames();
    return names.isPresent() ? changed.withClasses(names.get()) : changed;
  }

  /** Applies the options to an input. */
  public ModelInput applyTo(ModelInput input) {
    ModelInput changed = input;
    if (preparation != null) {
      if (!(input instanceof PictureInput picture)) {
        throw new UsageException("--prepare is for pictures, but the model takes " + input);
      }
      changed = picture.withPreparation(preparation);
    }
    Scaling scaling = divisor == null ? input.scaling() : new Scaling(0, divisor);
    if (invert) {
      scaling = scaling.inverted();
    }
    if (normalization != null) {
      if (input instanceof PictureInput picture) {
        requireMoments(picture.shades(), scaling);
      }
      scaling = scaling.then(normalization);
    }
    return changed.withScaling(scaling);
  }

  /** Refuses a mean and deviation that pixels cannot have: those of pixels before the division. */
  private void requireMoments(Scaling shades, Scaling scaling) {
    double black = scaling.of(shades.offset());
    double white = scaling.of(shades.offset() + shades.divisor());
    double least = Math.min(black, white);
    double most = Math.max(black, white);
    if (normalization.offset() > most || normalization.divisor() > most - least) {
      throw new UsageException(
          "--normalize "
              + Numbers.plain(normalization.offset())
              + ","
              + Numbers.plain(normalization.divisor())
              + ": pixels are from "
              + Numbers.plain(least)
              + " to "
              + Numbers.plain(most)
              + " after their division, expected a mean and a deviation of such numbers; give"
              + " --input-scale 1 if these are of the raw values");
    }
  }

  /**
   * The names of the classes, if they are given.
   *
   * @throws IOException if their file cannot be read
   */
  public Optional<List<String>> classNames() throws IOException {
    if (classes == null) {
      return Optional.empty();
    }
    List<String> names =
        isFile(classes) ? lines(Path.of(classes)) : Arrays.asList(classes.split(",", -1));
    List<String> stripped = names.stream().map(String::strip).toList();
    if (stripped.contains("") || stripped.stream().distinct().count() != stripped.size()) {
      throw new CommandException(
          "--classes " + classes + ": expected names that are all different, and none empty");
    }
    return Optional.of(stripped);
  }

  private static boolean isFile(String text) {
    try {
      return Files.isRegularFile(Path.of(text));
    } catch (RuntimeException e) {
      // Names of classes need not be paths.
      return false;
    }
  }

  private static List<String> lines(Path file) throws IOException {
    String text = new String(InputFile.start(file, MOST_NAME_BYTES), StandardCharsets.UTF_8);
    return text.strip().lines().toList();
  }

  private static final class PreparationConverter implements ITypeConverter<Preparation> {
    @Override
    public Preparation convert(String text) {
      try {
        return Preparation.of(text.strip().toLowerCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static final class DivisorConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double number = number(text);
      if (!(number > 0) || Double.isInfinite(number)) {
        throw new TypeConversionException("'" + text + "' is not a number greater than 0");
      }
      return number;
    }
  }

  private static final class NormalizeConverter implements ITypeConverter<Scaling> {
    @Override
    public Scaling convert(String text) {
      String[] numbers = text.split(",", -1);
      double deviation = numbers.length == 2 ? number(numbers[1]) : 0;
      if (!(deviation > 0)) {
        throw new TypeConversionException(
            "'" + text + "' is not MEAN,DEVIATION with a deviation greater than 0");
      }
      try {
        return new Scaling(number(numbers[0]), deviation);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a number");
    }
  }
}
