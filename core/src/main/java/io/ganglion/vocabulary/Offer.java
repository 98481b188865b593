package io.ganglion.vocabulary;

import java.util.List;

/**
 * The words of one vocabulary, each list queried once.
 *
 * @param vocabulary the name of its class
 */
record Offer(
    String vocabulary,
    List<Word<LayerReader>> layers,
    List<Word<LossReader>> losses,
    List<Word<OptimizerReader>> optimizers,
    List<Word<ScheduleReader>> schedules) {

  static Offer of(Vocabulary vocabulary) {
    return new Offer(
        vocabulary.getClass().getName(),
        List.copyOf(vocabulary.layers()),
        List.copyOf(vocabulary.losses()),
        List.copyOf(vocabulary.optimizers()),
        List.copyOf(vocabulary.schedules()));
  }
}
