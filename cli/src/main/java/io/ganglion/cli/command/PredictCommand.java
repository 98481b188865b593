package io.ganglion.cli.command;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.failure.Failures;
import io.ganglion.cli.failure.UsageException;
import io.ganglion.cli.option.DataOptions;
import io.ganglion.cli.option.ModelOptions;
import io.ganglion.cli.option.Numbers;
import io.ganglion.cli.option.SavedModel;
import io.ganglion.cli.option.SightOptions;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Split;
import io.ganglion.metric.Decision;
import io.ganglion.model.Answer;
import io.ganglion.model.Model;
import io.ganglion.model.ModelDescription;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Prediction;
import io.ganglion.model.Preparation;
import io.ganglion.network.Architecture;
import io.ganglion.picture.DigitImage;
import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
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
          + " several images, each line starts with the file's name. An image is prepared as the"
          + " images that the network was trained on. If these were like MNIST's, an image may have"
          + " any size, and be dark on light or light on dark, in any light and on any paper: the"
          + " digit is found, centred and scaled. If an answer is wrong, --show draws what the"
          + " network saw.",
      "",
      "A CSV file holds one input a row, without its class. Prints CSV in turn: row, class,"
          + " probability."
    },
    footer = {
      "",
      "Example: which digit is in the photo?",
      "  ${ROOT-COMMAND-NAME} predict photo.png",
      "Example: which digits are in it, and what did the network see?",
      "  ${ROOT-COMMAND-NAME} predict --many --show photo.png",
      "Example: answer all rows of a table.",
      "  ${ROOT-COMMAND-NAME} predict test.csv > answers.csv"
    })
final class PredictCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;
  @Mixin private SightOptions sight;

  @Option(
      names = "--data",
      paramLabel = "WHERE",
      description =
          "The data that the network was trained on, for a weights file that does not describe its"
              + " inputs: it gives their size, preparation and scale, and the names of the classes"
              + " (default: images of 28×28 like those of MNIST, and numbered classes).")
  private String where;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Images (PNG, JPEG, GIF, BMP, TIFF or WebP), or one CSV file of rows.")
  private List<Path> files;

  @Option(
      names = "--min-probability",
      paramLabel = "P",
      converter = Numbers.Share.class,
      description =
          "Exit with status 4 if an answer is less probable than this (default: the model's own"
              + " threshold, found on held-out samples, which only adds a line).")
  private Double least;

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
    sight.check();
    boolean rows = files.stream().anyMatch(RowPredictions::isRows);
    if (rows && sight.isGiven()) {
      throw new UsageException("--many, --show and --png are for images, not for rows of a file");
    }
    if (rows && files.size() > 1) {
      throw new UsageException("a CSV file was named beside other files; name it alone");
    }
    Backend<?> chosen = model.backend().create();
    try (SavedModel saved = model.open()) {
      session.terminal().note("weights   " + saved.file());
      try (Model trained = trained(chosen, saved)) {
        saved.assumption(trained.description()).ifPresent(session.terminal()::note);
        return rows ? predictRows(trained) : predict(trained);
      }
    }
  }

  private int predictRows(Model trained) throws IOException {
    OptionalDouble asked = least == null ? OptionalDouble.empty() : OptionalDouble.of(least);
    boolean sure =
        new RowPredictions(session.terminal(), model.inputs(), asked).print(files.get(0), trained);
    return sure || least == null ? ExitStatus.DONE : ExitStatus.UNSURE;
  }

  private Model trained(Backend<?> chosen, SavedModel saved) throws IOException {
    ModelDescription assumed =
        saved.description().isPresent() ? saved.description().get() : assumed(saved);
    try {
      return saved.model(chosen, assumed);
    } catch (IOException e) {
      throw where != null || model.network().isGiven() || saved.architecture().isPresent()
          ? e
          : new IOException(
              e.getMessage()
                  + "; unless it was trained on digits, name its data with --data; unless it is the"
                  + " original network, describe it with --network",
              e);
    }
  }

  /**
   * What is assumed of weights that do not describe their inputs: those of the named data, or
   * MNIST's.
   */
  private ModelDescription assumed(SavedModel saved) throws IOException {
    if (where != null) {
      Dataset dataset = DataOptions.datasets(session.dataFolder()).open(where, Split.TRAIN);
      return saved.assumed(dataset);
    }
    Optional<Architecture> held = saved.architecture();
    Shape input =
        held.map(Architecture::inputShape).orElse(Shape.of(DigitImage.SIDE, DigitImage.SIDE));
    if (input.rank() != 2) {
      throw new CommandException(
          saved.file()
              + ": its network takes "
              + input
              + ", which is not an image; name the data it was trained on with --data");
    }
    int classes = held.map(known -> Decision.classes(known.outputShape().size())).orElse(DIGITS);
    return ModelDescription.of(
        PictureInput.ofBytes(input.rows(), input.columns(), Preparation.DIGIT),
        Dataset.numberedClasses(classes));
  }

  /** Classifies every file, even if another fails. */
  private int predict(Model trained) throws IOException {
    int status = ExitStatus.DONE;
    for (Path file : files) {
      try {
        sight.stretching(file, trained).ifPresent(session.terminal()::note);
        for (SightOptions.Sight seen : sight.read(file, trained)) {
          Prediction prediction = trained.predict(seen.image());
          print(file, seen.place(), prediction);
          sight.keep(seen, title(prediction));
          if (isUnsure(file, prediction) && least != null && status == ExitStatus.DONE) {
            status = ExitStatus.UNSURE;
          }
        }
      } catch (IOException e) {
        status = failures.report(e);
      }
    }
    sight.draw(session.terminal());
    return status;
  }

  /** Says so if the best answer is not probable enough. */
  private boolean isUnsure(Path file, Prediction prediction) {
    if (least == null ? prediction.isSure() : prediction.isSure(least)) {
      return false;
    }
    session
        .terminal()
        .note(
            "not sure  "
                + file
                + ": the best answer, "
                + prediction.best().name()
                + ", has a probability of only "
                + prediction.best().probability());
    return true;
  }

  private static String title(Prediction prediction) {
    return prediction.answers().isEmpty() ? prediction.toString() : prediction.best().name();
  }

  private void print(Path file, String place, Prediction prediction) {
    List<Object> first = new ArrayList<>();
    if (files.size() > 1) {
      first.add(file);
    }
    if (!place.isEmpty()) {
      first.add(place);
    }
    for (Answer answer : prediction.answers()) {
      List<Object> fields = new ArrayList<>(first);
      fields.add(answer.name());
      fields.add(answer.probability());
      session.terminal().result(fields.toArray());
    }
    if (prediction.answers().isEmpty()) {
      Arrays.stream(prediction.values()).forEach(first::add);
      session.terminal().result(first.toArray());
    }
  }
}
