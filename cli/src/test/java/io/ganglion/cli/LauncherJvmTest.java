package io.ganglion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the script {@code ganglion} finds a Java and starts it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherJvmTest extends LaunchedProject {

  private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
  private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

  @Test
  void argumentsReachTheCommandUntouched() throws Exception {
    Launch run = run("predict", "a b.png", "", "*", "it's \"$HOME\"");

    assertThat(run.arguments())
        .endsWith("io.ganglion.cli.Main", "predict", "a b.png", "", "*", "it's \"$HOME\"");
  }

  @Test
  void noTerminalIsReportedIfThereIsNone() throws Exception {
    assertThat(run("train").arguments())
        .noneMatch(argument -> argument.startsWith("-Dganglion.terminal"));
  }

  @Test
  void theClassPathIsTheFolderThatTheBuildFills() throws Exception {
    assertThat(run("train").arguments())
        .containsSequence(
            "-cp", project.toRealPath() + "/cli/target/command/lib/*", "io.ganglion.cli.Main");
  }

  @Test
  void jarsOfOnesOwnFollowThoseOfGanglion() throws Exception {
    Map<String, String> own = Map.of("GANGLION_CLASSPATH", "my words.jar:more/*");
    Path root = project.toRealPath();

    assertThat(run(own, "train").arguments())
        .containsSequence(
            "-cp", root + "/cli/target/command/lib/*:my words.jar:more/*", "io.ganglion.cli.Main");
    assertThat(run(own, "bench").arguments())
        .containsSequence(
            "-cp",
            root + "/benchmarks/target/command/benchmarks.jar:my words.jar:more/*",
            "io.ganglion.benchmarks.Report");
  }

  @Test
  void anEmptyClassPathOfOnesOwnAddsNothing() throws Exception {
    assertThat(run(Map.of("GANGLION_CLASSPATH", ""), "train").arguments())
        .containsSequence(
            "-cp", project.toRealPath() + "/cli/target/command/lib/*", "io.ganglion.cli.Main");
  }

  @Test
  void javaOptionsOfBothVariablesStandBeforeTheMainClass() throws Exception {
    Launch run = run(Map.of("JAVA_OPTS", "-Xmx256m -Da=b", "GANGLION_OPTS", "-Dc=d"), "train");

    assertThat(run.arguments()).containsSequence("-Xmx256m", "-Da=b", "-Dc=d", "-cp");
  }

  @Test
  void nativeAccessIsAllowedIfTheJvmWouldWarnAboutIt() throws Exception {
    assertThat(run("train").arguments()).doesNotContain(NATIVE_ACCESS);

    java("25.0.1");

    assertThat(run("train").arguments())
        .contains(NATIVE_ACCESS, "--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void theModuleOfTheVectorBackendIsAddedIfNeededAndPresent() throws Exception {
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
    Launch run = run("train");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.error())
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
  void linksLeadToTheProject() throws Exception {
    Path near = Files.createSymbolicLink(project.resolve("near"), Path.of("ganglion"));
    Path far = Files.createSymbolicLink(folder.resolve("far"), near);
    Process process = start(far, Map.of(), "train");

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .contains(project.toRealPath() + "/cli/target/command/lib/*");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aProjectWhosePathCannotBeInAClassPathIsRefused() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("a:b"));
    project = Files.move(project, odd.resolve("project"));

    assertFailure(run("train"), "the project's path " + project.toRealPath() + " contains ':'");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', '|C.UTF-8|'",
    "'', '', C, '|C.UTF-8|C'",
    "'', POSIX, de_DE.UTF-8, '|C.UTF-8|de_DE.UTF-8'",
    "C, de_DE.UTF-8, de_DE.UTF-8, C.UTF-8|de_DE.UTF-8|de_DE.UTF-8",
    "'', '', de_DE.UTF-8, '||de_DE.UTF-8'",
    "'', ar_EG, '', '|ar_EG|'",
    "tr_TR, C, C, tr_TR|C|C"
  })
  void withoutALocaleFileNamesAreInUtf8(String all, String ctype, String lang, String seen)
      throws Exception {
    String print = "echo \"${LC_ALL-}|${LC_CTYPE-}|${LANG-}\"";
    script(
        bin.resolve("java"),
        "[ \"$1\" = -version ] && echo 'openjdk version \"17\"' >&2 && exit; " + print);
    maven(print + " >'" + folder.resolve("maven") + "'");

    Launch run = run(Map.of("LC_ALL", all, "LC_CTYPE", ctype, "LANG", lang), "train");

    assertThat(run.output()).isEqualTo(seen + "\n");
    assertThat(folder.resolve("maven")).hasContent(seen + "\n");
  }

  @Test
  void theCommandLearnsByWhichNameItWasCalled() throws Exception {
    assertThat(run("train").arguments()).contains("-Dganglion.command=" + project + "/ganglion");

    Path linked = Files.createSymbolicLink(bin.resolve("ganglion"), project.resolve("ganglion"));
    Process process = start(linked, Map.of(), "train");

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .contains("-Dganglion.command=ganglion\n");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void theExitCodeIsTheCommands() throws Exception {
    script(
        bin.resolve("java"),
        "[ \"$1\" = -version ] && echo 'openjdk version \"17\"' >&2 && exit; exit 2");

    assertThat(run("train").exit()).isEqualTo(2);
  }
}
