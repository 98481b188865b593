package io.ganglion.cli.terminal;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that shows how far something has come, on a terminal and nowhere else. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress HIDDEN =
      new Progress() {
        @Override
        public void at(long done) {}

        @Override
        public void close() {}
      };

  /** Tells how much is done. */
  void at(long done);

  /** Takes the bar away. */
  @Override
  void close();

  /**
   * Begins to show progress, if standard error is a terminal.
   *
   * @param terminal where
   * @param title what is going on
   * @param total how much there is to do; below 0 if nobody knows
   * @return what to tell the progress
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

  /** Draws a bar and, unlike its parent, leaves no empty line where it was. */
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
