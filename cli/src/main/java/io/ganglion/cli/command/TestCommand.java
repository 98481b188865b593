package io.ganglion.cli.command;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.option.BackendOptions;
import io.ganglion.cli.option.DataOptions;
import io.ganglion.cli.option.ImageOptions;
import io.ganglion.cli.option.ModelOptions;
import io.ganglion.cli.option.Numbers;
import io.ganglion.cli.option.SavedModel;
import io.ganglion.cli.option.SplitConverter;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.ScaleMatch;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.metric.Classification;
import io.ganglion.metric.Decision;
import io.ganglion.model.Model;
import io.ganglion.model.ModelDescription;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import io.ganglion.picture.GrayImage;
import io.ganglion.picture.ImageGrid;
import io.ganglion.spi.Backend;
import io.ganglion.train.Evaluation;
import io.ganglion.train.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ganglion test}. */
@Command(
    name = "test",
    description = {
      "Tests how well a trained network classifies the data.",
      "",
      "Prints 'accuracy', the percentage of correct predictions, their number, and the number of"
          + " samples, separated by tabs; with --top-k, the same for samples whose class is among"
          + " the N most probable; with --per-class, a table of precision, recall and F1 (from 0 to"
          + " 1; 0 where the divisor is 0) and the number of samples of each class, ending with the"
          + " means over the classes that occur; then the confusion matrix of up to 1024 classes;"
          + " then whether each of the images shown was classified correctly."
    },
    footer = {
      "",
      "Example: test on MNIST, and save six of its images in a file.",
      "  ${ROOT-COMMAND-NAME} test --data mnist --png predictions.png",
      "",
      "Example: find the difficult digits, and how often one of two guesses is right.",
      "  ${ROOT-COMMAND-NAME} test --data mnist --per-class --top-k 2"
    })
final class TestCommand implements Callable<Integer> {

  @Mixin private DataOptions data;

  @Option(
      names = "--split",
      paramLabel = "test|train",
      defaultValue = "test",
      converter = SplitConverter.class,
      description = "The part of the data to test on (default: ${DEFAULT-VALUE}).")
  private Split split;

  @Option(
      names = "--top-k",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Also print how often the class is among the N most probable (default: off).")
  private Integer topK;

  @Option(names = "--per-class", description = "Also print precision, recall and F1 of each class.")
  private boolean perClass;

  @Mixin private ModelOptions model;
  @Mixin private ImageOptions images;

  private final Session session;

  TestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    images.check();
    Backend<?> chosen = model.backend().create();
    try (SavedModel saved = model.open()) {
      Dataset dataset = dataset(saved);
      ModelDescription description = saved.description().orElseGet(() -> saved.assumed(dataset));
      try (Model trained = saved.model(chosen, description)) {
        test(trained, saved, matching(trained, saved, dataset));
      }
    }
    return ExitStatus.DONE;
  }

  /** Opens the data; pictures are prepared as the model takes them. */
  private Dataset dataset(SavedModel saved) throws IOException {
    DataFolder folder = session.dataFolder();
    return saved.datasets(DataOptions.datasets(folder)).open(data.where(folder), split);
  }

  private static Dataset matching(Model trained, SavedModel saved, Dataset dataset) {
    try {
      return dataset
          .matching(trained.description().input())
          .matching(trained.description().classes());
    } catch (IllegalArgumentException e) {
      throw new CommandException(saved.file() + ": " + e.getMessage(), e);
    }
  }

  private void test(Model trained, SavedModel saved, Dataset dataset) throws IOException {
    ScaleMatch scaling = model.inputs().scaling(dataset, trained.description().input());
    Samples samples = dataset.samples(scaling.value());
    List<String> classes = classes(dataset);
    if (topK != null && topK > classes.size()) {
      throw new CommandException(
          "--top-k must be at most the number of classes, " + classes.size() + ", got " + topK);
    }
    Terminal terminal = session.terminal();
    terminal.note("backend   " + BackendOptions.describe(trained.network().backend()));
    terminal.note("data      " + DataOptions.describe(dataset) + ", split " + split.label());
    terminal.note("weights   " + saved.file());
    saved.assumption(trained.description()).ifPresent(terminal::note);
    data.hint(session.dataFolder()).ifPresent(terminal::note);
    DataOptions.findings(dataset, scaling.reasons()).forEach(terminal::note);
    Classification result =
        Evaluation.of(trained.network(), samples).classification().orElseThrow();
    terminal.result("accuracy", result.accuracy(), result.correct(), result.total());
    if (topK != null) {
      terminal.result(
          "top-" + topK, result.topKAccuracy(topK), result.topKCorrect(topK), result.total());
    }
    if (perClass) {
      terminal.line("");
      new ClassScores(classes, result).print(terminal);
    }
    result
        .confusion()
        .ifPresentOrElse(
            counts -> {
              terminal.line("");
              new ConfusionMatrix(classes, counts).print(terminal);
            },
            () ->
                terminal.note(
                    "the confusion matrix is not shown: there are more than 1024 classes"));
    showSome(trained.network(), dataset, samples);
  }

  /** The names of the predictions: a single output decides whether a sample is of its class. */
  private static List<String> classes(Dataset dataset) {
    List<String> names = dataset.classNames();
    return names.size() == 1 ? List.of("not " + names.get(0), names.get(0)) : names;
  }

  private void showSome(Network trained, Dataset dataset, Samples samples) throws IOException {
    List<Boolean> right = new ArrayList<>();
    List<ImageGrid.Cell> cells = new ArrayList<>();
    double[] input = new double[samples.inputShape().size()];
    double[] target = new double[samples.targetShape().size()];
    try (Predictor predictor = trained.predictor()) {
      for (int i : images.choose(dataset.size())) {
        samples.readInput(i, input, 0);
        double[] prediction = predictor.predict(input);
        samples.readTarget(i, target, 0);
        int predicted = Decision.of(prediction, 0, prediction.length);
        int actual = Decision.of(target, 0, target.length);
        right.add(predicted == actual);
        GrayImage image = dataset.image(i);
        List<String> names = classes(dataset);
        String title = names.get(predicted) + " (is " + names.get(actual) + ")";
        cells.add(new ImageGrid.Cell(image, title));
      }
    }
    if (!cells.isEmpty()) {
      session.terminal().line("");
      session.terminal().line(likeNumPy(right));
      images.show(session.terminal(), cells);
    }
  }

  /** Formats values as the original program prints them: {@code [ True False  True]}. */
  private static String likeNumPy(List<Boolean> values) {
    return values.stream()
        .map(value -> value ? " True" : "False")
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
