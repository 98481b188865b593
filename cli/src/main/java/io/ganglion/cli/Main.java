package io.ganglion.cli;

import io.ganglion.cli.command.Ganglion;
import io.ganglion.cli.command.Session;
import io.ganglion.cli.failure.Failures;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.cli.terminal.ResultStream;
import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.fetch.DataFolder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The entry point of the command {@code ganglion}. */
public final class Main {

  private Main() {}

  /**
   * Runs the command and ends the JVM.
   *
   * @param args the command's arguments
   */
  public static void main(String[] args) {
    // Images are drawn to files, never to a display, which Java would otherwise look for.
    System.setProperty("java.awt.headless", "true");
    Charset charset = charset();
    ResultStream results = new ResultStream(new FileOutputStream(FileDescriptor.out));
    Terminal terminal =
        new Terminal(
            new PrintStream(results, false, charset),
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
            Boolean.getBoolean(Terminal.STDOUT_PROPERTY),
            Boolean.getBoolean(Terminal.STDERR_PROPERTY),
            Integer.getInteger(Terminal.COLUMNS_PROPERTY, Terminal.DEFAULT_COLUMNS),
            charset);
    StopSignal stop = new StopSignal();
    int status = run(new Session(terminal, stop, DataFolder::ofThisMachine), args);
    terminal.out().flush();
    if (results.failure().isPresent() && status == ExitStatus.DONE) {
      terminal
          .err()
          .println("ganglion: cannot write to standard output: " + results.failure().get());
      status = ExitStatus.FAILED;
    }
    stop.finished(status);
    System.exit(status);
  }

  /**
   * Runs the command.
   *
   * @param session the environment of the run
   * @param args the command's arguments
   * @return the exit status
   */
  static int run(Session session, String... args) {
    Failures failures = new Failures(session.terminal().err());
    CommandLine commandLine =
        Ganglion.commandLine(session, failures, args)
            .setOut(session.terminal().outWriter())
            .setErr(session.terminal().errWriter())
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures);
    try {
      return commandLine.execute(args);
    } catch (Error e) {
      // Of any kind: a JVM that listens for signals would otherwise wait forever for the end.
      return failures.report(e);
    } finally {
      session.terminal().out().flush();
    }
  }

  /**
   * The encoding of the user's locale. Plain ASCII only means that no locale is set, as in most
   * containers and services; UTF-8 is then used, so that class names stay intact.
   */
  private static Charset charset() {
    Charset locale = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    return locale.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : locale;
  }
}
