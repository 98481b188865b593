package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When and how the script {@code ganglion} builds the command. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherBuildTest extends LaunchedProject {

  @Test
  void firstUseBuildsTheCommandAndSaysSoOnStandardError() throws Exception {
    Launch run = run("train");

    assertThat(run.exit()).isZero();
    assertThat(run.error()).containsOnlyOnce("\n").startsWith("ganglion: building the command (");
    assertThat(run.output()).doesNotContain("building");
    assertThat(mavenCalls()).containsExactly("-q -B -Dquick -pl cli -am package");
  }

  @Test
  void laterUseStartsTheJvmAtOnce() throws Exception {
    run("train");
    Launch second = run("train");

    assertThat(second.error()).isEmpty();
    assertThat(mavenCalls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pom.xml", "plugins.xml", "core/pom.xml", "core/src/main/java/Source.java"})
  void aFileThatHasChangedCausesANewBuild(String changed) throws Exception {
    run("train");
    write(project.resolve(changed), "changed");
    date(changed, Instant.now().plusSeconds(60));
    run("train");

    assertThat(mavenCalls()).hasSize(2);
  }

  @Test
  void aFileThatIsDatedTomorrowCausesOneBuildAndNoMore() throws Exception {
    Instant tomorrow = Instant.now().plusSeconds(86_400);
    date("core/src/main/java/Source.java", tomorrow);
    run("train");
    run("train");
    run("train", "--backend", "nd4j");
    run("train", "--backend", "nd4j");
    assertThat(mavenCalls()).hasSize(2);

    write(project.resolve("core/src/main/java/Source.java"), "changed");
    date("core/src/main/java/Source.java", tomorrow);
    run("train");
    assertThat(mavenCalls()).hasSize(3);
    Files.delete(project.resolve("core/src/main/java/Source.java"));
    date("core/src/main/java", tomorrow);
    run("train");
    assertThat(mavenCalls()).hasSize(4);
  }

  private void date(String file, Instant time) throws IOException {
    Files.setLastModifiedTime(project.resolve(file), FileTime.from(time));
  }

  @Test
  void aMissingMavenIsNamed() throws Exception {
    Files.delete(bin.resolve("mvn"));

    assertFailure(run("train"), "no mvn found on the PATH");
  }

  @Test
  void aFailedBuildShowsMavensReasonsAndIsTriedAgain() throws Exception {
    maven("echo '[ERROR] a reason'; exit 7");
    Launch failed = run("train");

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.error())
        .contains("[ERROR] a reason\n")
        .endsWith("ganglion: could not build the command; see Maven's output above\n");
    assertThat(failed.output()).isEmpty();

    run("train");
    assertThat(mavenCalls()).hasSize(2);
  }

  @Test
  void launchersStartedTogetherBuildOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      processes.add(start(project.resolve("ganglion"), Map.of(), "train"));
    }
    for (Process process : processes) {
      process.getInputStream().readAllBytes();
      assertThat(process.waitFor()).isZero();
    }

    assertThat(mavenCalls()).hasSize(1);
    assertThat(project.resolve("cli/target/builds/1")).isEmptyFile();
    assertThat(project.resolve("cli/target/builds/2")).doesNotExist();
  }

  @Test
  void aBuildWhoseProcessesWereKilledIsRepeated() throws Exception {
    Process dead = new ProcessBuilder("/bin/sh", "-c", "exit").start();
    dead.waitFor();
    write(project.resolve("cli/target/builds/1"), dead.pid() + "\n");

    assertThat(run("train").exit()).isZero();
    assertThat(mavenCalls()).hasSize(1);
    assertThat(project.resolve("cli/target/builds/2")).isEmptyFile();
  }

  @Test
  void aMavenThatOutlivesItsKilledLauncherIsWaitedFor() throws Exception {
    Process launcher = new ProcessBuilder("/bin/sh", "-c", "exit").start();
    launcher.waitFor();
    Process orphan = new ProcessBuilder("/bin/cat").start();
    write(project.resolve("cli/target/builds/1"), launcher.pid() + "\n" + orphan.pid() + "\n");
    // The orphan ends while the next launcher waits, and only if it does wait.
    script(bin.resolve("sleep"), "kill " + orphan.pid());
    maven("if kill -0 " + orphan.pid() + "; then echo 'another Maven runs'; exit 1; fi");

    Launch run = run("train");

    assertThat(run.error())
        .contains("ganglion: waiting for another build (")
        .doesNotContain("another Maven runs");
    assertThat(orphan.waitFor()).isEqualTo(143);
    assertThat(mavenCalls()).hasSize(1);
  }

  @Test
  void aBuildListsItsOwnShellAndMaven() throws Exception {
    maven(
        "cp cli/target/builds/1 '"
            + folder.resolve("processes")
            + "'; echo $$ >>'"
            + mavenCalls
            + "'");

    run("train");

    List<String> processes = Files.readAllLines(folder.resolve("processes"));
    assertThat(processes).hasSize(2).last().isEqualTo(mavenCalls().get(1));
    assertThat(project.resolve("cli/target/builds/1")).isEmptyFile();
  }
}
