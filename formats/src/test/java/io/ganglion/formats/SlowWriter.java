package io.ganglion.formats;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another program, which finishes the file that it writes when it is told to. */
final class SlowWriter {

  static final int HALF_WRITTEN = 'h';
  static final int ENDING = 'e';
  private static final int FINISH = 'f';

  private SlowWriter() {}

  /**
   * Starts the program; it prints {@link #HALF_WRITTEN} once it has written some of the content, and
   * {@link #ENDING} once the JVM has begun to end.
   */
  static Process start(Path target, byte[] content) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath(),
            SlowWriter.class.getName(),
            target.toString(),
            new String(content, StandardCharsets.UTF_8));
    return new ProcessBuilder(new ArrayList<>(command))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static String classPath() {
    return System.getProperty("java.class.path")
        + File.pathSeparator
        + System.getProperty("jdk.module.path", "");
  }

  /** Tells the program to finish, and returns its exit status. */
  static int finish(Process writer) throws IOException, InterruptedException {
    writer.getOutputStream().write(FINISH);
    writer.getOutputStream().flush();
    return writer.waitFor();
  }

  private static void say(int what) {
    System.out.write(what);
    System.out.flush();
  }

  public static void main(String[] arguments) throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> say(ENDING)));
    AtomicFile.write(
        Path.of(arguments[0]),
        out -> {
          byte[] content = arguments[1].getBytes(StandardCharsets.UTF_8);
          out.write(content, 0, 1);
          // As a ZIP file's end does; the file must stay locked.
          out.close();
          say(HALF_WRITTEN);
          int told = System.in.read();
          if (told != FINISH) {
            throw new IOException("expected to be told to finish, got " + told);
          }
          out.write(content, 1, content.length - 1);
        });
  }
}
