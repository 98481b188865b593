package io.ganglion.train;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The original program, from which Ganglion grew, transcribed formula by formula, as plainly as
 * possible: linear, linear, softmax, cross-entropy.
 */
final class OriginalProgram {

  private final double[][] w1;
  private final double[][] w2;

  OriginalProgram(double[] weights1, double[] weights2, int inputs, int hidden, int classes) {
    w1 = matrix(weights1, inputs, hidden);
    w2 = matrix(weights2, hidden, classes);
  }

  private static double[][] matrix(double[] values, int rows, int columns) {
    double[][] matrix = new double[rows][columns];
    for (int i = 0; i < values.length; i++) {
      matrix[i / columns][i % columns] = values[i];
    }
    return matrix;
  }

  double[] parameters() {
    return Stream.of(w1, w2).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
  }

  EpochResult epoch(int epoch, RandomSamples samples, int batchSize, double rate) {
    int correct = 0;
    double total = 0;
    for (int from = 0; from < samples.size(); from += batchSize) {
      int batch = Math.min(batchSize, samples.size() - from);
      double[][] step1 = new double[w1.length][w1[0].length];
      double[][] step2 = new double[w2.length][w2[0].length];
      for (int sample = from; sample < from + batch; sample++) {
        double[] x = samples.input(sample);
        double[] h = times(x, w1);
        double[] p = softmax(times(h, w2));
        int label = samples.label(sample);
        total -= Math.log(raised(p[label]));
        correct += argmax(p) == label ? 1 : 0;
        double[] gradient = new double[p.length];
        gradient[label] = -1 / raised(p[label]);
        double dot = gradient[label] * p[label];
        for (int j = 0; j < p.length; j++) {
          gradient[j] = p[j] * (gradient[j] - dot);
        }
        double[] gradientOfH = new double[h.length];
        for (int i = 0; i < h.length; i++) {
          for (int j = 0; j < p.length; j++) {
            gradientOfH[i] += gradient[j] * w2[i][j];
            step2[i][j] += h[i] * gradient[j] / batch;
          }
        }
        for (int i = 0; i < x.length; i++) {
          for (int j = 0; j < h.length; j++) {
            step1[i][j] += x[i] * gradientOfH[j] / batch;
          }
        }
      }
      descend(w1, step1, rate);
      descend(w2, step2, rate);
    }
    int size = samples.size();
    return new EpochResult(
        epoch,
        size,
        OptionalInt.of(correct),
        OptionalDouble.of((double) correct / size * 100),
        total / size,
        rate,
        Optional.empty());
  }

  private static double raised(double p) {
    return Math.abs(p) < 1e-7 ? p + 1e-7 : p;
  }

  private static double[] times(double[] x, double[][] w) {
    double[] y = new double[w[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * w[i][j];
      }
    }
    return y;
  }

  private static double[] softmax(double[] x) {
    double max = Arrays.stream(x).max().orElseThrow();
    double[] y = Arrays.stream(x).map(v -> Math.exp(v - max)).toArray();
    double sum = Arrays.stream(y).sum();
    return Arrays.stream(y).map(v -> v / sum).toArray();
  }

  private static int argmax(double[] p) {
    int best = 0;
    for (int j = 1; j < p.length; j++) {
      best = p[j] > p[best] ? j : best;
    }
    return best;
  }

  private static void descend(double[][] w, double[][] step, double rate) {
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < w[i].length; j++) {
        w[i][j] -= rate * step[i][j];
      }
    }
  }
}
