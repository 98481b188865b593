package io.ganglion.backend.nd4j;

import java.io.File;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What ND4J and JavaCPP, which loads its native libraries, need of the JVM and of the machine.
 * Without it they can be loaded in part, and fail when used.
 */
final class Nd4jConditions {

  /** JDK 23 and later set it to the value of the option {@code --sun-misc-unsafe-memory-access}. */
  private static final String UNSAFE = "sun.misc.unsafe.memory.access";

  private static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private Nd4jConditions() {}

  /** What is not fulfilled, and what to do about it; empty if nothing. */
  static Optional<String> unfulfilled() {
    return unsafe()
        .or(Nd4jConditions::nativeAccess)
        .or(Nd4jConditions::loading)
        .or(Nd4jConditions::cache);
  }

  private static Optional<String> unsafe() {
    return System.getProperty(UNSAFE, "").equals("deny")
        ? Optional.of(
            "ND4J reads memory through sun.misc.Unsafe, which this JVM denies; start it with"
                + " --sun-misc-unsafe-memory-access=allow")
        : Optional.empty();
  }

  private static Optional<String> nativeAccess() {
    return !nativeAccessEnabled() && isGiven("--illegal-native-access=deny")
        ? Optional.of(
            "ND4J is native code, which this JVM denies; start it with"
                + " --enable-native-access=ALL-UNNAMED")
        : Optional.empty();
  }

  private static boolean nativeAccessEnabled() {
    try {
      Method enabled = Module.class.getMethod("isNativeAccessEnabled");
      Module unnamed = Nd4jConditions.class.getClassLoader().getUnnamedModule();
      return (Boolean) enabled.invoke(unnamed);
    } catch (ReflectiveOperationException e) {
      return true; // Before Java 22, all code may load native libraries.
    }
  }

  private static boolean isGiven(String option) {
    return Stream.concat(
            VARIABLES.stream()
                .map(System::getenv)
                .filter(Objects::nonNull)
                .flatMap(value -> Stream.of(value.strip().split("\\s+"))),
            Arrays.stream(ProcessHandle.current().info().arguments().orElse(new String[0])))
        .anyMatch(option::equals);
  }

  private static Optional<String> loading() {
    for (String name : List.of("loadLibraries", "loadlibraries")) {
      String property = "org.bytedeco.javacpp." + name;
      String value = System.getProperty(property, "true");
      if (!value.equalsIgnoreCase("true")) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "the system property %s is '%s', so ND4J's native libraries are not loaded; leave it out",
                property,
                value));
      }
    }
    return Optional.empty();
  }

  /** JavaCPP unpacks native libraries into the first of its folders that it can use. */
  private static Optional<String> cache() {
    List<File> folders =
        Stream.of(
                System.getProperty("org.bytedeco.javacpp.cachedir"),
                System.getProperty("org.bytedeco.javacpp.cacheDir"),
                System.getProperty("user.home") + "/.javacpp/cache/",
                System.getProperty("java.io.tmpdir")
                    + "/.javacpp-"
                    + System.getProperty("user.name")
                    + "/cache/")
            .filter(Objects::nonNull)
            .map(folder -> new File(folder).getAbsoluteFile())
            .toList();
    return folders.stream().anyMatch(Nd4jConditions::isUsable)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "ND4J's native libraries cannot be unpacked, because none of %s is a folder that can be written; set the system property org.bytedeco.javacpp.cachedir to one",
                folders));
  }

  /** Whether a folder can be written, or be made in the nearest one that exists. */
  private static boolean isUsable(File folder) {
    File existing = folder;
    while (!existing.exists() && existing.getParentFile() != null) {
      existing = existing.getParentFile();
    }
    return existing.isDirectory()
        && existing.canRead()
        && existing.canWrite()
        && existing.canExecute();
  }
}
