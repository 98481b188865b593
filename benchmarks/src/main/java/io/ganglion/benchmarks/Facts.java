package io.ganglion.benchmarks;

import io.ganglion.backend.BackendInfo;
import io.ganglion.backend.Backends;
import io.ganglion.spi.Precision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The facts that the numbers depend on. They are collected in a separate JVM that is started like
 * the measured ones: only such a JVM shows which backends are available there, and which kernels
 * ND4J's OpenBLAS picks for the processor.
 *
 * @param facts the facts by name
 * @param available the available backends, with their precisions
 * @param unavailable the other backends, with the reason why each is unavailable
 */
record Facts(
    Map<String, String> facts,
    Map<String, List<Precision>> available,
    Map<String, String> unavailable) {

  private static final String FACT = "fact";
  private static final String AVAILABLE = "available";
  private static final String UNAVAILABLE = "unavailable";
  private static final String CORE = "Core: ";
  private static final String UNKNOWN = "unknown";

  /**
   * Starts a JVM with the given flags, and reads the facts that it prints.
   *
   * @throws IOException if it cannot be started, or fails
   */
  static Facts of(List<String> flags) throws IOException {
    List<String> command = ChildJvm.command(flags, Facts.class);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("OPENBLAS_VERBOSE", "2"); // Makes it print its core type.
    Process process = builder.start();
    List<String> lines;
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines = output.lines().toList();
    }
    int status = ChildJvm.waitFor(process);
    if (status != 0) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "a JVM with the flags %s ended with status %d, expected 0; to see why, run %s",
              flags,
              status,
              String.join(" ", command)));
    }
    return read(lines);
  }

  /** Reads what {@link #main} prints. */
  static Facts read(List<String> lines) {
    Map<String, String> facts = new LinkedHashMap<>();
    Map<String, List<Precision>> available = new LinkedHashMap<>();
    Map<String, String> unavailable = new LinkedHashMap<>();
    Optional<String> core = Optional.empty();
    for (String line : lines) {
      if (line.startsWith(CORE)) {
        core = Optional.of(line.substring(CORE.length()));
      }
      String[] parts = line.split("\t", 3);
      if (parts.length < 3) {
        continue; // Printed by a library.
      }
      switch (parts[0]) {
        case FACT -> facts.put(parts[1], parts[2]);
        case AVAILABLE ->
            available.put(
                parts[1],
                Arrays.stream(parts[2].split(" ", -1)).map(Precision::of).sorted().toList());
        case UNAVAILABLE -> unavailable.put(parts[1], parts[2]);
        default -> {}
      }
    }
    core.ifPresent(type -> facts.put("ND4J's OpenBLAS core type", type));
    return new Facts(facts, available, unavailable);
  }

  /**
   * Prints the facts of this JVM, one a line.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    ofThisJvm().forEach((name, value) -> line(out, FACT, name, value));
    for (BackendInfo backend : Backends.list()) {
      line(out, FACT, "backend " + backend.name(), backend.library());
      if (backend.isAvailable()) {
        line(
            out,
            AVAILABLE,
            backend.name(),
            backend.precisions().stream().map(Precision::label).collect(Collectors.joining(" ")));
      } else {
        line(out, UNAVAILABLE, backend.name(), backend.unavailability().orElseThrow());
      }
    }
  }

  private static void line(PrintStream out, String kind, String name, String value) {
    out.println(kind + '\t' + name + '\t' + value.replaceAll("\\s+", " "));
  }

  private static Map<String, String> ofThisJvm() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "date", OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("processor", processor());
    facts.put("SIMD width", simd());
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("load", load());
    facts.put("system", property("os.name") + " " + property("os.version"));
    facts.put(
        "JVM",
        property("java.vm.name")
            + " "
            + property("java.runtime.version")
            + " of "
            + property("java.vendor"));
    facts.put("JVM flags", String.join(" ", ChildJvm.flagsOfThis()));
    facts.put("JMH", org.openjdk.jmh.util.Version.getPlainVersion());
    facts.put("samples", Digits.where().equals("digits") ? "embedded digits" : "MNIST");
    facts.put("measuring threads", "1");
    blas(facts);
    return facts;
  }

  /** Loads ND4J's native libraries, if present: they alone know which kernels BLAS picked. */
  private static void blas(Map<String, String> facts) {
    try {
      if (System.getenv("OMP_NUM_THREADS") == null) {
        Nd4j.factory().blas().setMaxThreads(1);
      }
      Loader.load(openblas_nolapack.class);
      facts.put("ND4J's BLAS", Nd4j.factory().blas().getBlasVendor().toString());
      facts.put("ND4J's BLAS threads", String.valueOf(Nd4j.factory().blas().getMaxThreads()));
    } catch (LinkageError | RuntimeException e) {
      facts.put("ND4J's BLAS", UNKNOWN + ": " + e);
    }
  }

  private static String processor() {
    return cpuInfo("model name")
        .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
        .orElse(UNKNOWN)
        .concat(", ")
        .concat(property("os.arch"));
  }

  /**
   * The width of the processor's vectors; {@code -XX:MaxVectorSize} may restrict the JVM to less.
   */
  private static String simd() {
    List<String> flags =
        cpuInfo("flags")
            .or(() -> cpuInfo("Features"))
            .map(text -> Arrays.asList(text.split(" ", -1)))
            .orElse(List.of());
    if (flags.contains("avx512f")) {
      return "512 bits (AVX-512)";
    } else if (flags.contains("avx2")) {
      return "256 bits (AVX2)";
    } else if (flags.contains("sve")) {
      return "SVE";
    } else if (flags.contains("sse2") || flags.contains("asimd")) {
      return "128 bits";
    }
    return UNKNOWN;
  }

  /** How busy the machine was before the measurement: a load above 0 adds noise to all numbers. */
  private static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? UNKNOWN : String.format(Locale.ROOT, "%.2f", load);
  }

  /** The first processor's value of a field in Linux's {@code /proc/cpuinfo}. */
  private static Optional<String> cpuInfo(String name) {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // Not Linux.
    }
  }

  private static String property(String name) {
    return System.getProperty(name, UNKNOWN);
  }

  /** The backends and precisions that a report leaves out, with the reasons. */
  Map<String, String> skipped() {
    Map<String, String> skipped = new LinkedHashMap<>(unavailable);
    available.forEach(
        (backend, precisions) -> {
          List<String> missing = new ArrayList<>();
          for (Precision precision : Precision.values()) {
            if (!precisions.contains(precision)) {
              missing.add(precision.label());
            }
          }
          if (!missing.isEmpty()) {
            skipped.put(
                backend + " in " + String.join(", ", missing),
                "its library does not support this precision");
          }
        });
    return skipped;
  }
}
