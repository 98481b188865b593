package io.ganglion.backend.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The {@code -XX} options of the running JVM.
 *
 * <p>The JVM itself says what they are, through the module {@code jdk.management}. A trimmed image
 * may lack it; then they are those of the command line and of the environment variables that the
 * JVM reads, and the JVM's own defaults are unknown.
 */
final class VmOptions {

  private static final String MODULE = "jdk.management";

  /** Environment variables with options, in the order in which they count. */
  private static final List<String> BEFORE = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private static final String AFTER = "_JAVA_OPTIONS";

  private VmOptions() {}

  /** The value of each option by name; empty if the JVM has no such option or it is unknown. */
  static Function<String, Optional<String>> ofThisJvm() {
    return ModuleLayer.boot().findModule(MODULE).isPresent() ? Told.options() : given();
  }

  /** Those that were given, where the JVM does not tell. */
  private static Function<String, Optional<String>> given() {
    String[] arguments = ProcessHandle.current().info().arguments().orElse(new String[0]);
    return parsed(System.getenv(), List.of(arguments));
  }

  /** The options in environment variables and on a command line; the last of a name counts. */
  static Function<String, Optional<String>> parsed(
      Map<String, String> variables, List<String> arguments) {
    List<String> words =
        Stream.of(
                BEFORE.stream().flatMap(name -> words(variables.get(name))),
                arguments.stream(),
                words(variables.get(AFTER)))
            .flatMap(stream -> stream)
            .toList();
    return name -> words.stream().flatMap(word -> value(name, word)).reduce((a, b) -> b);
  }

  private static Stream<String> words(String variable) {
    return variable == null ? Stream.empty() : Stream.of(variable.strip().split("\\s+"));
  }

  private static Stream<String> value(String name, String word) {
    if (word.equals("-XX:+" + name)) {
      return Stream.of("true");
    }
    if (word.equals("-XX:-" + name)) {
      return Stream.of("false");
    }
    String start = "-XX:" + name + "=";
    return word.startsWith(start) ? Stream.of(word.substring(start.length())) : Stream.empty();
  }

  /** A class of its own, which is loaded only where the module is. */
  private static final class Told {

    private Told() {}

    static Function<String, Optional<String>> options() {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return name -> value(jvm, name);
    }

    private static Optional<String> value(HotSpotDiagnosticMXBean jvm, String name) {
      try {
        return jvm == null ? Optional.empty() : Optional.of(jvm.getVMOption(name).getValue());
      } catch (IllegalArgumentException e) {
        return Optional.empty(); // This JVM does not know the option, or does not show it.
      }
    }
  }
}
