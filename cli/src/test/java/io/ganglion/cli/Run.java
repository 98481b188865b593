package io.ganglion.cli;

import io.ganglion.cli.command.Session;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.fetch.DataFolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * One run of the command within the test's JVM.
 *
 * @param status the exit status
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
public record Run(int status, String out, String err) {

  /** Runs the command without fetched data, with neither stream a terminal. */
  public static Run of(Object... args) {
    return in(Path.of("nothing", "fetched"), args);
  }

  /** Runs the command with a folder for fetched data. */
  public static Run in(Path dataFolder, Object... args) {
    return with(new StopSignal(), dataFolder, false, args);
  }

  /** Runs the command on a terminal of 80 columns. */
  public static Run onTerminal(Object... args) {
    return with(new StopSignal(), Path.of("nothing", "fetched"), true, args);
  }

  public static Run with(StopSignal stop, Path dataFolder, boolean terminal, Object... args) {
    return with(stop, () -> new DataFolder(dataFolder), terminal, args);
  }

  /** Runs the command, and an action when it looks for data, after checking its options. */
  public static Run with(
      StopSignal stop, Supplier<DataFolder> dataFolders, boolean terminal, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = new String[args.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = args[i].toString();
    }
    Session session =
        new Session(
            new Terminal(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                terminal,
                terminal,
                80,
                StandardCharsets.UTF_8),
            stop,
            dataFolders);
    int status = Main.run(session, words);
    // The signal's hook, which training adds, waits for this when the test's JVM ends.
    stop.finished(ExitStatus.DONE);
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Standard output, line by line. */
  public List<String> lines() {
    return out.lines().toList();
  }

  /** The lines of standard error that report a failure. */
  public List<String> complaints() {
    return err.lines().filter(line -> line.startsWith("ganglion: ")).toList();
  }
}
