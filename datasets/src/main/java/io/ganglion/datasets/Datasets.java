package io.ganglion.datasets;

import io.ganglion.datasets.digits.EmbeddedDigits;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.datasets.fetch.RemoteDataset;
import io.ganglion.formats.FormatException;
import io.ganglion.formats.InputFile;
import io.ganglion.model.Preparation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Opens datasets by name or by path. It never downloads anything. Instances are immutable.
 *
 * <p>It opens:
 *
 * <ul>
 *   <li>{@code digits}, drawn when opened, without any file: see {@link EmbeddedDigits};
 *   <li>{@code mnist} and {@code fashion-mnist}, if they have been fetched (see {@link
 *       io.ganglion.datasets.fetch.Fetcher});
 *   <li>a folder with the four IDX files that MNIST has, {@code train-images-idx3-ubyte} and so on,
 *       gzipped or not, also with a dot instead of the second hyphen, or with the name of a dataset
 *       before: {@code emnist-letters-train-images-idx3-ubyte}. If it holds several of these, the
 *       path of one is {@code folder/emnist-letters};
 *   <li>an {@code .npz} file with the arrays {@code x_train, y_train, x_test, y_test} or others that
 *       the package describes;
 *   <li>a {@code .npy} file of inputs with its labels beside it: {@code x_train.npy, y_train.npy};
 *   <li>a {@code .csv}, {@code .tsv} or {@code .data} file, gzipped or not, which is the test split if its name has
 *       the word {@code test};
 *   <li>a folder with one sub-folder of pictures for each class.
 * </ul>
 *
 * <p>Anything but these names is a path; {@code ./mnist} is the folder {@code mnist} in the current
 * folder.
 */
public final class Datasets {
  private static final String DIGITS = "digits";
  private static final String EXPECTED =
      "expected a folder with IDX files, an .npz, .npy, .csv or .tsv file, a folder of image"
          + " folders, or one of the names digits, mnist, fashion-mnist";

  private static final Pattern CSV = Pattern.compile(".*\\.(csv|tsv|data)(\\.gz)?");

  private final DataFolder dataFolder;
  private final Optional<ImageSize> imageSize;
  private final Preparation preparation;

  private Datasets(DataFolder dataFolder, Optional<ImageSize> imageSize, Preparation preparation) {
    this.dataFolder = dataFolder;
    this.imageSize = imageSize;
    this.preparation = preparation;
  }

  /**
   * Makes datasets that look for fetched data in this machine's usual folder.
   *
   * @return datasets with the usual settings
   */
  public static Datasets ofThisMachine() {
    return in(DataFolder.ofThisMachine());
  }

  /**
   * Makes datasets that look for fetched data in a given folder.
   *
   * @param dataFolder the folder of fetched datasets
   * @return datasets with the usual settings
   */
  public static Datasets in(DataFolder dataFolder) {
    return new Datasets(
        Objects.requireNonNull(dataFolder, "dataFolder"), Optional.empty(), Preparation.PLAIN);
  }

  /**
   * Returns datasets whose pictures have a given size. Pictures in image folders are scaled to it
   * (without it, to 28×28). The pixels of a CSV record are arranged in it (without it, in a square
   * or, if they do not make one, in one row). The other formats have sizes of their own.
   *
   * @param size the size
   * @return datasets with this setting
   */
  public Datasets withImageSize(ImageSize size) {
    return new Datasets(dataFolder, Optional.of(size), preparation);
  }

  /**
   * Returns datasets whose pictures in folders are prepared in a given way, for example that of the
   * model which is tested on them. The other formats hold pictures that are prepared already.
   *
   * @param how the preparation; without it, {@link Preparation#PLAIN}
   * @return datasets with this setting
   */
  public Datasets withPreparation(Preparation how) {
    return new Datasets(dataFolder, imageSize, how);
  }

  /**
   * Opens a dataset by its name or path.
   *
   * @param where one of the names, or a path
   * @param split the part to open
   * @return the dataset, completely in memory
   * @throws FormatException if it is not a dataset, is cut off or damaged, has labels outside the
   *     classes, or lacks this split
   * @throws IOException if it does not exist or cannot be read; the message says what was expected
   */
  public Dataset open(String where, Split split) throws IOException {
    return open(where, split, Integer.MAX_VALUE);
  }

