package io.ganglion.cli.terminal;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar, which is shown only on a terminal. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress HIDDEN =
      new Progress() {
        @Override
        public void at(long done) {}

        @Override
        public void close() {}
      };

  /** Updates the amount done. */
  void at(long done);

  /** Removes the bar. */
  @Override
  void close();

  /**
   * Begins to show progress, if standard error is a terminal.
   *
   * @param terminal where to show it
   * @param title the name of the work
   * @param total the amount of work; negative if unknown
   * @return the bar to update
   */
  static Progress of(Terminal terminal, String title, long total) {
    if (!terminal.errIsTerminal()) {
      return HIDDEN;
    }
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(title)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new Bar(terminal))
            .clearDisplayOnFinish()
            .build();
    return new Progress() {
      @Override
      public void at(long done) {
        bar.stepTo(done);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }

  /** Draws a bar and, unlike its superclass, leaves no empty line behind. */
  final class Bar extends ConsoleProgressBarConsumer {

    private final PrintStream err;

    private Bar(Terminal terminal) {
      super(terminal.err(), terminal.columns() - 1);
      this.err = terminal.err();
    }

    @Override
    public void close() {
      err.flush();
    }
  }
}
