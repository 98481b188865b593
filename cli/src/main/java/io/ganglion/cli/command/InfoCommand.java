package io.ganglion.cli.command;

import io.ganglion.cli.option.DataOptions;
import io.ganglion.cli.option.SplitConverter;
import io.ganglion.cli.option.TransposeOption;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.cli.terminal.Table;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.Splits;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.datasets.fetch.RemoteDataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ganglion data info}. */
@Command(
    name = "info",
    description = {
      "Describes data: its name and source, the size of its images, the number of images in each"
          + " split and class, and statistics of the pixels, from 0 (black) to 255 (white)."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} data info --data digits",
      "  ${ROOT-COMMAND-NAME} data info --data my_train.csv --split train"
    })
final class InfoCommand implements Callable<Integer> {

  @Mixin private DataOptions data;
  @Mixin private TransposeOption transpose;

  @Option(
      names = "--split",
      paramLabel = "test|train",
      converter = SplitConverter.class,
      description = "The part of the data to describe (default: both).")
  private Split split;

  private final Session session;

  InfoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    DataFolder folder = session.dataFolder();
    String where = data.where(folder);
    Map<String, Statistics> statistics = new LinkedHashMap<>();
    Dataset last = null;
    try (Splits splits = data.splits(folder)) {
      for (Split part : split == null ? Split.values() : new Split[] {split}) {
        last = transpose.upright(splits.read(part));
        statistics.put(part.label(), Statistics.of(last));
      }
    }
    Terminal terminal = session.terminal();
    terminal.result("name", last.name());
    terminal.result("source", source(where, folder));
    terminal.result("size", last.height() + "×" + last.width());
    terminal.result("classes", last.classNames().size());
    terminal.line("");
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("", List.copyOf(statistics.keySet())));
    List<Statistics> all = List.copyOf(statistics.values());
    rows.add(row("images", all.stream().map(s -> Integer.toString(s.images())).toList()));
    rows.add(row("pixel mean", all.stream().map(s -> fixed(s.mean())).toList()));
    rows.add(row("pixel standard deviation", all.stream().map(s -> fixed(s.deviation())).toList()));
    rows.add(row("black pixels in percent", all.stream().map(s -> fixed(s.black())).toList()));
    for (int i = 0; i < last.classNames().size(); i++) {
      int label = i;
      rows.add(
          row(
              "class " + last.classNames().get(i),
              all.stream().map(s -> Integer.toString(s.classes()[label])).toList()));
    }
    new Table(rows).print(terminal);
    last.notes().forEach(terminal::note);
    data.hint(folder).ifPresent(terminal::note);
    return ExitStatus.DONE;
  }

  private static String source(String where, DataFolder folder) {
    return RemoteDataset.named(where)
        .map(remote -> folder.folder(remote).toString())
        .orElse(where.equals("digits") ? "drawn by Ganglion" : where);
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static List<String> row(String heading, List<String> cells) {
    List<String> row = new ArrayList<>();
    row.add(heading);
    row.addAll(cells);
    return row;
  }

  /** The statistics of one split. */
  private record Statistics(
      int images, double mean, double deviation, double black, int[] classes) {

    static Statistics of(Dataset dataset) {
      long[] histogram = new long[256];
      int[] classes = new int[dataset.classNames().size()];
      for (int i = 0; i < dataset.size(); i++) {
        classes[dataset.label(i)]++;
        for (byte pixel : dataset.image(i).pixels()) {
          histogram[pixel & 0xFF]++;
        }
      }
      long pixels = (long) dataset.size() * dataset.height() * dataset.width();
      double sum = 0;
      double squares = 0;
      for (int shade = 0; shade < histogram.length; shade++) {
        sum += (double) histogram[shade] * shade;
        squares += (double) histogram[shade] * shade * shade;
      }
      double mean = sum / pixels;
      double deviation = Math.sqrt(Math.max(0, squares / pixels - mean * mean));
      return new Statistics(
          dataset.size(), mean, deviation, 100.0 * histogram[0] / pixels, classes);
    }
  }
}
