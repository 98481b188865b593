package com.example.extension;

import io.ganglion.optimizer.Schedule;
import java.util.List;

/** A schedule of one's own: the rate falls towards 0 over n epochs, then begins anew. */
record Sawtooth(int every) implements Schedule {

  @Override
  public String text() {
    return "sawtooth " + every;
  }

  @Override
  public double factor(double epoch, int epochs, List<Double> losses) {
    return 1 - epoch % every / every;
  }
}
