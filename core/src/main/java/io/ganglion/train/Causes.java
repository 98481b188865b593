package io.ganglion.train;

import static io.ganglion.train.LearningCheck.number;

import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import io.ganglion.text.Numbers;
import io.ganglion.train.LearningProblem.Symptom;
import java.util.ArrayList;
import java.util.List;

/** Looks for the causes of a {@link LearningProblem} in some of the samples and predictions. */
final class Causes {

  private static final int MOST_SAMPLES = 200;

  /** Inputs are meant to be of the size of 1. */
  private static final double SMALL = 0.1;

  private static final double LARGE = 10;

  /** A share of one class, in percent, beside which others are rare. */
  private static final double DOMINANT = 90;

  /** A loss of the baseline's times this is above it. */
  private static final double ABOVE = 1.05;

  /** The relative difference of numbers that are taken as equal. */
  private static final double EQUAL = 1e-6;

  private final Baseline baseline;
  private final double learningRate;
  private double smallest = Double.POSITIVE_INFINITY;
  private double largest = Double.NEGATIVE_INFINITY;
  private double mean;
  private final boolean inputsAreEqual;
  private final boolean outputsAreEqual;

  Causes(Network network, Samples samples, Baseline baseline, double learningRate) {
    this.baseline = baseline;
    this.learningRate = learningRate;
    int count = Math.min(samples.size(), MOST_SAMPLES);
    double[][] inputs = new double[count][samples.inputShape().size()];
    double[][] outputs = new double[count][];
    try (Predictor predictor = network.predictor()) {
      for (int i = 0; i < count; i++) {
        samples.readInput((int) ((long) samples.size() * i / count), inputs[i], 0);
        outputs[i] = predictor.predict(inputs[i]).clone();
        for (double x : inputs[i]) {
          smallest = Math.min(smallest, x);
          largest = Math.max(largest, x);
          mean += x / inputs[i].length / count;
        }
      }
    }
    this.inputsAreEqual = areEqual(inputs);
    this.outputsAreEqual = areEqual(outputs);
  }

  private static boolean areEqual(double[][] rows) {
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        if (Math.abs(row[j] - rows[0][j]) > EQUAL * (EQUAL + Math.abs(rows[0][j]))) {
          return false;
        }
      }
    }
    return true;
  }

  /** The range of the inputs. */
  String inputs() {
    return "the inputs are from " + number(smallest) + " to " + number(largest);
  }

  /**
   * The likely causes, the likeliest first.
   *
   * @param first the mean loss of the first epoch
   * @param last the mean loss now
   */
  List<String> of(Symptom symptom, double first, double last) {
    boolean dead = outputsAreEqual && !inputsAreEqual;
    boolean moved = Math.abs(last - first) > LearningCheck.FLAT * first;
    double size = Math.max(Math.abs(smallest), Math.abs(largest));
    boolean steep =
        symptom == Symptom.ABSURD_LOSS
            || size > LARGE
            || (moved && (dead || last > ABOVE * baseline.loss()));
    List<String> causes = new ArrayList<>();
    if (inputsAreEqual) {
      causes.add("all samples have the same input: check how the data are read");
    } else if (size < SMALL || size > LARGE) {
      causes.add(
          "the inputs are "
              + (size < SMALL ? "small" : "large")
              + ": scale them to about 0 to 1, or to mean 0 and deviation 1");
    }
    if (steep) {
      causes.add(learningRate("large", "a tenth of it"));
    }
    if (dead) {
      causes.add(
          "all inputs give the same output, so units are dead or saturated: use other initial weights"
              + " (he for ReLU), or leaky-relu");
    }
    if (!steep) {
      causes.add(learningRate("small", "ten times as much") + ", or more epochs");
    }
    if (smallest >= 0 && mean > largest / 2 && !inputsAreEqual) {
      causes.add(
          "most inputs are near the largest (their mean is "
              + number(mean)
              + "), as in black on white: invert them");
    }
    if (baseline.accuracy().orElse(0) >= DOMINANT) {
      causes.add("one class has nearly all samples: weigh the classes");
    }
    causes.add("the targets do not belong to the inputs, or cannot be told from them");
    return causes;
  }

  private String learningRate(String what, String instead) {
    return "the learning rate "
        + Numbers.text(learningRate)
        + " is too "
        + what
        + ": try "
        + instead;
  }
}
