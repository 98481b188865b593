package io.ganglion.datasets.fetch;

import io.ganglion.datasets.fetch.RemoteFile.Checked;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A dataset that can be fetched: its files, and the mirrors that have them.
 *
 * @param name its name and that of its folder: lower-case letters, digits and hyphens
 * @param classNames the names of its classes, in the order of the labels
 * @param mirrors their addresses, in the order in which they are tried; each starts with {@code
 *     https://} or {@code http://} and ends in a slash, after which a file's name follows
 * @param files its files
 */
public record RemoteDataset(
    String name, List<String> classNames, List<URI> mirrors, List<RemoteFile> files) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /**
   * 60,000 and 10,000 handwritten digits of 28×28 pixels by Yann LeCun, Corinna Cortes and
   * Christopher Burges. The checksums are of the published set's uncompressed content.
   */
  public static final RemoteDataset MNIST =
      new RemoteDataset(
          "mnist",
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
          List.of(
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
          List.of(
              new RemoteFile(
                  "train-images-idx3-ubyte.gz",
                  Checked.CONTENT,
                  47_040_016,
                  "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
              new RemoteFile(
                  "train-labels-idx1-ubyte.gz",
                  Checked.CONTENT,
                  60_008,
                  "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
              new RemoteFile(
                  "t10k-images-idx3-ubyte.gz",
                  Checked.CONTENT,
                  7_840_016,
                  "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
              new RemoteFile(
                  "t10k-labels-idx1-ubyte.gz",
                  Checked.CONTENT,
                  10_008,
                  "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")));

  /**
   * 60,000 and 10,000 pictures of clothes of 28×28 pixels by Zalando Research (Han Xiao, Kashif
   * Rasul, Roland Vollgraf). The checksums are of the published gzipped files.
   */
  public static final RemoteDataset FASHION_MNIST =
      new RemoteDataset(
          "fashion-mnist",
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"),
          List.of(
              URI.create("https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
              URI.create(
                  "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
              URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
          List.of(
              new RemoteFile(
                  "train-images-idx3-ubyte.gz",
                  Checked.FILE,
                  26_421_880,
                  "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
              new RemoteFile(
                  "train-labels-idx1-ubyte.gz",
                  Checked.FILE,
                  29_515,
                  "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
              new RemoteFile(
                  "t10k-images-idx3-ubyte.gz",
                  Checked.FILE,
                  4_422_102,
                  "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
              new RemoteFile(
                  "t10k-labels-idx1-ubyte.gz",
                  Checked.FILE,
                  5_148,
                  "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")));

  /**
   * Checks the components.
   *
   * @param name its name and that of its folder
   * @param classNames the names of its classes; copied
   * @param mirrors the mirrors' addresses; copied
   * @param files its files; copied
   * @throws IllegalArgumentException if the name cannot be that of a folder, a mirror has another
   *     scheme than https or http, no host or no slash at its end, or there is no mirror or no file
   */
  public RemoteDataset {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "dataset name '" + name + "'; expected lower-case letters, digits and hyphens");
    }
    classNames = List.copyOf(classNames);
    mirrors = List.copyOf(mirrors);
    files = List.copyOf(files);
    if (mirrors.isEmpty() || files.isEmpty()) {
      throw new IllegalArgumentException(name + ": expected at least one mirror and one file");
    }
    for (URI mirror : mirrors) {
      if (!isHttp(mirror)) {
        throw new IllegalArgumentException(
            name
                + ": mirror "
                + mirror
                + "; expected an address that starts with https:// or http:// and names a host");
      }
      if (!mirror.toString().endsWith("/")) {
        throw new IllegalArgumentException(
            name + ": mirror " + mirror + "; expected an address that ends in a slash");
      }
    }
  }

  private static boolean isHttp(URI mirror) {
    return mirror.getHost() != null
        && ("https".equalsIgnoreCase(mirror.getScheme())
            || "http".equalsIgnoreCase(mirror.getScheme()));
  }

  /**
   * Finds a dataset by its name.
   *
   * @param name {@code mnist} or {@code fashion-mnist}
   * @return the dataset, or empty if there is none of that name
   */
  public static Optional<RemoteDataset> named(String name) {
    return List.of(MNIST, FASHION_MNIST).stream()
        .filter(dataset -> dataset.name().equals(name))
        .findFirst();
  }
}
