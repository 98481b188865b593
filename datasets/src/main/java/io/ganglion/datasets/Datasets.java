package io.ganglion.datasets;

import io.ganglion.datasets.digits.EmbeddedDigits;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.datasets.fetch.RemoteDataset;
import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Opens datasets by name or by path. It never fetches anything, and never changes.
 *
 * <p>What it opens:
 *
 * <ul>
 *   <li>{@code digits}, drawn when opened, without any file: see {@link EmbeddedDigits};
 *   <li>{@code mnist} and {@code fashion-mnist}, which were fetched before (see {@link
 *       io.ganglion.datasets.fetch.Fetcher});
 *   <li>a folder with IDX files of MNIST's four names, {@code train-images-idx3-ubyte} and so on,
 *       gzipped or not, also with a dot instead of the second hyphen;
 *   <li>a {@code .npz} file with the arrays {@code x_train, y_train, x_test, y_test};
 *   <li>a {@code .csv} file, the test split if its name has the word {@code test};
 *   <li>a folder with one sub-folder of PNG or JPEG pictures for each class.
 * </ul>
 *
 * <p>What is none of the names is a path; a folder {@code mnist} in the current folder is {@code
 * ./mnist}.
 */
public final class Datasets {
  private static final String DIGITS = "digits";
  private static final String EXPECTED =
      "expected a folder with IDX files, a .npz file, a .csv file, a folder of image folders, or one"
          + " of the names digits, mnist, fashion-mnist";

  private final DataFolder dataFolder;
  private final Optional<ImageSize> imageSize;

  private Datasets(DataFolder dataFolder, Optional<ImageSize> imageSize) {
    this.dataFolder = dataFolder;
    this.imageSize = imageSize;
  }

  /**
   * Makes datasets that find what was fetched in this machine's usual folder.
   *
   * @return datasets with the usual settings
   */
  public static Datasets ofThisMachine() {
    return in(DataFolder.ofThisMachine());
  }

  /**
   * Makes datasets that find what was fetched in a given folder.
   *
   * @param dataFolder where fetched datasets lie
   * @return datasets with the usual settings
   */
  public static Datasets in(DataFolder dataFolder) {
    return new Datasets(Objects.requireNonNull(dataFolder, "dataFolder"), Optional.empty());
  }

  /**
   * Returns datasets whose pictures have a given size: those of image folders are scaled to it
   * (28×28 without it), and pixels in a CSV file are laid out in it (a square, else one row, without
   * it). The other formats bring their sizes with them.
   *
   * @param size the size
   * @return datasets with this setting
   */
  public Datasets withImageSize(ImageSize size) {
    return new Datasets(dataFolder, Optional.of(size));
  }

  /**
   * Opens a dataset by its name or path.
   *
   * @param where a name or a path, as this class describes them
   * @param split which part
   * @return the dataset, whole in memory
   * @throws FormatException if what is there is not what it must be: cut off, damaged, of another
   *     format, with labels outside the classes, or without this split
   * @throws IOException if it is not there or cannot be read; the message says what was expected
   */
  public Dataset open(String where, Split split) throws IOException {
    return open(where, split, Integer.MAX_VALUE);
  }