  /**
   * Opens the first images of a dataset by its name or path.
   *
   * @param where one of the names, or a path
   * @param split the part to open
   * @param limit the most images to open, at least 1; no more {@code digits} are drawn
   * @return the dataset, completely in memory
   * @throws FormatException if it is not a dataset, is cut off or damaged, has labels outside the
   *     classes, or lacks this split
   * @throws IOException if it does not exist or cannot be read; the message says what was expected
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public Dataset open(String where, Split split, int limit) throws IOException {
    if (where.equals(DIGITS)) {
      return digits(split, Math.min(limit, split == Split.TRAIN ? 60_000 : 10_000));
    }
    try (Splits splits = splits(where)) {
      return splits.read(split).limit(limit);
    }
  }

  /**
   * Opens a dataset by its name or path, to read both splits of one and the same content.
   *
   * @param where one of the names, or a path
   * @return the open dataset; its splits are read when they are asked for
   * @throws FormatException if it is not a dataset
   * @throws IOException if it does not exist or cannot be read; the message says what was expected
   */
  public Splits splits(String where) throws IOException {
    if (where.equals(DIGITS)) {
      return split -> open(DIGITS, split);
    }
    Optional<RemoteDataset> remote = RemoteDataset.named(where);
    if (remote.isPresent()) {
      return fetched(remote.get());
    }
    try {
      return splits(Path.of(where));
    } catch (InvalidPathException e) {
      throw new NoSuchFileException(
          String.format(
              Locale.ROOT,
              "data '%s': is not a path (%s), %s",
              printable(where),
              e.getReason(),
              EXPECTED));
    }
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private Splits fetched(RemoteDataset remote) throws IOException {
    if (!dataFolder.contains(remote)) {
      throw new NoSuchFileException(
          String.format(
              Locale.ROOT,
              "%s: has not been fetched to %s: run '%s data fetch %s' once",
              remote.name(),
              dataFolder.folder(remote),
              // The launcher says how it was called.
              System.getProperty("ganglion.command", "ganglion"),
              remote.name()));
    }
    Path folder = dataFolder.folder(remote);
    IdxFolder files =
        IdxFolder.of(folder)
            .orElseThrow(
                () -> new NoSuchFileException(folder + ": has disappeared: fetch it again"));
    return split -> {
      try {
        return files.read(remote.name(), split).withClassNames(remote.classNames());
      } catch (IllegalArgumentException e) {
        throw new FormatException(folder, e.getMessage() + ": delete it and fetch it again", e);
      }
    };
  }

  /**
   * Opens a dataset by its path.
   *
   * @param path a file or folder of one of the formats that this class describes
   * @param split the part to open
   * @return the dataset, completely in memory
   * @throws FormatException if it is not a dataset, or is damaged
   * @throws IOException if it does not exist or cannot be read; the message says what was expected
   */
  public Dataset open(Path path, Split split) throws IOException {
    try (Splits splits = splits(path)) {
      return splits.read(split);
    }
  }

  private Splits splits(Path path) throws IOException {
    if (Files.notExists(path)) {
      Optional<IdxFolder> prefixed = IdxFolder.prefixed(path);
      if (prefixed.isPresent()) {
        return split -> prefixed.get().read(path.toString(), split);
      }
      throw new NoSuchFileException(path + ": no such file or folder, " + EXPECTED);
    }
    Splits opened = explained(() -> Files.isDirectory(path) ? folder(path) : file(path));
    return new Splits() {
      @Override
      public Dataset read(Split split) throws IOException {
        return explained(() -> opened.read(split));
      }

      @Override
      public void close() throws IOException {
        opened.close();
      }
    };
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  /** Gives failures of the file system a message that says what failed. */
  private static <T> T explained(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (AccessDeniedException e) {
      throw new IOException(e.getFile() + ": cannot be read: permission denied", e);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "the file system refuses" : e.getReason();
      throw new IOException(e.getFile() + ": cannot be read: " + reason, e);
    }
  }

  private Splits folder(Path folder) throws IOException {
    Optional<IdxFolder> idx = IdxFolder.of(folder);
    if (idx.isPresent()) {
      return split -> idx.get().read(folder.toString(), split);
    }
    Optional<ImageFolder> images = ImageFolder.of(folder);
    if (images.isPresent()) {
      return split -> images.get().read(split, imageSize, preparation);
    }
    throw new FormatException(
        folder,
        "holds no dataset, expected files such as train-images-idx3-ubyte.gz, or one sub-folder of"
            + " pictures for each class"
            + SingleFiles.hint(folder));
  }

  private static String lowerName(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  private Splits file(Path file) throws IOException {
    InputFile.requireOrdinary(file);
    String name = lowerName(file);
    if (name.endsWith(".npz")) {
      return NpzDataset.open(file);
    }
    if (name.endsWith(".npy")) {
      return split -> LabelFile.readNpy(file, split);
    }
    if (CSV.matcher(name).matches()) {
      return split -> openCsv(file, split);
    }
    if (name.contains("-ubyte")) {
      throw new FormatException(
          file, "is one of a dataset's four files, expected the folder that holds them: name that");
    }
    throw new FormatException(file, "is not named like a dataset, " + EXPECTED);
  }

  private Dataset openCsv(Path file, Split split) throws IOException {
    SplitFile chosen = SplitFile.of(file, split);
    Dataset dataset = CsvDataset.read(chosen.file(), imageSize);
    List<String> notes = new ArrayList<>(chosen.notes());
    notes.addAll(dataset.notes());
    if (!LabelNumbers.areNumbers(dataset.classNames()) && chosen.other().isPresent()) {
      Dataset other = CsvDataset.read(chosen.other().get(), imageSize);
      Set<String> both = new TreeSet<>(dataset.classNames());
      both.addAll(other.classNames());
      if (both.size() > Dataset.MAXIMUM_CLASSES) {
        throw new FormatException(
            file,
            String.format(
                Locale.ROOT,
                "has %d classes together with %s, expected at most %d: remove a column of text"
                    + " that is not the class",
                both.size(),
                chosen.other().get().getFileName(),
                Dataset.MAXIMUM_CLASSES));
      }
      dataset = dataset.matching(List.copyOf(both));
    }
    boolean emnist = lowerName(file).startsWith("emnist");
    if (emnist && dataset.layout() instanceof ImageSize) {
      dataset = dataset.transposed();
      notes.add(IdxFolder.TURNED);
    }
    return dataset.withNotes(notes);
  }

  /**
   * Reads images and labels from a pair of IDX files with any names.
   *
   * @param images the IDX file of the images, gzipped or not, of two or three dimensions
   * @param labels the IDX file of the labels, gzipped or not
   * @return the dataset, its classes numbered up to the largest label, from 1 if none is 0, otherwise from 0
   * @throws FormatException if they are not such files, or do not belong together
   * @throws IOException if they cannot be read
   */
  public static Dataset readIdx(Path images, Path labels) throws IOException {
    return IdxFolder.read(images.toString(), images, labels);
  }

  /**
   * Draws digits, on all cores. They are the same on every machine. The digits for training and
   * those for testing come from different seeds, so that no digit is in both; {@link
   * EmbeddedDigits} draws digits from any seed.
   *
   * @param split the part to draw
   * @param count the number of digits, at least 1
   * @return the first {@code count} digits of the part
   * @throws IllegalArgumentException if {@code count} is less than 1, or too large for one array
   */
  public static Dataset digits(Split split, int count) {
    int pixelsPerImage = EmbeddedDigits.HEIGHT * EmbeddedDigits.WIDTH;
    if (count < 1 || count > Integer.MAX_VALUE / pixelsPerImage) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d digits; expected 1 to %d",
              count,
              Integer.MAX_VALUE / pixelsPerImage));
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
        new ImageSize(EmbeddedDigits.HEIGHT, EmbeddedDigits.WIDTH),
        Dataset.numberedClasses(EmbeddedDigits.CLASSES),
        pixels,
        labels);
  }
}
