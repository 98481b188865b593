package io.ganglion.cli;

import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.image.DigitImage;
import io.ganglion.datasets.image.GrayImage;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
      "Reads images with the network.",
      "",
      "Prints the classes, best first: name and probability, separated by a tab; of several images,"
          + " with the file's name before. An image may have any size and be dark on light or light"
          + " on dark; it is centred and scaled as those of MNIST are."
    },
    footer = {"", "Example: what is written there?", "  ganglion predict photo.png"})
final class PredictCommand implements Callable<Integer> {

  @Mixin private WeightsOption weights;
  @Mixin private BackendOptions backend;

  @Option(
      names = "--data",
      paramLabel = "WHERE",
      description =
          "The data that the network was trained on, for the names of its classes and the size of"
              + " its images (default: the digits 0 to 9, 28×28).")
  private String where;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "PNG or JPEG files.")
  private List<Path> files;

  private final Session session;
  private final Failures failures;

  PredictCommand(Session session, Failures failures) {
    this.session = session;
    this.failures = failures;
  }

  @Override
  public Integer call() throws IOException {
    Backend<?> chosen = backend.create();
    weights.requireReadable();
    Shape input = Shape.of(DigitImage.SIDE, DigitImage.SIDE);
    List<String> names = Dataset.numberedClasses(10);
    if (where != null) {
      Dataset dataset = DataOptions.datasets(session.dataFolder()).open(where, Split.TRAIN, 1);
      input = dataset.samples().inputShape();
      names = dataset.classNames();
    }
    try (Network network = Classifier.fresh(chosen, 0, input, names.size())) {
      load(network);
      try (Predictor predictor = network.predictor()) {
        return predict(predictor, input, names);
      }
    }
  }

  private void load(Network network) throws IOException {
    try {
      weights.load(network);
    } catch (IOException e) {
      throw where != null
          ? e
          : new IOException(
              e.getMessage() + "; name the data it was trained on with --data, if not digits", e);
    }
  }

  /** Predicts each file, whatever becomes of the others. */
  private int predict(Predictor predictor, Shape input, List<String> names) {
    int status = Failures.DONE;
    for (Path file : files) {
      try {
        GrayImage image = DigitImage.read(file).scaledTo(input.rows(), input.columns());
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
