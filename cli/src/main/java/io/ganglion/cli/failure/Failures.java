package io.ganglion.cli.failure;

import io.ganglion.backend.BackendUnavailableException;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.train.DivergenceException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;

/** Turns a failure into one line for the user and an exit status. */
public final class Failures
    implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {

  private final PrintStream err;
  private boolean traced;

  /** Prints failures to a stream. */
  public Failures(PrintStream err) {
    this.err = err;
  }

  /** Sets whether to print stack traces, too. */
  public void trace(boolean on) {
    traced = on;
  }

  @Override
  public int handleParseException(CommandLine.ParameterException failure, String[] args) {
    return misused(problem(failure) + guess(failure), failure.getCommandLine(), failure);
  }

  private int misused(String sentence, CommandLine commandLine, Exception failure) {
    String name = commandLine.getCommandSpec().qualifiedName();
    print(sentence + "; see " + name + " --help", failure);
    return ExitStatus.MISUSED;
  }

  private static String problem(CommandLine.ParameterException failure) {
    if (failure.getCause() instanceof InvalidPathException path) {
      return sentence(path);
    }
    Set<String> commands = failure.getCommandLine().getSubcommands().keySet();
    return failure instanceof CommandLine.UnmatchedArgumentException unmatched
            && !commands.isEmpty()
            && !unmatched.getUnmatched().get(0).startsWith("-")
        ? String.format(
            Locale.ROOT,
            "no command is called '%s', expected one of %s",
            unmatched.getUnmatched().get(0),
            String.join(", ", commands))
        : failure.getMessage();
  }

  /** A suggestion for an unknown command or option. */
  private static String guess(CommandLine.ParameterException failure) {
    return failure instanceof CommandLine.UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? "; did you mean " + unmatched.getSuggestions().get(0) + "?"
        : "";
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    return failure instanceof UsageException
        ? misused(failure.getMessage(), commandLine, failure)
        : report(failure);
  }

  /** Prints a failure and returns the exit status. */
  public int report(Throwable failure) {
    print(sentence(failure), failure);
    return ExitStatus.FAILED;
  }

  private void print(String sentence, Throwable failure) {
    String line = sentence.strip().replaceAll("\\s*\\R\\s*", " ");
    err.println("ganglion: " + Terminal.printable(line));
    if (traced) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      // Messages quote files and their names, and may hold anything.
      trace.toString().lines().forEach(each -> err.println(indented(each)));
    }
  }

  private static String indented(String line) {
    String text = line.stripLeading();
    return line.substring(0, line.length() - text.length()) + Terminal.printable(text);
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      return sentence(unchecked.getCause());
    }
    if (failure instanceof FileSystemException file && isBare(file)) {
      return file.getFile() + ": " + reason(file);
    }
    if (failure instanceof InvalidPathException path) {
      return path.getInput() + ": is not a path (" + path.getReason() + ")" + encodingHint();
    }
    if (failure instanceof OutOfMemoryError) {
      long most = Runtime.getRuntime().maxMemory() >> 20;
      return String.format(
          Locale.ROOT,
          "out of memory: Java may use at most %d MB; use less data (--limit) or a smaller network, or raise that limit with GANGLION_OPTS=-Xmx%dm",
          most,
          2 * most);
    }
    if (isExpected(failure) && failure.getMessage() != null) {
      return failure.getMessage();
    }
    return "a bug in Ganglion: "
        + failure
        + "; run the command again with --stacktrace and report its output";
  }

  /** A locale other than of UTF-8 leaves most letters without a place in file names. */
  private static String encodingHint() {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    return encoding.equalsIgnoreCase("UTF-8")
        ? ""
        : "; file names are in " + encoding + " here: set LC_ALL to a locale of UTF-8";
  }

  /** Whether the failure's message is written for users. */
  private static boolean isExpected(Throwable failure) {
    return failure instanceof CommandException
        || failure instanceof IOException
        || failure instanceof BackendUnavailableException
        || failure instanceof DivergenceException
        || failure instanceof IllegalArgumentException;
  }

  /** Whether the message is only a path, as the JDK's messages can be. */
  private static boolean isBare(FileSystemException failure) {
    String file = failure.getFile();
    return file != null && file.equals(failure.getMessage()) && !file.contains(": ");
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder; check the path";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied; check the permissions";
    }
    return "cannot be used (" + failure.getClass().getSimpleName() + ")";
  }
}
