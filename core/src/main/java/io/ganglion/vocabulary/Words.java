package io.ganglion.vocabulary;

import io.ganglion.layer.Layer;
import io.ganglion.loss.Loss;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Schedule;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Phrase;
import io.ganglion.text.PhraseException;
import java.util.List;

/**
 * All available words, which turn phrases into layers, losses, optimizers and schedules. Programs
 * get them from {@link Vocabularies#find}; readers are given them, for nested phrases. Immutable.
 */
public final class Words {

  private final WordTable<LayerReader> layers;
  private final WordTable<LossReader> losses;
  private final WordTable<OptimizerReader> optimizers;
  private final WordTable<ScheduleReader> schedules;

  /**
   * Collects the words.
   *
   * @param offers the words of each vocabulary, in the order in which messages list them
   * @param broken vocabularies that could not be loaded, each with the reason
   */
  Words(List<Offer> offers, List<String> broken) {
    layers = new WordTable<>("layer", "; layers are separated by commas", broken);
    losses = new WordTable<>("loss", "", broken);
    optimizers = new WordTable<>("optimizer", "", broken);
    schedules = new WordTable<>("schedule", "", broken);
    for (Offer offer : offers) {
      layers.add(offer.vocabulary(), offer.layers());
      losses.add(offer.vocabulary(), offer.losses());
      optimizers.add(offer.vocabulary(), offer.optimizers());
      schedules.add(offer.vocabulary(), offer.schedules());
    }
  }

  /**
   * Makes a layer.
   *
   * @param phrase for example {@code dropout 0.5}
   * @param input the shape of one sample's input
   * @return the layer; not checked against the input
   * @throws PhraseException if the word is unknown or defined by several vocabularies, or the
   *     phrase is invalid
   */
  public Layer layer(Phrase phrase, Shape input) {
    return layers.read(phrase, reader -> reader.read(phrase, input, this));
  }

  /**
   * Makes a loss.
   *
   * @param phrase for example {@code huber 1}
   * @return the loss
   * @throws PhraseException if the word is unknown or defined by several vocabularies, or the
   *     phrase is invalid
   */
  public Loss loss(Phrase phrase) {
    return losses.read(phrase, reader -> reader.read(phrase, this));
  }

  /**
   * Makes an optimizer.
   *
   * @param phrase for example {@code momentum 0.9}
   * @param learningRate η, above 0
   * @return the optimizer
   * @throws PhraseException if the word is unknown or defined by several vocabularies, or the
   *     phrase is invalid
   */
  public Optimizer optimizer(Phrase phrase, double learningRate) {
    return optimizers.read(phrase, reader -> reader.read(phrase, learningRate, this));
  }

  /**
   * Makes a learning-rate schedule.
   *
   * @param phrase for example {@code warm-up 2 (cosine)}
   * @return the schedule
   * @throws PhraseException if the word is unknown or defined by several vocabularies, or the
   *     phrase is invalid
   */
  public Schedule schedule(Phrase phrase) {
    return schedules.read(phrase, reader -> reader.read(phrase, this));
  }
}
