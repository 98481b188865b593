package io.ganglion.cli.command;

import io.ganglion.cli.option.Choice;
import io.ganglion.cli.option.DataOptions;
import io.ganglion.cli.option.DeformationConverter;
import io.ganglion.cli.option.ImageOptions;
import io.ganglion.cli.option.SplitConverter;
import io.ganglion.cli.option.TransposeOption;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.FittedScaling;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.augment.Deformation;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.model.Scaling;
import io.ganglion.picture.GrayImage;
import io.ganglion.picture.ImageGrid;
import io.ganglion.random.SplitMix64;
import io.ganglion.train.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ganglion show}. */
@Command(
    name = "show",
    description = "Shows images of the data, each with the name of its class.",
    footer = {
      "",
      "Example: show six digits in the terminal, and save them in a file.",
      "  ${ROOT-COMMAND-NAME} show --data digits --png digits.png",
      "Example: show six images of MNIST, deformed as in training with --augment elastic.",
      "  ${ROOT-COMMAND-NAME} show --data mnist --split train --augment elastic"
    })
final class ShowCommand implements Callable<Integer> {

  @Mixin private DataOptions data;
  @Mixin private TransposeOption transpose;

  @Option(
      names = "--split",
      paramLabel = "test|train",
      defaultValue = "test",
      converter = SplitConverter.class,
      description = "The part of the data to show (default: ${DEFAULT-VALUE}).")
  private Split split;

  @Option(
      names = "--augment",
      paramLabel = "none|shift|affine|elastic",
      defaultValue = DeformationConverter.NONE,
      converter = DeformationConverter.class,
      description =
          "Deform each image at random, as training can: shift it; affine: also turn, scale and"
              + " shear it; elastic: also bend it (default: ${DEFAULT-VALUE}).")
  private Choice<Optional<Deformation>> augment;

  @Mixin private ImageOptions images;

  private final Session session;

  ShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    images.check();
    DataFolder folder = session.dataFolder();
    Dataset dataset = transpose.upright(data.open(folder, split));
    DataOptions.requirePictures(dataset, augment);
    session.terminal().note("data      " + DataOptions.describe(dataset));
    data.hint(folder).ifPresent(session.terminal()::note);
    FittedScaling scaling = dataset.scaling();
    DataOptions.findings(dataset, scaling.reasons()).forEach(session.terminal()::note);
    List<ImageGrid.Cell> cells = new ArrayList<>();
    for (int i : images.choose(dataset.size())) {
      int index = i;
      GrayImage image =
          augment
              .value()
              .map(how -> deformed(dataset, scaling.value(), index, how))
              .orElseGet(() -> dataset.image(index));
      cells.add(new ImageGrid.Cell(image, dataset.classNames().get(dataset.label(i))));
    }
    images.show(session.terminal(), cells);
    return ExitStatus.DONE;
  }

  /** Returns an image as training might see it; it does not depend on the other images shown. */
  private GrayImage deformed(Dataset dataset, Scaling scaling, int index, Deformation deformation) {
    Samples samples = dataset.samples(scaling);
    double[] x = new double[samples.inputShape().size()];
    samples.readInput(index, x, 0);
    deformation
        .augmenter(samples.inputShape())
        .augment(x, 0, SplitMix64.stream(images.seed(), index));
    double[] raw = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      raw[i] = scaling.offset() + x[i] * scaling.divisor();
    }
    return dataset.draw(raw);
  }
}
