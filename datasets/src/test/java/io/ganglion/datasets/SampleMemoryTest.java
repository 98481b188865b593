package io.ganglion.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.formats.FormatException;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memory for MNIST, in JVMs with little of it. */
class SampleMemoryTest {

  /** The heap that a refusal asks for. */
  private static final Pattern ADVICE = Pattern.compile(": give it -Xmx(\\d+)m\\R");

  @ParameterizedTest
  @CsvSource({"Serial, 64", "Serial, 32", "Parallel, 64", "G1, 32"})
  void theHeapThatARefusalAsksForIsEnough(String collector, int megabytes) throws Exception {
    String refusal = load(collector, megabytes);
    assertThat(refusal)
        .startsWith("mnist: 60000 images of 28×28 pixels need 46 MB in one piece, ")
        .containsPattern("heap of \\d+ MB")
        .containsPattern(ADVICE);
    Matcher advice = ADVICE.matcher(refusal);
    assertThat(advice.find()).isTrue();

    assertThat(load(collector, Integer.parseInt(advice.group(1)))).startsWith("loaded");
  }

  private static String load(String collector, int megabytes) throws Exception {
    String classPath =
        String.join(
            File.pathSeparator,
            "target/classes",
            "target/test-classes",
            System.getProperty("java.class.path"),
            System.getProperty("jdk.module.path", ""));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + megabytes + "m",
                    "-XX:+Use" + collector + "GC",
                    "-Dfile.encoding=UTF-8",
                    "-cp",
                    classPath,
                    Loader.class.getName()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  static final class Loader {
    private Loader() {}

    public static void main(String[] arguments) throws IOException {
      PrintStream out = new PrintStream(System.out, true, UTF_8);
      try {
        byte[] pixels = SampleMemory.pixels("mnist", 60_000, 28, 28);
        int[] labels = SampleMemory.labels("mnist", 60_000);
        out.println("loaded " + pixels.length + " and " + labels.length);
      } catch (FormatException e) {
        out.println(e.getMessage());
      }
    }
  }
}
