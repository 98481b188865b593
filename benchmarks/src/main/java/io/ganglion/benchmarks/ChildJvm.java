package io.ganglion.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts JVMs like this one. */
final class ChildJvm {

  private ChildJvm() {}

  /**
   * The command that runs a main class on this JVM's class path, with this JVM's flags and the
   * given ones.
   */
  static List<String> command(List<String> flags, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flagsOfThis());
    for (String flag : flags) {
      if (!command.contains(flag)) {
        command.add(flag);
      }
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * The flags that this JVM was started with, except for the one that names a temporary file of
   * JMH.
   */
  static List<String> flagsOfThis() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-XX:CompileCommandFile"))
        .toList();
  }

  /** Waits for a process to end, and returns its exit status. */
  static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for another JVM", e);
    }
  }
}
