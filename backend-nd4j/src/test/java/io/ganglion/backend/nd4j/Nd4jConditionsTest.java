package io.ganglion.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.backend.BackendInfo;
import io.ganglion.backend.BackendUnavailableException;
import io.ganglion.backend.Backends;
import io.ganglion.spi.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JVMs in which ND4J could be loaded in part, and would fail when used. */
class Nd4jConditionsTest {

  private static final int DENIES = 24;

  @ParameterizedTest
  @CsvSource({
    "--sun-misc-unsafe-memory-access=deny, 'ND4J reads memory through sun.misc.Unsafe, which this"
        + " JVM denies; start it with --sun-misc-unsafe-memory-access=allow'",
    "--illegal-native-access=deny, 'ND4J is native code, which this JVM denies; start it with"
        + " --enable-native-access=ALL-UNNAMED'",
  })
  void whatANewerJvmDeniesIsNamed(String flag, String reason) throws IOException {
    Optional<Path> java = newerJava();
    assumeTrue(java.isPresent(), "no JDK " + DENIES + " or later is beside the running one");

    assertRefused(run(java.orElseThrow(), flag), reason);
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertRefused(
        run(
            Path.of(System.getProperty("java.home")),
            "-Dorg.bytedeco.javacpp.cachedir=" + file,
            "-Duser.home=" + file,
            "-Duser.name=me",
            "-Djava.io.tmpdir=" + file),
        String.format(
            Locale.ROOT,
            "ND4J's native libraries cannot be unpacked, because none of [%s, %s/.javacpp/cache,"
                + " %s/.javacpp-me/cache] is a folder that can be written; set the system property"
                + " org.bytedeco.javacpp.cachedir to one",
            file,
            file,
            file));
  }

  @Test
  void aPropertyThatKeepsNativeLibrariesFromBeingLoadedIsNamed() throws IOException {
    assertRefused(
        run(Path.of(System.getProperty("java.home")), "-Dorg.bytedeco.javacpp.loadLibraries=false"),
        "the system property org.bytedeco.javacpp.loadLibraries is 'false', so ND4J's native"
            + " libraries are not loaded; leave it out");
  }

  @Test
  void aPlatformWithoutNativeLibrariesIsNamed() throws IOException {
    assertThat(
            run(
                Path.of(System.getProperty("java.home")),
                "-Dorg.bytedeco.javacpp.platform=moon-x86_64"))
        .first()
        .asString()
        .endsWith(
            " for moon-x86_64 is not on the class path; add the dependency org.nd4j:nd4j-native"
                + " with the classifier moon-x86_64");
  }

  private static void assertRefused(List<String> printed, String reason) {
    assertThat(printed).hasSize(2);
    assertThat(printed.get(0)).isEqualTo(reason);
    assertThat(printed.get(1)).startsWith("the backend 'nd4j' cannot be used: " + reason + "; ");
  }

  private static List<String> run(Path home, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Listing.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  /** The home of a JDK that denies native access on request: the running one, or one beside it. */
  private static Optional<Path> newerJava() throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    if (Runtime.version().feature() >= DENIES) {
      return Optional.of(home);
    }
    try (Stream<Path> beside = Files.list(home.getParent())) {
      return beside.filter(Nd4jConditionsTest::isNewer).findFirst();
    }
  }

  private static boolean isNewer(Path home) {
    try {
      return Files.readAllLines(home.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", "").replaceAll("\\..*", ""))
          .anyMatch(major -> Integer.parseInt(major) >= DENIES);
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  /** Prints why the backend is unavailable, and the error of who asks for it by name. */
  static final class Listing {

    private Listing() {}

    public static void main(String[] arguments) {
      for (BackendInfo info : Backends.list()) {
        if (info.name().equals("nd4j")) {
          System.out.println(info.unavailability().orElse("available"));
        }
      }
      try {
        System.out.println(Backends.create("nd4j", Precision.FLOAT64).getClass());
      } catch (BackendUnavailableException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
