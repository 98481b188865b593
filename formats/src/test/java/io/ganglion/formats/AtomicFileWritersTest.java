package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Several programs that write to one folder, and programs that are asked to end. */
class AtomicFileWritersTest {

  private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEW = "new content".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void writeTheOldContent() throws IOException {
    target = Files.write(folder.resolve("weights.json"), OLD);
  }

  private Process halfWritten(String content) throws IOException {
    Process writer = SlowWriter.start(target, content.getBytes(StandardCharsets.UTF_8));
    assertThat(writer.getInputStream().read()).isEqualTo(SlowWriter.HALF_WRITTEN);
    return writer;
  }

  @Test
  void programsThatWriteAFileTogetherAllSucceed() throws Exception {
    List<Process> writers = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        writers.add(halfWritten("content of writer " + i));
      }
      AtomicFile.write(target, out -> out.write(NEW));
      assertThat(target).hasBinaryContent(NEW);
      for (int i = 0; i < 3; i++) {
        assertThat(SlowWriter.finish(writers.get(i))).isZero();
        assertThat(target).hasContent("content of writer " + i);
      }
    } finally {
      writers.forEach(Process::destroyForcibly);
    }
    assertThat(folder.toFile().list()).containsExactly("weights.json");
  }

  @Test
  void theFileOfALivingProgramIsKeptAndThatOfAKilledOneIsDeleted() throws Exception {
    Process writer = halfWritten("unfinished");
    try {
      AtomicFile.write(folder.resolve("other.json"), out -> out.write(NEW));
      assertThat(folder.toFile().list()).hasSize(3);
    } finally {
      writer.destroyForcibly().waitFor();
    }
    AtomicFile.write(folder.resolve("other.json"), out -> out.write(NEW));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("weights.json", "other.json");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it ends programs without asking them")
  void aProgramThatIsAskedToEndCompletesTheFile() throws Exception {
    Process writer = halfWritten("complete");
    try {
      // Unlike Process.destroy, this leaves the streams open.
      writer.toHandle().destroy();
      // Told to finish before it has noticed, it would end by itself.
      assertThat(writer.getInputStream().read()).isEqualTo(SlowWriter.ENDING);
      assertThat(SlowWriter.finish(writer)).isEqualTo(128 + 15);
    } finally {
      writer.destroyForcibly();
    }
    assertThat(target).hasContent("complete");
    assertThat(folder.toFile().list()).containsExactly("weights.json");
  }

  @Test
  void aThreadThatIsInterruptedWhileItWritesCompletesTheFileAndStaysInterrupted()
      throws IOException {
    AtomicFile.write(
        target,
        out -> {
          out.write(NEW, 0, 1);
          Thread.currentThread().interrupt();
          out.write(NEW, 1, NEW.length - 1);
        });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(target).hasBinaryContent(NEW);
    assertThat(folder.toFile().list()).containsExactly("weights.json");
  }

  /** Written by another user, who has a way to become one: root. */
  @Test
  void aFileThatOnlyItsOwnerMayReplaceIsFoundWithoutReplacingIt() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can be another user");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "there is no setpriv");
    run("chmod", "1777", folder.toString());
    run("chmod", "0666", target.toString());
    Process checker =
        new ProcessBuilder(
                "/usr/bin/setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                SlowWriter.classPath(),
                Checker.class.getName(),
                target.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(checker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(!said.contains("Could not find or load main class"), "the classes are root's own");
    assertThat(checker.waitFor()).as(said).isEqualTo(1);
    assertThat(said).contains(target + ": cannot be written: it cannot be replaced");
    assertThat(target).hasBinaryContent(OLD);
    assertThat(folder.toFile().list()).containsExactly("weights.json");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  /** Another program, which checks a target. */
  static final class Checker {

    private Checker() {}

    public static void main(String[] arguments) {
      try {
        AtomicFile.check(Path.of(arguments[0]));
      } catch (IOException e) {
        System.out.println(e.getMessage());
        System.exit(1);
      }
    }
  }
}
