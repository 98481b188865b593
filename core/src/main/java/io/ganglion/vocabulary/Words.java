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
 * All words that there are: makes layers, losses, optimizers and schedules of phrases. {@link
 * Vocabularies#find} gives them to a program, and whoever reads a phrase gets them for nested ones. Immutable.
 */
public final class Words {

  private final WordTable<LayerReader> layers;
  private final WordTable<LossReader> losses;
  private final WordTable<OptimizerReader> optimizers;
  private final WordTable<ScheduleReader> schedules;

  /**
   * Gathers words.
   *
   * @param offers in the order in which messages list the words
   * @param broken vocabularies that could not be asked, each with the reason
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
   * @return the layer; whether it takes such an input is not checked
   * @throws PhraseException if there is no such word, several vocabularies have it, or the phrase says
   *     something wrong
   */
  public Layer layer(Phrase phrase, Shape input) {
    return layers.read(phrase, reader -> reader.read(phrase, input, this));
  }

  /**
   * Makes a loss.
   *
   * @param phrase for example {@code huber 1}
   * @return the loss
   * @throws PhraseException if there is no such word, several vocabularies have it, or the phrase says
   *     something wrong
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
   * @throws PhraseException if there is no such word, several vocabularies have it, or the phrase says
   *     something wrong
   */
  public Optimizer optimizer(Phrase phrase, double learningRate) {
    return optimizers.read(phrase, reader -> reader.read(phrase, learningRate, this));
  }

  /**
   * Makes a schedule of the learning rate.
   *
   * @param phrase for example {@code warm-up 2 (cosine)}
   * @return the schedule
   * @throws PhraseException if there is no such word, several vocabularies have it, or the phrase says
   *     something wrong
   */
  public Schedule schedule(Phrase phrase) {
    return schedules.read(phrase, reader -> reader.read(phrase, this));
  }
}