  /**
   * Opens the first images of a dataset by its name or path.
   *
   * @param where a name or a path, as this class describes them
   * @param split which part
   * @param limit how many images at most, at least 1; no more digits than these are drawn
   * @return the dataset, whole in memory
   * @throws FormatException if what is there is not what it must be: cut off, damaged, of another
   *     format, with labels outside the classes, or without this split
   * @throws IOException if it is not there or cannot be read; the message says what was expected
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public Dataset open(String where, Split split, int limit) throws IOException {
    if (where.equals(DIGITS)) {
      return digits(split, Math.min(limit, split == Split.TRAIN ? 60_000 : 10_000));
    }
    Optional<RemoteDataset> remote = RemoteDataset.named(where);
    if (remote.isPresent()) {
      return openFetched(remote.get(), split).limit(limit);
    }
    try {
      return open(Path.of(where), split).limit(limit);
    } catch (InvalidPathException e) {
      throw new NoSuchFileException(
          "data '%s': is no path (%s), %s".formatted(printable(where), e.getReason(), EXPECTED));
    }
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private Dataset openFetched(RemoteDataset remote, Split split) throws IOException {
    if (!dataFolder.contains(remote)) {
      throw new NoSuchFileException(
          "%s: was not fetched to %s: run 'ganglion data fetch %s' once"
              .formatted(remote.name(), dataFolder.folder(remote), remote.name()));
    }
    Path folder = dataFolder.folder(remote);
    IdxFolder files =
        IdxFolder.of(folder)
            .orElseThrow(() -> new NoSuchFileException(folder + ": is gone: fetch it again"));
    try {
      return files.read(remote.name(), split).withClassNames(remote.classNames());
    } catch (IllegalArgumentException e) {
      throw new FormatException(folder, e.getMessage() + ": delete it and fetch it again", e);
    }
  }

  /**
   * Opens a dataset by its path.
   *
   * @param path a file or folder of one of the formats that this class describes
   * @param split which part
   * @return the dataset, whole in memory
   * @throws FormatException if what is there is not what it must be
   * @throws IOException if it is not there or cannot be read; the message says what was expected
   */
  public Dataset open(Path path, Split split) throws IOException {
    if (Files.notExists(path)) {
      throw new NoSuchFileException(path + ": no such file or folder, " + EXPECTED);
    }
    try {
      return Files.isDirectory(path) ? openFolder(path, split) : openFile(path, split);
    } catch (AccessDeniedException e) {
      throw new IOException(e.getFile() + ": cannot be read: permission denied", e);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "the file system refuses" : e.getReason();
      throw new IOException(e.getFile() + ": cannot be read: " + reason, e);
    }
  }

  private Dataset openFolder(Path folder, Split split) throws IOException {
    Optional<IdxFolder> idx = IdxFolder.of(folder);
    if (idx.isPresent()) {
      return idx.get().read(folder.toString(), split);
    }
    Optional<ImageFolder> images = ImageFolder.of(folder);
    if (images.isPresent()) {
      return images.get().read(split, imageSize.orElse(ImageSize.MNIST));
    }
    throw new FormatException(
        folder,
        "holds no dataset, expected files such as train-images-idx3-ubyte.gz, or one sub-folder of"
            + " PNG or JPEG pictures for each class; a .npz or .csv file in it is named itself");
  }

  private Dataset openFile(Path file, Split split) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npz")) {
      return NpzDataset.read(file, split);
    }
    if (name.endsWith(".csv")) {
      return CsvFiles.read(file, split, imageSize);
    }
    if (name.contains("-ubyte")) {
      throw new FormatException(
          file, "is one of four files, expected the folder that it lies in: name that");
    }
    throw new FormatException(file, "is no dataset by its name, " + EXPECTED);
  }

  /**
   * Reads images and labels from a pair of IDX files, whatever their names.
   *
   * @param images the IDX file of the images, gzipped or not, of two or three dimensions
   * @param labels the IDX file of the labels, gzipped or not
   * @return the dataset, its classes numbered from 0 to the largest label
   * @throws FormatException if the files are not that, or do not belong together
   * @throws IOException if they cannot be read
   */
  public static Dataset readIdx(Path images, Path labels) throws IOException {
    return IdxFolder.read(images.toString(), images, labels, 0);
  }

  /**
   * Draws digits, with all cores. Those for training and those for testing come from different seeds,
   * so that none is in both, and are the same on every machine; {@link EmbeddedDigits} draws others.
   *
   * @param split which of the two
   * @param count how many, at least 1
   * @return the first so many of them
   * @throws IllegalArgumentException if {@code count} is less than 1, or so many do not fit into memory
   */
  public static Dataset digits(Split split, int count) {
    int pixelsPerImage = EmbeddedDigits.HEIGHT * EmbeddedDigits.WIDTH;
    if (count < 1 || count > Integer.MAX_VALUE / pixelsPerImage) {
      throw new IllegalArgumentException(
          "%d digits; expected 1 to %d".formatted(count, Integer.MAX_VALUE / pixelsPerImage));
    }
    EmbeddedDigits digits = new EmbeddedDigits(split == Split.TRAIN ? 1 : 2);
    byte[] pixels = new byte[count * pixelsPerImage];
    int[] labels = new int[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              labels[i] = digits.label(i);
              digits.draw(i, pixels, i * pixelsPerImage);
            });
    return Dataset.of(
        DIGITS,
        EmbeddedDigits.HEIGHT,
        EmbeddedDigits.WIDTH,
        Dataset.numberedClasses(EmbeddedDigits.CLASSES),
        pixels,
        labels);
  }
}
