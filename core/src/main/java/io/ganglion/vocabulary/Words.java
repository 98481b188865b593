package io.ganglion.vocabulary;

import io.ganglion.layer.Layer;
import io.ganglion.loss.Loss;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Phrase;
import io.ganglion.text.PhraseException;
import java.util.List;

/**
 * All words that there are: makes layers and losses of phrases. From {@link Vocabularies#find}, or as
 * what a reader is given. Immutable.
 */
public final class Words {

  private final WordTable<LayerReader> layers;
  private final WordTable<LossReader> losses;

  /**
   * Gathers words.
   *
   * @param offers in the order in which messages list the words
   * @param broken vocabularies that could not be asked, each with the reason
   */
  Words(List<Offer> offers, List<String> broken) {
    layers = new WordTable<>("layer", "; layers are separated by commas", broken);
    losses = new WordTable<>("loss", "", broken);
    for (Offer offer : offers) {
      layers.add(offer.vocabulary(), offer.layers());
      losses.add(offer.vocabulary(), offer.losses());
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
}
