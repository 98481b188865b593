package io.ganglion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project with the script {@code ganglion}, and with fake commands {@code java} and {@code mvn}
 * that only record how they are called.
 */
abstract class LaunchedProject {

  @TempDir Path folder;
  Path project;
  Path bin;
  Path mavenCalls;

  @BeforeEach
  void layOutAProjectWithRecordingTools() throws IOException {
    project = Files.createDirectories(folder.resolve("a project"));
    bin = Files.createDirectories(folder.resolve("bin"));
    mavenCalls = folder.resolve("maven-calls");
    Files.copy(Path.of("..", "ganglion"), project.resolve("ganglion"));
    write(project.resolve("pom.xml"), "");
    write(project.resolve("plugins.xml"), "");
    for (String module : List.of("cli", "core", "backend-nd4j")) {
      write(project.resolve(module).resolve("pom.xml"), "");
      write(project.resolve(module).resolve("src/main/java/Source.java"), "");
    }
    for (String tool :
        List.of(
            "cat",
            "cksum",
            "cp",
            "dirname",
            "env",
            "find",
            "head",
            "ln",
            "mkdir",
            "readlink",
            "rm",
            "sed",
            "sh",
            "sleep",
            "sort")) {
      script(bin.resolve(tool), "exec " + find(tool) + " \"$@\"");
    }
    java("17.0.1");
    maven("mkdir -p cli/target/command/lib");
  }

  void assertFailure(Launch run, String message) throws IOException {
    assertThat(run.exit).isEqualTo(1);
    assertThat(run.output).isEmpty();
    assertThat(run.error).containsOnlyOnce("\n").startsWith("ganglion: " + message);
    assertThat(mavenCalls()).isEmpty();
  }

  Launch run(String... arguments) throws Exception {
    return run(Map.of(), arguments);
  }

  Launch run(Map<String, String> environment, String... arguments) throws Exception {
    Process process = start(project.resolve("ganglion"), environment, arguments);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Launch(process.waitFor(), output, Files.readString(folder.resolve("stderr")));
  }

  Process start(Path launcher, Map<String, String> environment, String... arguments)
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

  List<String> mavenCalls() throws IOException {
    return Files.exists(mavenCalls) ? Files.readAllLines(mavenCalls) : List.of();
  }

  void java(String version) throws IOException {
    script(
        bin.resolve("java"),
        "if [ \"$1\" = -version ]; then\n"
            + String.format(
                Locale.ROOT, "  echo 'openjdk version \"%s\" 2025-01-01' >&2\n", version)
            + "else\n"
            + "  printf '%s\\n' \"$@\"\n"
            + "fi");
  }

  void maven(String body) throws IOException {
    script(bin.resolve("mvn"), "echo \"$*\" >>'" + mavenCalls + "'\n" + body);
  }

  static void script(Path file, String body) throws IOException {
    write(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static Path find(String tool) {
    return List.of(Path.of("/bin", tool), Path.of("/usr/bin", tool)).stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  record Launch(int exit, String output, String error) {
    List<String> arguments() {
      return output.lines().toList();
    }
  }
}
