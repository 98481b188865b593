package com.example.extension;

import io.ganglion.loss.Loss;
import io.ganglion.text.Numbers;

/** A custom loss: {@code L = s Σⱼ ln cosh(pⱼ − tⱼ)}. */
record LogCosh(double scale) implements Loss {

  @Override
  public String text() {
    return "log-cosh " + Numbers.text(scale);
  }

  @Override
  public double value(double[] p, double[] t, int offset, int n) {
    double sum = 0;
    for (int j = offset; j < offset + n; j++) {
      sum += StrictMath.log(StrictMath.cosh(p[j] - t[j]));
    }
    return scale * sum;
  }

  @Override
  public void gradient(double[] p, double[] t, double[] g, int offset, int n) {
    for (int j = offset; j < offset + n; j++) {
      g[j] = scale * StrictMath.tanh(p[j] - t[j]);
    }
  }
}
