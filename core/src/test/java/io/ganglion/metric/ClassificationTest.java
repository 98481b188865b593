package io.ganglion.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.random.SplitMix64;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClassificationTest {

  /** A sample: its class, and the outputs for it. */
  private record Answer(int actual, double... outputs) {

    /** All classes, largest output first; the sort is stable, so equal ones keep their order. */
    List<Integer> ranking() {
      List<Integer> ranking = new ArrayList<>(IntStream.range(0, outputs.length).boxed().toList());
      ranking.sort(Comparator.comparingDouble((Integer j) -> outputs[j]).reversed());
      return ranking;
    }

    int predicted() {
      return ranking().get(0);
    }
  }

  private static Classification classification(int classes, List<Answer> answers) {
    double[] p = new double[classes * answers.size()];
    double[] t = new double[p.length];
    Classification.Builder builder = Classification.of(classes);
    for (int i = 0; i < answers.size(); i++) {
      System.arraycopy(answers.get(i).outputs, 0, p, i * classes, classes);
      t[i * classes + answers.get(i).actual] = 1;
      builder.add(p, t, i * classes);
    }
    return builder.build();
  }

  /** Outputs of few distinct values, so that many are equal; some are NaN. */
  private static List<Answer> answers(long seed, int classes, int size) {
    SplitMix64 random = new SplitMix64(seed);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double[] outputs = new double[classes];
      for (int j = 0; j < classes; j++) {
        outputs[j] = random.nextInt(12) == 0 ? Double.NaN : random.nextInt(5) - 2;
      }
      answers.add(new Answer(random.nextInt(classes), outputs));
    }
    return answers;
  }

  private static int count(List<Answer> answers, Predicate<Answer> which) {
    return (int) answers.stream().filter(which).count();
  }

  @Property(tries = 300)
  void agreesWithCountsOverListsOfAnswers(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 6) int classes,
      @ForAll @IntRange(min = 1, max = 30) int size) {
    List<Answer> answers = answers(seed, classes, size);

    Classification classification = classification(classes, answers);

    int[][] confusion = classification.confusion().orElseThrow();
    assertThat(classification.scores()).hasSize(classes);
    for (int i = 0; i < classes; i++) {
      int own = i;
      for (int j = 0; j < classes; j++) {
        int other = j;
        assertThat(confusion[i][j])
            .isEqualTo(count(answers, a -> a.actual == own && a.predicted() == other));
      }
      assertThat(classification.scores().get(i))
          .isEqualTo(
              new ClassScore(
                  count(answers, a -> a.actual == own),
                  count(answers, a -> a.predicted() == own),
                  count(answers, a -> a.actual == own && a.predicted() == own)));
    }
    assertThat(classification.total()).isEqualTo(size);
    assertThat(classification.correct()).isEqualTo(count(answers, a -> a.actual == a.predicted()));
    for (int k = 1; k <= classes; k++) {
      int first = k;
      int expected = count(answers, a -> a.ranking().subList(0, first).contains(a.actual));
      assertThat(classification.topKCorrect(k)).isEqualTo(expected);
      assertThat(classification.topKAccuracy(k)).isEqualTo(expected * 100.0 / size, within(1e-12));
    }
  }

  @Property(tries = 100)
  void accuracyIsTopOneAndTheTopOfAllClassesHasEverySample(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int classes) {
    Classification classification = classification(classes, answers(seed, classes, 20));

    assertThat(classification.correct()).isEqualTo(classification.topKCorrect(1));
    assertThat(classification.accuracy()).isEqualTo(classification.correct() / 0.2, within(1e-12));
    assertThat(classification.topKCorrect(classes)).isEqualTo(20);
  }

  @Property(tries = 100)
  void macroRecallIsAccuracyWhereAllClassesAreEquallyFrequent(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int classes) {
    List<Answer> answers = new ArrayList<>();
    for (Answer answer : answers(seed, classes, 5 * classes)) {
      answers.add(new Answer(answers.size() % classes, answer.outputs));
    }
    Classification classification = classification(classes, answers);

    assertThat(classification.macroRecall() * 100)
        .isEqualTo(classification.accuracy(), within(1e-12));
  }

  /**
   * Class 2 never occurs, class 3 is never predicted, and class 4 neither occurs nor is predicted.
   */
  private static Classification example() {
    int[][] pairs = {{0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 2}, {3, 0}};
    List<Answer> answers = new ArrayList<>();
    for (int[] pair : pairs) {
      double[] outputs = new double[5];
      outputs[pair[1]] = 1;
      answers.add(new Answer(pair[0], outputs));
    }
    return classification(5, answers);
  }

  @Test
  void computesTheScoresOfASmallExample() {
    List<ClassScore> scores = example().scores();

    assertThat(scores)
        .extracting(ClassScore::precision)
        .containsExactly(2 / 3.0, 0.5, 0.0, 0.0, 0.0);
    assertThat(scores).extracting(ClassScore::recall).containsExactly(2 / 3.0, 0.5, 0.0, 0.0, 0.0);
    assertThat(scores).extracting(ClassScore::f1).containsExactly(2 / 3.0, 0.5, 0.0, 0.0, 0.0);
    assertThat(example().accuracy()).isEqualTo(50.0);
  }

  @Test
  void macroMeansOmitAClassThatNeitherOccursNorIsPredicted() {
    double expected = (2 / 3.0 + 0.5) / 4;

    assertThat(example().macroPrecision()).isEqualTo(expected, within(1e-15));
    assertThat(example().macroRecall()).isEqualTo(expected, within(1e-15));
    assertThat(example().macroF1()).isEqualTo(expected, within(1e-15));
  }

  @Property(tries = 200)
  void f1IsTheHarmonicMeanOfPrecisionAndRecall(
      @ForAll @IntRange(min = 1, max = 50) int correct,
      @ForAll @IntRange(max = 50) int missed,
      @ForAll @IntRange(max = 50) int mistaken) {
    ClassScore score = new ClassScore(correct + missed, correct + mistaken, correct);

    assertThat(score.f1())
        .isEqualTo(2 / (1 / score.precision() + 1 / score.recall()), within(1e-12));
  }

  @Test
  void aScoreDoesNotOverflow() {
    int most = Integer.MAX_VALUE;

    assertThat(new ClassScore(most, most, most).f1()).isEqualTo(1);
  }

  @Test
  void oneOutputIsCorrectOnTheTargetsSideOfOneHalf() {
    double[] p = {0.9, 0.2, 0.6, 0.4};
    double[] t = {1, 0, 0, 1};
    Classification.Builder builder = Classification.of(1);
    for (int i = 0; i < 4; i++) {
      builder.add(p, t, i);
    }
    Classification classification = builder.build();

    assertThat(classification.correct()).isEqualTo(2);
    assertThat(classification.confusion().orElseThrow())
        .isDeepEqualTo(new int[][] {{1, 1}, {1, 1}});
    assertThat(classification.topKCorrect(2)).isEqualTo(4);
  }

  @Test
  void hasNoConfusionMatrixOfMoreThan1024Classes() {
    List<Answer> many = List.of(new Answer(0, new double[1024]));
    List<Answer> more = List.of(new Answer(1, new double[1025]), new Answer(0, new double[1025]));

    assertThat(classification(1024, many).confusion()).isPresent();
    assertThat(classification(1025, more).confusion()).isEmpty();
    assertThat(classification(1025, more).correct()).isEqualTo(1);
    assertThat(classification(1025, more).scores().get(0)).isEqualTo(new ClassScore(1, 2, 1));
    assertThat(classification(1025, more).topKCorrect(2)).isEqualTo(2);
  }

  @Test
  void isImmutable() {
    Classification.Builder builder = Classification.of(2);
    builder.add(new double[] {1, 0}, new double[] {1, 0}, 0);
    Classification classification = builder.build();
    builder.add(new double[] {1, 0}, new double[] {0, 1}, 0);
    classification.confusion().orElseThrow()[0][0] = 99;

    assertThat(classification.total()).isEqualTo(1);
    assertThat(classification.topKCorrect(2)).isEqualTo(1);
    assertThat(classification.confusion().orElseThrow())
        .isDeepEqualTo(new int[][] {{1, 0}, {0, 0}});
  }

  @Test
  void refusesInvalidCounts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Classification.of(0))
        .withMessage("expected at least 1 output, got 0");
    assertThatIllegalStateException()
        .isThrownBy(() -> Classification.of(2).build())
        .withMessage("no sample was counted, expected at least 1");
    for (int k : new int[] {-1, 0, 6}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> example().topKCorrect(k))
          .withMessage("k must be from 1 to 5, the number of classes, got " + k);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassScore(3, 2, 3))
        .withMessage(
            "with 3 samples of the class and 2 predicted as it, 0 to 2 can be correct, got 3");
    assertThatIllegalArgumentException().isThrownBy(() -> new ClassScore(3, 2, -1));
  }
}
