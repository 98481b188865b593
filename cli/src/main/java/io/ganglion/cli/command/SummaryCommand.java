package io.ganglion.cli.command;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.failure.UsageException;
import io.ganglion.cli.file.WeightsFile;
import io.ganglion.cli.option.DataOptions;
import io.ganglion.cli.option.NetworkOption;
import io.ganglion.cli.option.PrecisionConverter;
import io.ganglion.cli.option.WeightsOption;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.cli.terminal.Table;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.formats.SavedWeights;
import io.ganglion.layer.ParameterSpec;
import io.ganglion.model.Calibration;
import io.ganglion.model.Model;
import io.ganglion.model.ModelDescription;
import io.ganglion.network.Architecture;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ganglion summary}. */
@Command(
    name = "summary",
    description = {
      "Describes a network.",
      "",
      "Prints a table: each layer, the shape of its output for one sample, the number of learnt"
          + " parameters, the bytes they take, and the multiplications in one prediction. No"
          + " trained weights are needed; sizes that --network leaves out are those of --data. Of a"
          + " trained model, also says what it takes, what its answers are called and what it learnt."
    },
    footer = {
      "",
      "Example: the network of a preset, that of a weights file, and one of your own.",
      "  ${ROOT-COMMAND-NAME} summary --preset mlp",
      "  ${ROOT-COMMAND-NAME} summary --weights weights.safetensors",
      "  ${ROOT-COMMAND-NAME} summary --network 'input 28x28, linear 300, relu, linear 10, softmax'"
    })
final class SummaryCommand implements Callable<Integer> {

  @Mixin private NetworkOption network;
  @Mixin private WeightsOption weights;
  @Mixin private DataOptions data;

  @Option(
      names = "--precision",
      paramLabel = "float64|float32",
      defaultValue = "float64",
      converter = PrecisionConverter.class,
      description = "The precision of numbers in memory (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  private final Session session;

  SummaryCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Architecture architecture = architecture();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("layer", "shape", "parameters", "bytes", "multiplications"));
    rows.add(row("input", architecture.inputShape(), 0, 0));
    long parameters = 0;
    long multiplications = 0;
    for (int i = 0; i < architecture.layers().size(); i++) {
      long learnt =
          architecture.parameters(i).stream()
              .filter(parameter -> parameter.role().isLearnt())
              .map(ParameterSpec::shape)
              .mapToLong(Shape::size)
              .sum();
      long taken = architecture.layers().get(i).multiplications(architecture.shape(i));
      rows.add(row(architecture.layers().get(i).text(), architecture.shape(i + 1), learnt, taken));
      parameters += learnt;
      multiplications += taken;
    }
    rows.add(row("total", architecture.outputShape(), parameters, multiplications));
    new Table(rows).print(session.terminal());
    return ExitStatus.DONE;
  }

  /** Says what a model takes, answers and comes from. */
  private void note(ModelDescription description) {
    Terminal terminal = session.terminal();
    terminal.note("inputs    " + description.input());
    terminal.note("classes   " + String.join(", ", description.classes()));
    Calibration calibration = description.calibration();
    if (!calibration.equals(Calibration.NONE)) {
      terminal.note(
          "sure      from a probability of "
              + calibration.threshold()
              + ", at a temperature of "
              + calibration.temperature());
    }
    description
        .provenance()
        .ifPresent(
            origin -> {
              terminal.note(
                  "learnt    "
                      + origin.data()
                      + ", "
                      + origin.samples()
                      + " samples, "
                      + origin.checksum());
              terminal.note("training  " + origin.training());
              terminal.note("ganglion  " + origin.version());
            });
    new TreeMap<>(description.metadata())
        .forEach((name, text) -> terminal.note("metadata  " + name + ": " + text));
  }

  private List<String> row(String layer, Shape shape, long parameters, long multiplications) {
    return List.of(
        layer,
        shape.toString(),
        Long.toString(parameters),
        Long.toString(parameters * precision.bytes()),
        Long.toString(multiplications));
  }

  private Architecture architecture() throws IOException {
    if (weights.isGiven()) {
      WeightsFile file = weights.toUse();
      file.requireReadable();
      Optional<Architecture> held;
      try (SavedWeights saved = file.open()) {
        held = saved.architecture();
        Model.description(saved, file.path()).ifPresent(this::note);
      }
      if (held.isPresent() && network.isGiven()) {
        throw new UsageException(
            "--weights and a network are both given, but the weights file describes its own network; choose one of them");
      }
      if (held.isPresent()) {
        return held.get();
      }
      if (!network.isGiven()) {
        throw new CommandException(
            file + ": does not describe its network; describe it with --network");
      }
    }
    DataFolder folder = session.dataFolder();
    Dataset dataset = data.open(folder, Split.TRAIN, 1);
    return network.alone(dataset.layout().shape(), dataset.classNames().size());
  }
}
