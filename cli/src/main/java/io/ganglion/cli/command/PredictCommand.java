package io.ganglion.cli.command;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.failure.Failures;
import io.ganglion.cli.file.WeightsFile;
import io.ganglion.cli.option.BackendOptions;
import io.ganglion.cli.option.DataOptions;
import io.ganglion.cli.option.NetworkOption;
import io.ganglion.cli.option.WeightsOption;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Split;
import io.ganglion.formats.SavedWeights;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import io.ganglion.picture.DigitImage;
import io.ganglion.picture.GrayImage;
import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ganglion predict}. */
@Command(
    name = "predict",
    description = {
      "Classifies images with a trained network.",
      "",
      "Prints the classes, most probable first: name and probability, separated by a tab. With"
          + " several images, each line starts with the file's name. An image may have any size,"
          + " and be dark on light or light on dark; it is centred and scaled like the images of"
          + " MNIST."
    },
    footer = {
      "",
      "Example: which digit is in the photo?",
      "  ${ROOT-COMMAND-NAME} predict photo.png"
    })
final class PredictCommand implements Callable<Integer> {

  @Mixin private WeightsOption weights;
  @Mixin private NetworkOption network;
  @Mixin private BackendOptions backend;

  @Option(
      names = "--data",
      paramLabel = "WHERE",
      description =
          "The data that the network was trained on: it gives the names of the classes and, if the"
              + " weights file does not describe its network, the size of the images (default: the"
              + " classes are numbered, the images 28×28).")
  private String where;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "PNG, JPEG, GIF, BMP or TIFF files.")
  private List<Path> files;

  /** The number of classes if neither the data nor the weights file tells it. */
  private static final int DIGITS = 10;

  private final Session session;
  private final Failures failures;

  PredictCommand(Session session, Failures failures) {
    this.session = session;
    this.failures = failures;
  }

  @Override
  public Integer call() throws IOException {
    Backend<?> chosen = backend.create();
    WeightsFile file = weights.toUse();
    file.requireReadable();
    Optional<Dataset> dataset = dataset();
    try (SavedWeights saved = file.open()) {
      return predict(chosen, file, saved, dataset);
    }
  }

  private int predict(
      Backend<?> chosen, WeightsFile file, SavedWeights saved, Optional<Dataset> dataset)
      throws IOException {
    Optional<Architecture> held = saved.architecture();
    Shape image = image(file, dataset, held);
    session.terminal().note("weights   " + file);
    int classes =
        dataset
            .map(data -> data.classNames().size())
            .or(() -> held.map(known -> known.outputShape().size()))
            .orElse(DIGITS);
    Architecture architecture =
        network.ofWeights(file, held, image, classes, NetworkOption.LEAVE_OUT);
    try (Network trained = trained(chosen, architecture, saved)) {
      List<String> names =
          dataset.map(Dataset::classNames).orElseGet(() -> Dataset.numberedClasses(classes));
      try (Predictor predictor = trained.predictor()) {
        return predict(predictor, image, names);
      }
    }
  }

  private Optional<Dataset> dataset() throws IOException {
    return where == null
        ? Optional.empty()
        : Optional.of(DataOptions.datasets(session.dataFolder()).open(where, Split.TRAIN, 1));
  }

  /** The size of the images that the network was trained on. */
  private static Shape image(
      WeightsFile file, Optional<Dataset> dataset, Optional<Architecture> held) {
    if (dataset.isPresent()) {
      return dataset.get().layout().shape();
    }
    Shape input =
        held.map(Architecture::inputShape).orElse(Shape.of(DigitImage.SIDE, DigitImage.SIDE));
    if (input.rank() != 2) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "%s: its network takes %s, which is not an image; name the data it was trained on with --data",
              file,
              input));
    }
    return input;
  }

  private Network trained(Backend<?> chosen, Architecture architecture, SavedWeights saved)
      throws IOException {
    try {
      return saved.network(chosen, architecture);
    } catch (IOException e) {
      throw where != null || network.isGiven()
          ? e
          : new IOException(
              e.getMessage()
                  + "; unless it was trained on digits, name its data with --data; unless it is the"
                  + " original network, describe it with --network",
              e);
    }
  }

  /** Classifies every file, even if another fails. */
  private int predict(Predictor predictor, Shape size, List<String> names) {
    int status = ExitStatus.DONE;
    for (Path file : files) {
      try {
        GrayImage image = DigitImage.read(file).scaledTo(size.rows(), size.columns());
        print(file, names, predictor.predict(values(image)));
      } catch (IOException e) {
        status = failures.report(e);
      }
    }
    return status;
  }

  private static double[] values(GrayImage image) {
    byte[] pixels = image.pixels();
    double[] values = new double[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] & 0xFF) / 255.0;
    }
    return values;
  }

  private void print(Path file, List<String> names, double... probabilities) {
    IntStream.range(0, names.size())
        .boxed()
        .sorted(Comparator.comparing((Integer j) -> -probabilities[j]))
        .forEach(
            j -> {
              if (files.size() > 1) {
                session.terminal().result(file, names.get(j), probabilities[j]);
              } else {
                session.terminal().result(names.get(j), probabilities[j]);
              }
            });
  }
}
