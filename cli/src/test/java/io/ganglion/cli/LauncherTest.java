package io.ganglion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the script {@code ganglion} does before the JVM starts, seen through a {@code java} and a
 * {@code mvn} that only record how they are called.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherTest {

  private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
  private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

  @TempDir Path folder;
  private Path project;
  private Path bin;
  private Path mavenCalls;

  @BeforeEach
  void layOutAProjectWithRecordingTools() throws IOException {
    project = Files.createDirectories(folder.resolve("a project"));
    bin = Files.createDirectories(folder.resolve("bin"));
    mavenCalls = folder.resolve("maven-calls");
    Files.copy(Path.of("..", "ganglion"), project.resolve("ganglion"));
    write(project.resolve("pom.xml"), "");
    for (String module : List.of("cli", "core", "backend-nd4j")) {
      write(project.resolve(module).resolve("pom.xml"), "");
      write(project.resolve(module).resolve("src/main/java/Source.java"), "");
    }
    for (String tool :
        List.of(
            "cat",
            "cp",
            "dirname",
            "find",
            "head",
            "ln",
            "mkdir",
            "readlink",
            "rm",
            "sed",
            "sh",
            "sleep")) {
      script(bin.resolve(tool), "exec " + find(tool) + " \"$@\"");
    }
    java("17.0.1");
    maven("mkdir -p cli/target/command/lib");
  }

  @Test
  void firstUseBuildsTheCommandAndSaysSoOnStandardError() throws Exception {
    Run run = run("train");

    assertThat(run.exit).isZero();
    assertThat(run.error).containsOnlyOnce("\n").startsWith("ganglion: building the command (");
    assertThat(run.output).doesNotContain("building");
    assertThat(mavenCalls()).containsExactly("-q -B -Dquick -pl cli -am package");
  }

  @Test
  void laterUseStartsTheJvmAtOnce() throws Exception {
    run("train");
    Run second = run("train");

    assertThat(second.error).isEmpty();
    assertThat(mavenCalls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "core/pom.xml", "core/src/main/java/Source.java"})
  void aFileThatChangedSinceIsBuiltIn(String changed) throws Exception {
    run("train");
    Files.setLastModifiedTime(
        project.resolve(changed), FileTime.from(Instant.now().plusSeconds(60)));
    run("train");

    assertThat(mavenCalls()).hasSize(2);
  }

  @Test
  void argumentsReachTheCommandUntouched() throws Exception {
    Run run = run("predict", "a b.png", "", "*", "it's \"$HOME\"");

    assertThat(run.arguments())
        .endsWith("io.ganglion.cli.Main", "predict", "a b.png", "", "*", "it's \"$HOME\"");
  }

  @Test
  void noTerminalIsClaimedWhereThereIsNone() throws Exception {
    assertThat(run("train").arguments())
        .noneMatch(argument -> argument.startsWith("-Dganglion.terminal"));
  }

  @Test
  void theClassPathIsWhatTheBuildPutIntoItsFolder() throws Exception {
    assertThat(run("train").arguments())
        .containsSequence(
            "-cp", project.toRealPath() + "/cli/target/command/lib/*", "io.ganglion.cli.Main");
  }

  @Test
  void javaOptionsOfBothVariablesStandBeforeTheMainClass() throws Exception {
    Run run = run(Map.of("JAVA_OPTS", "-Xmx256m -Da=b", "GANGLION_OPTS", "-Dc=d"), "train");

    assertThat(run.arguments()).containsSequence("-Xmx256m", "-Da=b", "-Dc=d", "-cp");
  }

  @Test
  void nativeAccessIsAllowedWhereTheJvmWouldWarnOfIt() throws Exception {
    assertThat(run("train").arguments()).doesNotContain(NATIVE_ACCESS);

    java("25.0.1");

    assertThat(run("train").arguments())
        .contains(NATIVE_ACCESS, "--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void theModuleOfTheVectorBackendIsTakenWhereItHelpsAndIsThere() throws Exception {
    Path home = folder.resolve("a jdk");
    script(home.resolve("bin/java"), "[ \"$1\" != -version ] && printf '%s\\n' \"$@\"");
    String release = "JAVA_VERSION=\"17\"\nMODULES=\"java.base jdk.incubator.vector jdk.zipfs\"\n";
    write(home.resolve("release"), release);
    Map<String, String> java = Map.of("JAVA_HOME", home.toString());

    assertThat(run(java, "train").arguments()).contains(VECTOR_MODULE);
    assertThat(run(java, "predict", "--backend", "vector").arguments()).contains(VECTOR_MODULE);
    assertThat(run(java, "predict", "a.png").arguments()).doesNotContain(VECTOR_MODULE);

    write(home.resolve("release"), release.replace("jdk.incubator.vector ", ""));

    assertThat(run(java, "train").arguments()).doesNotContain(VECTOR_MODULE);
  }

  @Test
  void theReleaseFileOfJavaHomeTellsTheVersion() throws Exception {
    Path home = folder.resolve("a jdk");
    script(home.resolve("bin/java"), "[ \"$1\" != -version ] && printf '%s\\n' \"$@\"");
    write(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"24\"\n");

    assertThat(run(Map.of("JAVA_HOME", home.toString()), "train").arguments())
        .contains(NATIVE_ACCESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_402", "11.0.2", "16"})
  void anOldJavaIsRefused(String version) throws Exception {
    java(version);
    Run run = run("train");

    assertThat(run.exit).isEqualTo(1);
    assertThat(run.error)
        .containsOnlyOnce("\n")
        .contains("Java " + version.replaceFirst("_.*", ""), "Java 17 or later is needed");
    assertThat(mavenCalls()).isEmpty();
  }

  @Test
  void aMissingJavaIsNamed() throws Exception {
    Files.delete(bin.resolve("java"));

    assertFailure(run("train"), "no java found on the PATH; install a JDK 17 or later");
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    assertFailure(run(Map.of("JAVA_HOME", "/nowhere"), "train"), "no java in JAVA_HOME (/nowhere)");
  }

  @Test
  void aMissingMavenIsNamed() throws Exception {
    Files.delete(bin.resolve("mvn"));

    assertFailure(run("train"), "no mvn found on the PATH");
  }

  @Test
  void aFailedBuildShowsMavensReasonsAndIsTriedAgain() throws Exception {
    maven("echo '[ERROR] a reason'; exit 7");
    Run failed = run("train");

    assertThat(failed.exit).isEqualTo(1);
    assertThat(failed.error)
        .contains("[ERROR] a reason\n")
        .endsWith("ganglion: could not build the command; Maven's reasons are above\n");
    assertThat(failed.output).isEmpty();

    run("train");
    assertThat(mavenCalls()).hasSize(2);
  }

  @Test
  void nd4jIsNeitherBuiltNorLoadedWhereNobodyAsksForIt() throws Exception {
    Run run = run("train", "--backend", "ejml", "--weights", "nd4j");

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
  void nd4jIsBuiltAlsoWhereTheCommandWasBuiltWithoutIt() throws Exception {
    run("train");
    assertNd4j(run("train", "--backend", "nd4j"));

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
  void aBuildWhoseProcessesWereKilledIsMadeAnew() throws Exception {
    Process dead = new ProcessBuilder("/bin/sh", "-c", "exit").start();
    dead.waitFor();
    write(project.resolve("cli/target/builds/1"), dead.pid() + "\n");

    assertThat(run("train").exit).isZero();
    assertThat(mavenCalls()).hasSize(1);
    assertThat(project.resolve("cli/target/builds/2")).isEmptyFile();
  }

  @Test
  void aMavenThatOutlivesItsKilledLauncherIsWaitedFor() throws Exception {
    Process launcher = new ProcessBuilder("/bin/sh", "-c", "exit").start();
    launcher.waitFor();
    Process orphan = new ProcessBuilder("/bin/cat").start();
    write(project.resolve("cli/target/builds/1"), launcher.pid() + "\n" + orphan.pid() + "\n");
    // It ends while the next launcher waits, and only if that waits.
    script(bin.resolve("sleep"), "kill " + orphan.pid());
    maven("if kill -0 " + orphan.pid() + "; then echo 'another Maven runs'; exit 1; fi");

    Run run = run("train");

    assertThat(run.error)
        .contains("ganglion: waiting for the build of ")
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

  @Test
  void linksLeadToTheProject() throws Exception {
    Path near = Files.createSymbolicLink(project.resolve("near"), Path.of("ganglion"));
    Path far = Files.createSymbolicLink(folder.resolve("far"), near);
    Process process = start(far, Map.of(), "train");

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .contains(project.toRealPath() + "/cli/target/command/lib/*");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void theExitCodeIsTheCommands() throws Exception {
    script(
        bin.resolve("java"),
        "[ \"$1\" = -version ] && echo 'openjdk version \"17\"' >&2 && exit; exit 2");

    assertThat(run("train").exit).isEqualTo(2);
  }

  private void assertNd4j(Run run) throws IOException {
    Path root = project.toRealPath();
    assertThat(run.arguments())
        .contains(
            root + "/cli/target/command/lib/*:" + root + "/backend-nd4j/target/command/lib/*");
    assertThat(mavenCalls()).last().isEqualTo("-q -B -Dquick -pl cli,backend-nd4j -am package");
  }

  private void assertFailure(Run run, String message) throws IOException {
    assertThat(run.exit).isEqualTo(1);
    assertThat(run.output).isEmpty();
    assertThat(run.error).containsOnlyOnce("\n").startsWith("ganglion: " + message);
    assertThat(mavenCalls()).isEmpty();
  }

  private Run run(String... arguments) throws Exception {
    return run(Map.of(), arguments);
  }

  private Run run(Map<String, String> environment, String... arguments) throws Exception {
    Process process = start(project.resolve("ganglion"), environment, arguments);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output, Files.readString(folder.resolve("stderr")));
  }

  private Process start(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectError(folder.resolve("stderr").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private List<String> mavenCalls() throws IOException {
    return Files.exists(mavenCalls) ? Files.readAllLines(mavenCalls) : List.of();
  }

  private void java(String version) throws IOException {
    script(
        bin.resolve("java"),
        "if [ \"$1\" = -version ]; then\n"
            + "  echo 'openjdk version \"%s\" 2025-01-01' >&2\n".formatted(version)
            + "else\n"
            + "  printf '%s\\n' \"$@\"\n"
            + "fi");
  }

  private void maven(String body) throws IOException {
    script(bin.resolve("mvn"), "echo \"$*\" >>'" + mavenCalls + "'\n" + body);
  }

  private static void script(Path file, String body) throws IOException {
    write(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static Path find(String tool) {
    return List.of(Path.of("/bin", tool), Path.of("/usr/bin", tool)).stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private record Run(int exit, String output, String error) {
    List<String> arguments() {
      return output.lines().toList();
    }
  }
}
