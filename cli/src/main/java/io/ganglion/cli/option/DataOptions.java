package io.ganglion.cli.option;

import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.datasets.fetch.RemoteDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which data. */
public final class DataOptions {

  private static final String DIGITS = "digits";

  @Option(
      names = "--data",
      paramLabel = "WHERE",
      description =
          "Which data: digits (drawn by Ganglion), mnist or fashion-mnist (once fetched), a folder"
              + " with IDX files, a .npz file, a .csv file, or a folder of image folders (default:"
              + " mnist if it was fetched, else digits).")
  private String where;

  /** What {@code --data} says, if it is given. */
  Optional<String> given() {
    return Optional.ofNullable(where);
  }

  /** The file that {@code --data} names, if it names one. */
  public Optional<Path> file() {
    return given().map(Path::of).filter(Files::isRegularFile);
  }

  /** What {@code --data} says, or else MNIST if it was fetched, or else the embedded digits. */
  public String where(DataFolder folder) {
    return given()
        .orElseGet(
            () -> folder.contains(RemoteDataset.MNIST) ? RemoteDataset.MNIST.name() : DIGITS);
  }

  /** What to tell a user who took the embedded digits without naming them. */
  public Optional<String> hint(DataFolder folder) {
    return where == null && where(folder).equals(DIGITS)
        ? Optional.of("hint: for real handwriting, get MNIST once: ganglion data fetch mnist")
        : Optional.empty();
  }

  /** How a dataset is called in a banner: name, count, size and classes. */
  public static String describe(Dataset dataset) {
    return "%s: %d images of %d×%d, %d classes"
        .formatted(
            dataset.name(),
            dataset.size(),
            dataset.height(),
            dataset.width(),
            dataset.classNames().size());
  }

  /** Opens datasets, with what was fetched to a folder among them. */
  public static Datasets datasets(DataFolder folder) {
    return Datasets.in(folder);
  }
}
