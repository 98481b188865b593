package io.ganglion.cli.option;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.terminal.CommandName;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.ImageSize;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.Splits;
import io.ganglion.datasets.augment.Deformation;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.datasets.fetch.RemoteDataset;
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

  @Option(
      names = "--data",
      paramLabel = "WHERE",
      description =
          "The data: digits (drawn by Ganglion), mnist or fashion-mnist (see ${ROOT-COMMAND-NAME} data fetch),"
              + " a folder of IDX files, a .npz, .npy, .csv or .tsv file, or a folder with one folder"
              + " of images for each class (default: mnist if it was fetched, otherwise digits).")
  private String where;

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
    return datasets(folder).open(where(folder), split, limit);
  }

  /** Opens the data, to read both splits of one content. */
  public Splits splits(DataFolder folder) throws IOException {
    return datasets(folder).splits(where(folder));
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

  /**
   * What was recognised in a dataset, and why its values are scaled as they are, a line each for a
   * banner.
   */
  public static List<String> findings(Dataset dataset, List<String> scaling) {
    List<String> lines = new ArrayList<>(dataset.notes());
    lines.addAll(scaling);
    lines.replaceAll(line -> "          " + line);
    return lines;
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
