package io.ganglion.train;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Why a training is taken not to learn. The rules compare it with the best constant answer: the
 * shares of the classes among the training samples, or the mean of a quantity. docs/training.md
 * states them.
 *
 * @param symptom what is wrong
 * @param description the same in one sentence, with numbers
 * @param causes the likely causes, each with its remedy, the likeliest first; at least one
 */
public record LearningProblem(Symptom symptom, String description, List<String> causes) {

  /** What can be wrong. */
  public enum Symptom {
    /** The loss is far above that of any constant answer. */
    ABSURD_LOSS,

    /** Neither loss nor accuracy is better than that of the best constant answer. */
    CHANCE,

    /** The loss does not fall, and is no better than that of the best constant answer. */
    FLAT_LOSS
  }

  /**
   * Copies the list, so that it cannot change.
   *
   * @param symptom what is wrong
   * @param description the same in one sentence
   * @param causes the likely causes
   */
  public LearningProblem {
    causes = List.copyOf(causes);
  }

  /**
   * The description and the causes in one line.
   *
   * @return for example {@code "the loss … ; likely causes, the likeliest first: (1) …; (2) …"}
   */
  public String text() {
    String numbered =
        IntStream.range(0, causes.size())
            .mapToObj(i -> String.join(" ", "(" + (i + 1) + ")", causes.get(i)))
            .collect(Collectors.joining("; "));
    return description + "; likely causes, the likeliest first: " + numbered;
  }
}
