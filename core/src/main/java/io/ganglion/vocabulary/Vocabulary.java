package io.ganglion.vocabulary;

import java.util.List;

/**
 * Words of one's own for layers, losses, optimizers and schedules: with them, networks and settings
 * are read from texts and files.
 *
 * <p>Found with {@link java.util.ServiceLoader}: an implementation is public, has a public constructor
 * without arguments, and is named in {@code META-INF/services/io.ganglion.vocabulary.Vocabulary}, or
 * {@code provides} it in its {@code module-info}. Ganglion's own words are always there; two
 * vocabularies must not have the same word.
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
   * @return none unless a vocabulary says otherwise
   */
  default List<Word<LayerReader>> layers() {
    return List.of();
  }

  /**
   * The words for losses.
   *
   * @return none unless a vocabulary says otherwise
   */
  default List<Word<LossReader>> losses() {
    return List.of();
  }

  /**
   * The words for optimizers.
   *
   * @return none unless a vocabulary says otherwise
   */
  default List<Word<OptimizerReader>> optimizers() {
    return List.of();
  }

  /**
   * The words for schedules of the learning rate.
   *
   * @return none unless a vocabulary says otherwise
   */
  default List<Word<ScheduleReader>> schedules() {
    return List.of();
  }
}
