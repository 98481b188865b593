package io.ganglion.cli.option;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.terminal.CommandName;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.FittedScaling;
import io.ganglion.datasets.ImageSize;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.Splits;
import io.ganglion.datasets.augment.Deformation;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.datasets.fetch.RemoteDataset;
import io.ganglion.model.ModelInput;
import io.ganglion.model.PictureInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that chooses the data. */
public final class DataOptions {

  private static final String DIGITS = "digits";

  /** The ratio of two spreads of numbers from which on one should look twice. */
  private static final double UNLIKE = 2;

  @Option(
      names = "--data",
      paramLabel = "WHERE",
      description =
          "The data: digits (drawn by Ganglion), mnist or fashion-mnist (see ${ROOT-COMMAND-NAME} data fetch),"
              + " a folder of IDX files, a .npz, .npy, .csv or .tsv file, or a folder with one folder"
              + " of images for each class (default: mnist if it was fetched, otherwise digits).")
  private String where;

  @Option(
      names = "--transpose",
      description =
          "Exchange the rows and columns of each image, for data that store them so; EMNIST's own"
              + " files are recognised by their names and need no option.")
  private boolean transposed;

  /** The value of {@code --data}, if it is given. */
  Optional<String> given() {
    return Optional.ofNullable(where);
  }

  /** Whether the data are digits by their name, or the default. */
  public boolean isOriginal() {
    return where == null || where.equals(DIGITS) || where.equals(RemoteDataset.MNIST.name());
  }

  /** The file that {@code --data} names, if it names one. */
  public Optional<Path> file() {
    return given().map(Path::of).filter(Files::isRegularFile);
  }

  /** The value of {@code --data}, otherwise MNIST if it was fetched, otherwise the digits. */
  public String where(DataFolder folder) {
    return given()
        .orElseGet(
            () -> folder.contains(RemoteDataset.MNIST) ? RemoteDataset.MNIST.name() : DIGITS);
  }

  /** Opens the data. */
  public Dataset open(DataFolder folder, Split split) throws IOException {
    return open(folder, split, Integer.MAX_VALUE);
  }

  /** Opens the first samples of the data. */
  public Dataset open(DataFolder folder, Split split, int limit) throws IOException {
    return upright(datasets(folder).open(where(folder), split, limit));
  }

  /** Opens the data, to read both splits of one content. */
  public Splits splits(DataFolder folder) throws IOException {
    Splits opened = datasets(folder).splits(where(folder));
    return new Splits() {
      @Override
      public Dataset read(Split split) throws IOException {
        return upright(opened.read(split));
      }

      @Override
      public void close() throws IOException {
        opened.close();
      }
    };
  }

  /** Transposes images if that is asked for. */
  public Dataset upright(Dataset dataset) {
    if (!transposed) {
      return dataset;
    }
    if (!(dataset.layout() instanceof ImageSize)) {
      throw new CommandException(
          dataset.name() + ": has rows of " + dataset.layout() + ", but --transpose needs images");
    }
    return dataset.transposed();
  }

  /** A hint for a user who gets the embedded digits without having chosen them. */
  public Optional<String> hint(DataFolder folder) {
    return where == null && where(folder).equals(DIGITS)
        ? Optional.of(
            "hint: for real handwriting, download MNIST once: "
                + CommandName.typed()
                + " data fetch mnist")
        : Optional.empty();
  }

  /** Describes a dataset for a banner: name, count, size and classes. */
  public static String describe(Dataset dataset) {
    return String.format(
        Locale.ROOT,
        "%s: %d %s of %s, %d classes",
        dataset.name(),
        dataset.size(),
        dataset.layout() instanceof ImageSize ? "images" : "rows",
        dataset.layout(),
        dataset.classNames().size());
  }

  /** What was recognised in a dataset, and what was decided about it, a line each for a banner. */
  public static List<String> findings(Dataset dataset) {
    return findings(dataset, dataset.input());
  }

  /**
   * What was recognised in a dataset, and why its values are scaled as they are or that they look
   * unlike those that a model has learnt, a line each for a banner.
   */
  public static List<String> findings(Dataset dataset, ModelInput learnt) {
    List<String> lines = new ArrayList<>(dataset.notes());
    FittedScaling fitted = dataset.scaling();
    if (fitted.value().equals(learnt.scaling())) {
      lines.addAll(fitted.reasons());
    } else if (isUnlike(dataset.input(), learnt)) {
      lines.add(
          "the model takes "
              + learnt.scaling()
              + ", but these data look like "
              + fitted.value()
              + ": see --input-scale and --invert");
    }
    lines.replaceAll(line -> "          " + line);
    return lines;
  }

  /** Whether white, light and dark, or the spread of numbers are others than those learnt. */
  private static boolean isUnlike(ModelInput data, ModelInput learnt) {
    if (data instanceof PictureInput now && learnt instanceof PictureInput then) {
      return !now.shades().equals(then.shades())
          || (now.scaling().divisor() < 0) != (then.scaling().divisor() < 0);
    }
    double ratio = Math.abs(data.scaling().divisor() / learnt.scaling().divisor());
    return Math.max(ratio, 1 / ratio) > UNLIKE;
  }

  /**
   * Refuses to deform rows of numbers as if they were pictures: it would mix neighbouring columns.
   *
   * @param dataset the data
   * @param deformation the value of {@code --augment}
   * @throws CommandException if there is a deformation, and the data are not pictures
   */
  public static void requirePictures(Dataset dataset, Choice<Optional<Deformation>> deformation) {
    if (deformation.value().isPresent() && !(dataset.layout() instanceof ImageSize)) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "--augment %s deforms pictures, but %s has rows of %d numbers; use --augment none",
              deformation.text(),
              dataset.name(),
              dataset.width()));
    }
  }

  /** Opens datasets, among them those fetched into a folder. */
  public static Datasets datasets(DataFolder folder) {
    return Datasets.in(folder);
  }
}
