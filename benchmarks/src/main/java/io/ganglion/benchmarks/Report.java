package io.ganglion.benchmarks;

import io.ganglion.benchmarks.baseline.Program;
import io.ganglion.benchmarks.report.ReportFiles;
import io.ganglion.spi.Precision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the standard set of benchmarks, each in its own JVMs, and writes {@code report.json}, {@code
 * report.md} and {@code report.html}.
 *
 * <p>{@code java -cp benchmarks.jar io.ganglion.benchmarks.Report [--quick] [--output FOLDER]}
 *
 * <p>If a benchmark fails, the others still run, and the report lists what was not measured, and
 * why. Exit status: 0 for success, 1 for failure, 2 for wrong usage.
 */
public final class Report {

  private static final String USAGE =
      "usage: java -cp benchmarks.jar io.ganglion.benchmarks.Report [--quick] [--output FOLDER]";

  /** The frameworks that the profile "peers" adds, if the jar was built with it. */
  private static final String[] PEERS_FLOAT64 = {"dl4j", "encog"};

  private static final String[] PEERS_FLOAT32 = {"dl4j", "djl"};

  private final boolean quick;
  private final List<RunResult> results = new ArrayList<>();
  private final Map<String, String> skipped = new LinkedHashMap<>();

  private Report(boolean quick) {
    this.quick = quick;
  }

  /**
   * Runs the benchmarks and writes the report.
   *
   * @param arguments {@code --quick} measures only the original network, in about three minutes;
   *     {@code --output FOLDER} names the folder of the report (default: the current folder)
   */
  public static void main(String[] arguments) {
    boolean quick = false;
    Path folder = Path.of("");
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--quick")) {
        quick = true;
      } else if (arguments[i].equals("--output") && i + 1 < arguments.length) {
        i++;
        folder = Path.of(arguments[i]);
      } else {
        boolean help = arguments[i].equals("--help");
        System.err.println(
            help ? USAGE : "report: unknown argument '" + arguments[i] + "'; " + USAGE);
        System.exit(help ? 0 : 2);
      }
    }
    try {
      new Report(quick).write(folder.toAbsolutePath());
    } catch (IOException | RunnerException e) {
      System.err.println("report: " + e.getMessage());
      System.exit(1);
    }
  }

  private void write(Path folder) throws IOException, RunnerException {
    try {
      ReportFiles.check(folder);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; choose another --output", e);
    }
    Facts facts = Facts.of(Flags.measured());
    skipped.putAll(facts.skipped());
    skipped.forEach((what, why) -> System.out.println("not measured: " + what + ": " + why));
    steps(facts, "original", "mnist", quick ? Effort.QUICK : Effort.FULL);
    if (!quick) {
      steps(facts, "original", "dense", Effort.LESS);
      steps(facts, "wide", "mnist", Effort.LESS);
      steps(facts, "small", "mnist", Effort.LESS);
      for (Precision precision : Precision.values()) {
        run("MiniBatch|Forward", Effort.LESS, facts, precision, Map.of());
      }
      run("ColdStart", Effort.ONCE, facts, Precision.FLOAT64, Map.of());
    }
    ReportFiles.write(folder, facts.facts(), skipped, json());
    System.out.println("report: wrote report.json, report.md and report.html in " + folder);
  }

  /**
   * Measures the step of one network: on all backends, by hand, and in the peers if the jar has
   * them.
   */
  private void steps(Facts facts, String network, String input, Effort effort)
      throws RunnerException {
    for (Precision precision : Precision.values()) {
      run(
          "PerSampleSgd|ByHand|Peers",
          effort,
          facts,
          precision,
          Map.of("network", network, "input", input));
    }
  }

  private void run(
      String benchmarks,
      Effort effort,
      Facts facts,
      Precision precision,
      Map<String, String> parameters)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\.(" + benchmarks + ")\\.")
            .param("precision", precision.label())
            .param("backend", backends(facts, precision))
            .param("program", programs(facts, precision))
            .param("peer", precision == Precision.FLOAT64 ? PEERS_FLOAT64 : PEERS_FLOAT32)
            .forks(effort.forks)
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend(Flags.measured().toArray(String[]::new));
    effort.times(options);
    parameters.forEach(options::param);
    try {
      Collection<RunResult> found = new Runner(options.build()).run();
      results.addAll(found);
      noteFailures("backend", backends(facts, precision), found, benchmarks, precision);
      if (benchmarks.contains("ByHand")) {
        noteFailures("program", programs(facts, precision), found, benchmarks, precision);
      }
    } catch (NoBenchmarksException e) {
      throw new IllegalStateException("no benchmark matches " + benchmarks, e);
    }
  }

  /** JMH leaves benchmarks that fail out of its results; this notes them as not measured. */
  private void noteFailures(
      String parameter,
      String[] wanted,
      Collection<RunResult> found,
      String benchmarks,
      Precision precision) {
    for (String name : wanted) {
      if (found.stream().noneMatch(result -> name.equals(result.getParams().getParam(parameter)))) {
        skipped.put(
            String.format(Locale.ROOT, "%s %s in %s, %s", parameter, name, precision, benchmarks),
            "it failed; JMH's output says why");
      }
    }
  }

  private static String[] backends(Facts facts, Precision precision) {
    return facts.available().entrySet().stream()
        .filter(backend -> backend.getValue().contains(precision))
        .map(Map.Entry::getKey)
        .toArray(String[]::new);
  }

  /** Leaves out libraries whose backend is unavailable: they cannot be used by hand either. */
  private static String[] programs(Facts facts, Precision precision) {
    List<String> programs = new ArrayList<>();
    for (Program program : Program.values()) {
      if (program.has(precision) && !facts.unavailable().containsKey(program.label())) {
        programs.add(program.label());
      }
    }
    return programs.toArray(String[]::new);
  }

  private String json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** How long to measure. */
  private enum Effort {
    FULL(5, 3, 5, 1000),
    LESS(3, 2, 3, 700),
    QUICK(1, 4, 4, 700),
    ONCE(1, 2, 10, 0);

    private final int forks;
    private final int warmups;
    private final int measurements;
    private final int milliseconds;

    Effort(int forks, int warmups, int measurements, int milliseconds) {
      this.forks = forks;
      this.warmups = warmups;
      this.measurements = measurements;
      this.milliseconds = milliseconds;
    }

    /** Single-shot benchmarks have no duration. */
    private void times(ChainedOptionsBuilder options) {
      options.warmupIterations(warmups).measurementIterations(measurements);
      if (milliseconds > 0) {
        TimeValue time = TimeValue.milliseconds(milliseconds);
        options.warmupTime(time).measurementTime(time);
      }
    }
  }
}
