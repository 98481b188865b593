package io.ganglion.vocabulary;

import io.ganglion.layer.Layer;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Phrase;

/** Makes a layer from a phrase. */
@FunctionalInterface
public interface LayerReader {

  /**
   * Makes the layer.
   *
   * @param phrase the phrase, with the word's name, and as many words and nested phrases as its
   *     usage allows
   * @param input the shape of one sample's input
   * @param words reads nested phrases
   * @return the layer; its {@link Layer#text} must read back as an equal layer
   * @throws IllegalArgumentException if the phrase is invalid; the message says why
   */
  Layer read(Phrase phrase, Shape input, Words words);
}
