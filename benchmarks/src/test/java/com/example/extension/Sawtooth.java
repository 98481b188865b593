package com.example.extension;

import io.ganglion.optimizer.Schedule;
import java.util.List;

/** A custom schedule: the rate falls towards 0 over a number of epochs, then starts again. */
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
