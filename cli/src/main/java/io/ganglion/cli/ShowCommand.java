package io.ganglion.cli;

import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.datasets.image.GrayImage;
import io.ganglion.datasets.image.ImageGrid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ganglion show}. */
@Command(
    name = "show",
    description = "Shows images of the data, each under the name of its class.",
    footer = {
      "",
      "Example: six digits in the terminal, and in a file.",
      "  ganglion show --data digits --png digits.png"
    })
final class ShowCommand implements Callable<Integer> {

  @Mixin private DataOptions data;

  @Option(
      names = "--split",
      paramLabel = "test|train",
      defaultValue = "test",
      converter = SplitConverter.class,
      description = "Which part of the data (default: ${DEFAULT-VALUE}).")
  private Split split;

  @Mixin private ImageOptions images;

  private final Session session;

  ShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    images.check();
    DataFolder folder = session.dataFolder();
    Dataset dataset = DataOptions.datasets(folder).open(data.where(folder), split);
    session.terminal().note("data      " + Descriptions.of(dataset));
    data.hint(folder).ifPresent(session.terminal()::note);
    List<ImageGrid.Cell> cells = new ArrayList<>();
    for (int i : images.choose(dataset.size())) {
      GrayImage image = GrayImage.of(dataset.height(), dataset.width(), dataset.pixels(i));
      cells.add(new ImageGrid.Cell(image, dataset.classNames().get(dataset.label(i))));
    }
    images.show(session.terminal(), cells);
    return Failures.DONE;
  }
}
