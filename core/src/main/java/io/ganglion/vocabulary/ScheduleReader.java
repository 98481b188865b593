package io.ganglion.vocabulary;

import io.ganglion.optimizer.Schedule;
import io.ganglion.text.Phrase;

/** Makes a learning-rate schedule from a phrase. */
@FunctionalInterface
public interface ScheduleReader {

  /**
   * Makes the schedule.
   *
   * @param phrase the phrase, with the word's name, and as many words and nested phrases as its
   *     usage allows
   * @param words reads nested phrases
   * @return the schedule; its {@link Schedule#text} must read back as an equal schedule
   * @throws IllegalArgumentException if the phrase is invalid; the message says why
   */
  Schedule read(Phrase phrase, Words words);
}
