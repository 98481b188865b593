package io.ganglion.vocabulary;

import java.util.List;

/**
 * Words for your own layers, losses, optimizers and schedules, so that these can be read from texts
 * and files.
 *
 * <p>Vocabularies are found with {@link java.util.ServiceLoader}: an implementation must be public,
 * have a public constructor without arguments, and be named in
 * {@code META-INF/services/io.ganglion.vocabulary.Vocabulary} or by {@code provides} in its
 * {@code module-info}. Ganglion's own words are always available; no two vocabularies may define
 * the same word.
 *
 * <pre>{@code
 * public final class MyVocabulary implements Vocabulary {
 *   public List<Word<LayerReader>> layers() {
 *     return List.of(
 *         new Word<>("scale FACTOR", (phrase, input, words) -> new Scale(phrase.number(0))));
 *   }
 * }
 * }</pre>
 */
public interface Vocabulary {

  /**
   * The words for layers.
   *
   * @return none by default
   */
  default List<Word<LayerReader>> layers() {
    return List.of();
  }

  /**
   * The words for losses.
   *
   * @return none by default
   */
  default List<Word<LossReader>> losses() {
    return List.of();
  }

  /**
   * The words for optimizers.
   *
   * @return none by default
   */
  default List<Word<OptimizerReader>> optimizers() {
    return List.of();
  }

  /**
   * The words for learning-rate schedules.
   *
   * @return none by default
   */
  default List<Word<ScheduleReader>> schedules() {
    return List.of();
  }
}
