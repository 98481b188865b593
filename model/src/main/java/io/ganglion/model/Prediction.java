package io.ganglion.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What a model answers for one input. */
public final class Prediction {

  private final double[] values;
  private final List<Answer> answers;
  private final double threshold;

  private Prediction(double[] values, List<Answer> answers, double threshold) {
    this.values = values;
    this.answers = answers;
    this.threshold = threshold;
  }

  /** Names a network's outputs. The outputs are taken over. */
  static Prediction of(ModelDescription description, double... outputs) {
    List<String> names = description.classes();
    if (names.isEmpty()) {
      return new Prediction(outputs, List.of(), 0);
    }
    double[] calibrated = description.calibration().apply(outputs);
    List<Answer> answers = new ArrayList<>();
    if (names.size() == outputs.length) {
      for (int j = 0; j < outputs.length; j++) {
        answers.add(new Answer(names.get(j), calibrated[j]));
      }
    }
    if (outputs.length == 1) {
      // A single output is the probability of its class, or of the second of two.
      String other = names.size() == 2 ? names.get(0) : "not " + names.get(0);
      answers.clear();
      answers.add(new Answer(other, 1 - calibrated[0]));
      answers.add(new Answer(names.get(names.size() - 1), calibrated[0]));
    }
    answers.sort(Comparator.comparingDouble((Answer answer) -> -answer.probability()));
    return new Prediction(calibrated, List.copyOf(answers), description.calibration().threshold());
  }

  /**
   * Returns all classes, the most probable first; of equally probable ones, in the order of the
   * network's outputs.
   *
   * @return an unmodifiable list; empty in a regression
   */
  public List<Answer> answers() {
    return answers;
  }

  /**
   * Returns the most probable class.
   *
   * @return the answer
   * @throws IllegalStateException in a regression: see {@link #values}
   */
  public Answer best() {
    if (answers.isEmpty()) {
      throw new IllegalStateException("a regression has no classes; use values()");
    }
    return answers.get(0);
  }

  /**
   * Returns whether the best answer is at least as probable as the model's sure answers. The
   * threshold was found on samples that the model did not learn; a model without one is always
   * sure.
   *
   * @return whether it is
   */
  public boolean isSure() {
    return isSure(threshold);
  }

  /**
   * Returns whether the best answer is at least as probable as asked for.
   *
   * @param least the lowest probability, from 0 to 1
   * @return whether it is; true in a regression
   */
  public boolean isSure(double least) {
    return answers.isEmpty() || answers.get(0).probability() >= least;
  }

  /**
   * Returns the probability of each class in the order of the network's outputs, or the quantities
   * of a regression.
   *
   * @return a new array
   */
  public double[] values() {
    return values.clone();
  }

  /** Returns the best answer and its probability, or the quantities. */
  @Override
  public String toString() {
    return answers.isEmpty() ? Arrays.toString(values) : answers.get(0).toString();
  }
}
