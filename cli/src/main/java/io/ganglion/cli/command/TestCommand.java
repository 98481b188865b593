package io.ganglion.cli.command;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.file.WeightsFile;
import io.ganglion.cli.option.BackendOptions;
import io.ganglion.cli.option.DataOptions;
import io.ganglion.cli.option.ImageOptions;
import io.ganglion.cli.option.NetworkOption;
import io.ganglion.cli.option.Numbers;
import io.ganglion.cli.option.SplitConverter;
import io.ganglion.cli.option.WeightsOption;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.datasets.image.GrayImage;
import io.ganglion.datasets.image.ImageGrid;
import io.ganglion.metric.Classification;
import io.ganglion.metric.Decision;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import io.ganglion.random.SplitMix64;
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
      "Says how well the network reads the data.",
      "",
      "Prints 'accuracy', percent, how many were read rightly, and of how many, separated by tabs;"
          + " with --top-k the same of those whose class was among the first N guesses; with"
          + " --per-class a table of precision, recall and F1 (from 0 to 1; 0 where there is nothing"
          + " to divide by) and of how many there are, whose last line is the mean over the classes"
          + " met; then how many of each class were taken for which, of up to 1024 classes; then"
          + " whether each of the images shown was read rightly."
    },
    footer = {
      "",
      "Example: read MNIST's test set, and draw six of its images to a file.",
      "  ganglion test --data mnist --png predictions.png",
      "",
      "Example: which digits are hard, and how often one of two guesses is right.",
      "  ganglion test --data mnist --per-class --top-k 2"
    })
final class TestCommand implements Callable<Integer> {

  @Mixin private DataOptions data;

  @Option(
      names = "--split",
      paramLabel = "test|train",
      defaultValue = "test",
      converter = SplitConverter.class,
      description = "Which part of the data (default: ${DEFAULT-VALUE}).")
  private Split split;

  @Option(
      names = "--top-k",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Also say how often the class was among the N likeliest (default: not).")
  private Integer topK;

  @Option(
      names = "--per-class",
      description = "Also say how well each class was told from the others.")
  private boolean perClass;

  @Mixin private WeightsOption weights;
  @Mixin private NetworkOption network;
  @Mixin private BackendOptions backend;
  @Mixin private ImageOptions images;

  private final Session session;

  TestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    images.check();
    Backend<?> chosen = backend.create();
    WeightsFile file = weights.toUse();
    file.requireReadable();
    DataFolder folder = session.dataFolder();
    Dataset dataset = DataOptions.datasets(folder).open(data.where(folder), split);
    Samples samples = dataset.samples();
    List<String> classes = classes(dataset);
    if (topK != null && topK > classes.size()) {
      throw new CommandException(
          "--top-k must be at most the number of classes, %d, got %d"
              .formatted(classes.size(), topK));
    }
    Terminal terminal = session.terminal();
    Architecture architecture =
        network.ofWeights(
            file, samples.inputShape(), dataset.classNames().size(), NetworkOption.LEAVE_OUT);
    try (Network trained = Network.of(chosen, new SplitMix64(0), architecture)) {
      file.load(trained);
      terminal.note("backend   " + BackendOptions.describe(chosen));
      terminal.note("data      " + DataOptions.describe(dataset) + ", split " + split.label());
      terminal.note("weights   " + file);
      data.hint(folder).ifPresent(terminal::note);
      Classification result = Evaluation.of(trained, samples).classification();
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
              () -> terminal.note("the confusion matrix is left out: too many classes"));
      showSome(trained, dataset, samples);
    }
    return ExitStatus.DONE;
  }

  /** The names of what the network decides between: one output says whether it is its class. */
  private static List<String> classes(Dataset dataset) {
    List<String> names = dataset.classNames();
    return names.size() == 1 ? List.of("not " + names.get(0), names.get(0)) : names;
  }

  private void showSome(Network trained, Dataset dataset, Samples samples) throws IOException {
    List<Boolean> right = new ArrayList<>();
    List<ImageGrid.Cell> cells = new ArrayList<>();
    double[] input = new double[samples.inputShape().size()];
    try (Predictor predictor = trained.predictor()) {
      for (int i : images.choose(dataset.size())) {
        samples.readInput(i, input, 0);
        double[] prediction = predictor.predict(input);
        int predicted = Decision.argmax(prediction, 0, prediction.length);
        right.add(predicted == dataset.label(i));
        GrayImage image = GrayImage.of(dataset.height(), dataset.width(), dataset.pixels(i));
        List<String> names = dataset.classNames();
        String title = names.get(predicted) + " (is " + names.get(dataset.label(i)) + ")";
        cells.add(new ImageGrid.Cell(image, title));
      }
    }
    if (!cells.isEmpty()) {
      session.terminal().line("");
      session.terminal().line(likeNumPy(right));
      images.show(session.terminal(), cells);
    }
  }

  /** As the original prints them: {@code [ True False  True]}. */
  private static String likeNumPy(List<Boolean> values) {
    return values.stream()
        .map(value -> value ? " True" : "False")
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
