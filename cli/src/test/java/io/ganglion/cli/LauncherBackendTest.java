package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code ganglion} builds and loads ND4J and the benchmarks only when needed. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherBackendTest extends LaunchedProject {

  @Test
  void nd4jIsNeitherBuiltNorLoadedUnlessChosen() throws Exception {
    Launch run = run("train", "--backend", "ejml", "--weights", "nd4j");

    assertThat(mavenCalls()).allSatisfy(call -> assertThat(call).doesNotContain("nd4j"));
    assertThat(run.arguments().get(2)).doesNotContain("nd4j");
  }

  @Test
  void nd4jChosenByArgumentIsBuiltAndLoaded() throws Exception {
    assertNd4j(run("train", "--backend", "nd4j"));
    assertNd4j(run("train", "--backend=nd4j"));
    assertThat(mavenCalls()).hasSize(1);
  }

  @Test
  void nd4jChosenByEnvironmentIsBuiltAndLoaded() throws Exception {
    assertNd4j(run(Map.of("GANGLION_BACKEND", "nd4j"), "train"));
  }

  @Test
  void nd4jChosenByPropertyIsBuiltAndLoaded() throws Exception {
    assertNd4j(run(Map.of("JAVA_OPTS", "-Dganglion.backend=nd4j"), "train"));
  }

  @Test
  void anArgumentOverridesTheEnvironment() throws Exception {
    run(Map.of("GANGLION_BACKEND", "nd4j"), "train", "--backend", "java");

    assertThat(mavenCalls()).containsExactly("-q -B -Dquick -pl cli -am package");
  }

  @Test
  void benchRunsTheBenchmarksJarInPlaceOfTheCommand() throws Exception {
    List<String> arguments = run("bench", "--quick", "--output", "a b").arguments();

    assertThat(arguments)
        .endsWith(
            "-cp",
            project.toRealPath() + "/benchmarks/target/command/benchmarks.jar",
            "io.ganglion.benchmarks.Report",
            "--quick",
            "--output",
            "a b");
    assertThat(mavenCalls()).containsExactly("-q -B -Dquick -pl cli,benchmarks -am package");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void theHelpOfBenchNeedsNoBenchmarks(String help) throws Exception {
    assertThat(run("bench", help).arguments()).endsWith("io.ganglion.cli.Main", "bench", help);
    assertThat(mavenCalls()).containsExactly("-q -B -Dquick -pl cli -am package");
  }

  @Test
  void nd4jIsBuiltEvenIfTheCommandWasBuiltWithoutIt() throws Exception {
    run("train");
    assertNd4j(run("train", "--backend", "nd4j"));

    assertThat(mavenCalls()).hasSize(2);
  }

  private void assertNd4j(Launch run) throws IOException {
    Path root = project.toRealPath();
    assertThat(run.arguments())
        .contains(
            root + "/cli/target/command/lib/*:" + root + "/backend-nd4j/target/command/lib/*");
    assertThat(mavenCalls()).last().isEqualTo("-q -B -Dquick -pl cli,backend-nd4j -am package");
  }
}
