package io.ganglion.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well samples were classified: the class that {@link Decision} makes of each prediction, compared
 * with that of its target. It never changes.
 *
 * <p>Macro means are taken over the classes that occur or were predicted, each counting alike: a class
 * that nobody met says nothing about the predictions.
 *
 * <p>Source: C. D. Manning, P. Raghavan, H. Schütze, <em>Introduction to Information Retrieval</em>,
 * sections 8.3 and 13.6; for top-k, A. Krizhevsky, I. Sutskever, G. E. Hinton, <em>ImageNet
 * Classification with Deep Convolutional Neural Networks</em>, NIPS 2012, section 2.
 */
public final class Classification {

  /** Their counts take 4 MiB, and nobody reads a larger table. */
  private static final int MOST_CONFUSED = 1024;

  private final int total;

  /** {@code [r]}: of how many samples the class came behind r others in the prediction. */
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
   * Begins to count.
   *
   * @param outputs how many numbers a prediction has, and a target, at least 1
   * @return a builder that has counted nothing yet
   * @throws IllegalArgumentException if there is no output
   */
  public static Builder of(int outputs) {
    return new Builder(outputs);
  }

  /**
   * How many samples there were.
   *
   * @return at least 1
   */
  public int total() {
    return total;
  }

  /**
   * How many samples were classified rightly.
   *
   * @return from 0 to {@link #total}
   */
  public int correct() {
    return ranks[0];
  }

  /**
   * The share of samples that were classified rightly.
   *
   * @return {@code correct / total · 100}, in percent
   */
  public double accuracy() {
    return topKAccuracy(1);
  }

  /**
   * Of how many samples the class was among the k that the prediction puts first: those of its k
   * largest outputs; of equal ones, those that come first.
   *
   * @param k from 1 on, which is {@link #correct}, to the number of classes, which is {@link #total}
   * @return from 0 to {@link #total}
   * @throws IllegalArgumentException if k is less than 1 or more than there are classes
   */
  public int topKCorrect(int k) {
    if (k < 1 || k > ranks.length) {
      throw new IllegalArgumentException(
          "k must be from 1 to the number of classes, %d, got %d".formatted(ranks.length, k));
    }
    int correct = 0;
    for (int r = 0; r < k; r++) {
      correct += ranks[r];
    }
    return correct;
  }

  /**
   * The share of samples whose class was among the k that the prediction puts first.
   *
   * @param k from 1 to the number of classes
   * @return {@code topKCorrect(k) / total · 100}, in percent
   * @throws IllegalArgumentException if k is less than 1 or more than there are classes
   */
  public double topKAccuracy(int k) {
    return (double) topKCorrect(k) / total * 100;
  }

  /**
   * How the classes were taken for each other.
   *
   * @return a copy: {@code [i][j]} is how many samples of class i were taken for class j; nothing if
   *     there are more than 1024 classes
   */
  public Optional<int[][]> confusion() {
    return confusion.map(Classification::copy);
  }

  /**
   * How well each class was told from the others.
   *
   * @return one score a class, in their order
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
    int met = 0;
    for (ClassScore score : scores) {
      if (score.isMet()) {
        sum += measure.applyAsDouble(score);
        met++;
      }
    }
    return sum / met;
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
     * @param offset where the sample begins
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

    /** How many classes the prediction puts before one; 0 is that of {@link Decision}. */
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
     * Ends counting.
     *
     * @return what came out
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
