package com.example.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.vocabulary.Vocabulary;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trains with an activation, a layer with state, a loss, an optimizer and a schedule from outside
 * Ganglion; saves them, then opens and resumes them in another JVM, to the same bits, on every
 * backend.
 */
class ExtensionTest {

  /** All backends on the class path of the benchmarks, in each precision. */
  private static final List<String> BACKENDS =
      List.of(
          "java-float64",
          "java-float32",
          "vector-float64",
          "vector-float32",
          "ejml-float64",
          "ejml-float32",
          "commons-float64",
          "nd4j-float64",
          "nd4j-float32");

  @TempDir private Path folder;

  /** What one JVM printed, and its exit status. */
  private record Run(int status, String out, String err) {}

  @Test
  void anotherJvmOpensTheNetworkAndResumesTheTrainingToTheSameBits() throws Exception {
    Path services = services();
    assertDone(run(ExtensionProgram.TRAIN, services));
    for (String name : BACKENDS) {
      assertThat(folder.resolve(name + ".whole.opened"))
          .content()
          .startsWith(ExtensionProgram.NETWORK + "\n[0.")
          .isEqualTo(Files.readString(folder.resolve(name + ".whole.predicted")));
    }

    assertDone(run(ExtensionProgram.RESUME, services));
    for (String name : BACKENDS) {
      assertThat(folder.resolve(name + ".whole.opened"))
          .hasSameTextualContentAs(folder.resolve(name + ".whole.predicted"));
      assertThat(folder.resolve(name + ".resumed.npz"))
          .hasSameBinaryContentAs(folder.resolve(name + ".whole.npz"));
    }

    Run without = run(ExtensionProgram.OPEN, folder.resolve("nowhere"));
    assertThat(without.status()).isNotZero();
    assertThat(without.err())
        .contains(
            "describes its network in a way that cannot be read: 'running-mean 0.9' in the"
                + " network's text: there is no such layer; expected linear, relu,",
            "or a word of your own, defined by an io.ganglion.vocabulary.Vocabulary on the class"
                + " path; the file is damaged, from a later version, or needs a vocabulary that is"
                + " missing");
  }

  private static void assertDone(Run run) {
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines()).containsExactlyInAnyOrderElementsOf(BACKENDS);
  }

  /**
   * Creates a folder for the class path that registers the vocabulary, as the jar of an extension
   * does.
   */
  private Path services() throws IOException {
    Path jar = folder.resolve("jar");
    Path file = jar.resolve("META-INF/services").resolve(Vocabulary.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, ExtensionVocabulary.class.getName());
    return jar;
  }

  /** Runs the program in a JVM whose class path is a folder, followed by this JVM's class path. */
  private Run run(String action, Path first) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent:"))
        .forEach(command::add);
    command.add("-cp");
    command.add(first + File.pathSeparator + System.getProperty("java.class.path"));
    command.add(ExtensionProgram.class.getName());
    command.add(action);
    command.add(folder.toString());
    Path out = folder.resolve(action + ".out");
    Path err = folder.resolve(action + ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      int status = process.waitFor();
      return new Run(status, Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }
}
