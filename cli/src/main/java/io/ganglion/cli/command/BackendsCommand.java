package io.ganglion.cli.command;

import io.ganglion.backend.BackendInfo;
import io.ganglion.backend.BackendUnavailableException;
import io.ganglion.backend.Backends;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.cli.terminal.Table;
import io.ganglion.spi.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ganglion backends}. */
@Command(
    name = "backends",
    description = {
      "Lists the backends and says which are available.",
      "",
      "Prints a table: name, library and version, precisions, priority, the precisions for which"
          + " the backend is picked, and whether it is available or why not. Then lists the default"
          + " kernels: those that a backend does not implement itself. They run as Ganglion's plain"
          + " code and may be slow."
    },
    footer = {
      "",
      "Example: list the backends; list them with ND4J chosen, which downloads it.",
      "  ${ROOT-COMMAND-NAME} backends",
      "  ${ROOT-COMMAND-NAME} backends --backend nd4j"
    })
final class BackendsCommand implements Callable<Integer> {

  private static final String ND4J = "nd4j";
  private static final String ND4J_ABSENT =
      "no: not on the class path because of its size; ./ganglion downloads it once with --backend"
          + " nd4j, other programs add io.ganglion:ganglion-backend-nd4j";

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "Show the table with this backend chosen; fails if it cannot be used.")
  private String name;

  private final Session session;

  BackendsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<BackendInfo> found = Backends.list();
    if (name != null) {
      requireUsable(found);
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("name", "library", "precisions", "priority", "picked for", "available"));
    found.forEach(info -> rows.add(row(info)));
    if (found.stream().noneMatch(info -> info.name().equals(ND4J))) {
      rows.add(List.of(ND4J, "ND4J", "-", "-", "-", ND4J_ABSENT));
    }
    new Table(rows).print(session.terminal());
    List<List<String>> defaults = found.stream().flatMap(BackendsCommand::defaultKernels).toList();
    if (!defaults.isEmpty()) {
      session.terminal().line("");
      List<List<String>> listed = new ArrayList<>(List.of(List.of("name", "default kernels")));
      listed.addAll(defaults);
      new Table(listed).print(session.terminal());
    }
    return ExitStatus.DONE;
  }

  /** Returns a row of a backend's default kernels; none if it has none or is unavailable. */
  private static Stream<List<String>> defaultKernels(BackendInfo info) {
    if (!info.isAvailable()) {
      return Stream.empty();
    }
    try {
      String kernels =
          info.precisions().stream()
              .map(precision -> Backends.create(info.name(), precision))
              .flatMap(backend -> Backends.defaultKernels(backend).stream())
              .distinct()
              .sorted()
              .collect(Collectors.joining(", "));
      return kernels.isEmpty() ? Stream.empty() : Stream.of(List.of(info.name(), kernels));
    } catch (BackendUnavailableException e) {
      return Stream.of(List.of(info.name(), "unknown: " + e.getMessage()));
    }
  }

  private void requireUsable(List<BackendInfo> found) {
    Precision precision =
        found.stream()
            .filter(info -> info.name().equals(name) && info.isAvailable())
            .flatMap(info -> info.precisions().stream())
            .sorted()
            .findFirst()
            .orElse(Precision.FLOAT64);
    Backends.create(name, precision);
  }

  private List<String> row(BackendInfo info) {
    String picked =
        Arrays.stream(Precision.values())
            .filter(info.precisions()::contains)
            .filter(precision -> pick(precision).equals(info.name()))
            .map(Precision::label)
            .collect(Collectors.joining(", "));
    return List.of(
        info.name(),
        info.library(),
        info.precisions().stream().sorted().map(Precision::label).collect(Collectors.joining(", ")),
        Integer.toString(info.priority()),
        picked.isEmpty() ? "-" : picked,
        info.unavailability().map(why -> "no: " + why).orElse("yes"));
  }

  private String pick(Precision precision) {
    return name == null ? Backends.pick(precision) : name;
  }
}
