package io.ganglion.vocabulary;

import io.ganglion.layer.Layer;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Phrase;

/** Makes a layer of a phrase. */
@FunctionalInterface
public interface LayerReader {

  /**
   * Makes the layer.
   *
   * @param phrase has the word's name, and as many words and nested phrases as its usage says
   * @param input the shape of one sample's input
   * @param words read nested phrases
   * @return the layer, whose {@link Layer#text} is read as an equal layer
   * @throws IllegalArgumentException if the phrase says something wrong; the message says what
   */
  Layer read(Phrase phrase, Shape input, Words words);
}
