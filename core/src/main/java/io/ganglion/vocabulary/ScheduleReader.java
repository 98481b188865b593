package io.ganglion.vocabulary;

import io.ganglion.optimizer.Schedule;
import io.ganglion.text.Phrase;

/** Makes a schedule of the learning rate of a phrase. */
@FunctionalInterface
public interface ScheduleReader {

  /**
   * Makes the schedule.
   *
   * @param phrase has the word's name, and as many words and nested phrases as its usage says
   * @param words read nested phrases
   * @return the schedule, whose {@link Schedule#text} is read as an equal schedule
   * @throws IllegalArgumentException if the phrase says something wrong; the message says what
   */
  Schedule read(Phrase phrase, Words words);
}
