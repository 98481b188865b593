package io.ganglion.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well samples were classified: the class of each prediction, as {@link Decision} makes it,
 * compared with that of its target. Immutable.
 *
 * <p>Macro means are unweighted means over the classes that occur or were predicted: any other
 * class says nothing about the predictions.
 *
 * <p>Source: C. D. Manning, P. Raghavan, H. Schütze, <em>Introduction to Information
 * Retrieval</em>, sections 8.3 and 13.6; for top-k, A. Krizhevsky, I. Sutskever, G. E. Hinton,
 * <em>ImageNet Classification with Deep Convolutional Neural Networks</em>, NIPS 2012, section 2.
 */
public final class Classification {

  /** The largest number of classes with a confusion matrix, which then takes 4 MiB. */
  private static final int MOST_CONFUSED = 1024;

  private final int total;

  /** {@code [r]}: the number of samples whose class ranked behind r others in the prediction. */
  private final int[] ranks;

  private final List<ClassScore> scores;
  private final Optional<int[][]> confusion;

  private Classification(Builder builder) {
    this.total = builder.total;
    this.ranks = builder.ranks.clone();
    this.scores =
        IntStream.range(0, ranks.length)
            .mapToObj(
                i -> new ClassScore(builder.actual[i], builder.predicted[i], builder.correct[i]))
            .toList();
    this.confusion = builder.confusion.map(Classification::copy);
  }

  /**
   * Makes a builder.
   *
   * @param outputs number of outputs in a prediction and in a target, at least 1
   * @return a builder that has not counted any sample yet
   * @throws IllegalArgumentException if {@code outputs} is less than 1
   */
  public static Builder of(int outputs) {
    return new Builder(outputs);
  }

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  public int total() {
    return total;
  }

  /**
   * The number of samples that were classified correctly.
   *
   * @return from 0 to {@link #total}
   */
  public int correct() {
    return ranks[0];
  }

  /**
   * The percentage of samples that were classified correctly.
   *
   * @return {@code correct / total · 100}
   */
  public double accuracy() {
    return topKAccuracy(1);
  }

  /**
   * The number of samples whose class is among the k that the prediction ranks first: those of its
   * k largest outputs. Of equal outputs, those that come first rank higher.
   *
   * @param k from 1, which gives {@link #correct}, to the number of classes, which gives
   *     {@link #total}
   * @return from 0 to {@link #total}
   * @throws IllegalArgumentException if k is less than 1 or more than there are classes
   */
  public int topKCorrect(int k) {
    if (k < 1 || k > ranks.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "k must be from 1 to %d, the number of classes, got %d",
              ranks.length,
              k));
    }
    int correct = 0;
    for (int r = 0; r < k; r++) {
      correct += ranks[r];
    }
    return correct;
  }

  /**
   * The percentage of samples whose class is among the k that the prediction ranks first.
   *
   * @param k from 1 to the number of classes
   * @return {@code topKCorrect(k) / total · 100}
   * @throws IllegalArgumentException if k is less than 1 or more than there are classes
   */
  public double topKAccuracy(int k) {
    return (double) topKCorrect(k) / total * 100;
  }

  /**
   * The confusion matrix.
   *
   * @return a copy: {@code [i][j]} is the number of samples of class i predicted as class j; empty
   *     if there are more than 1024 classes
   */
  public Optional<int[][]> confusion() {
    return confusion.map(Classification::copy);
  }

  /**
   * Precision, recall and F1 of each class.
   *
   * @return one score per class, in order
   */
  public List<ClassScore> scores() {
    return scores;
  }

  /**
   * The macro mean of {@link ClassScore#precision}.
   *
   * @return from 0 to 1
   */
  public double macroPrecision() {
    return macroMean(ClassScore::precision);
  }

  /**
   * The macro mean of {@link ClassScore#recall}.
   *
   * @return from 0 to 1
   */
  public double macroRecall() {
    return macroMean(ClassScore::recall);
  }

  /**
   * The macro mean of {@link ClassScore#f1}.
   *
   * @return from 0 to 1
   */
  public double macroF1() {
    return macroMean(ClassScore::f1);
  }

  private double macroMean(ToDoubleFunction<ClassScore> measure) {
    double sum = 0;
    int present = 0;
    for (ClassScore score : scores) {
      if (score.isPresent()) {
        sum += measure.applyAsDouble(score);
        present++;
      }
    }
    return sum / present;
  }

  private static int[][] copy(int[][] counts) {
    return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
  }

  /** Counts predictions by their class and that of their target. */
  public static final class Builder {

    private final int outputs;
    private final int[] actual;
    private final int[] predicted;
    private final int[] correct;
    private final int[] ranks;
    private final Optional<int[][]> confusion;
    private int total;

    private Builder(int outputs) {
      if (outputs < 1) {
        throw new IllegalArgumentException("expected at least 1 output, got " + outputs);
      }
      int classes = Decision.classes(outputs);
      this.outputs = outputs;
      this.actual = new int[classes];
      this.predicted = new int[classes];
      this.correct = new int[classes];
      this.ranks = new int[classes];
      this.confusion =
          classes > MOST_CONFUSED ? Optional.empty() : Optional.of(new int[classes][classes]);
    }

    /**
     * Counts one sample. It allocates nothing.
     *
     * @param p predictions, samples one after the other; not modified
     * @param t targets, laid out like p; not modified
     * @param offset index of the sample's first element
     */
    public void add(double[] p, double[] t, int offset) {
      int is = Decision.of(t, offset, outputs);
      int taken = Decision.of(p, offset, outputs);
      total++;
      actual[is]++;
      predicted[taken]++;
      if (is == taken) {
        correct[is]++;
        ranks[0]++;
      } else {
        ranks[outputs == 1 ? 1 : rank(p, offset, is)]++;
      }
      if (confusion.isPresent()) {
        confusion.get()[is][taken]++;
      }
    }

    /**
     * The number of classes that the prediction ranks before one; 0 for that of {@link Decision}.
     */
    private int rank(double[] p, int offset, int own) {
      double value = p[offset + own];
      int rank = 0;
      for (int j = 0; j < outputs; j++) {
        double other = p[offset + j];
        boolean larger = other > value || (Double.isNaN(other) && !Double.isNaN(value));
        boolean alike = other == value || (Double.isNaN(other) && Double.isNaN(value));
        if (larger || (alike && j < own)) {
          rank++;
        }
      }
      return rank;
    }

    /**
     * Makes the result.
     *
     * @return the results over all samples counted
     * @throws IllegalStateException if no sample was counted
     */
    public Classification build() {
      if (total == 0) {
        throw new IllegalStateException("no sample was counted, expected at least 1");
      }
      return new Classification(this);
    }
  }
}
