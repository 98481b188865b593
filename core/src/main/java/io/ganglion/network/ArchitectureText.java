package io.ganglion.network;

import io.ganglion.layer.Layer;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Phrase;
import io.ganglion.text.PhraseException;
import io.ganglion.vocabulary.Vocabularies;
import io.ganglion.vocabulary.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads an {@link Architecture} from its text, which is described there. */
final class ArchitectureText {

  private static final String INPUT = "input";

  /** Far more than needed: a text from a file could have any number. */
  private static final int MOST_LAYERS = 1000;

  private ArchitectureText() {}

  static Architecture parse(String text) {
    try {
      List<Phrase> phrases = phrases(text);
      Phrase first = phrases.get(0);
      if (!first.name().equals(INPUT)) {
        throw first.refused("a network's text must begin with its input, such as 'input 28x28'");
      }
      return architecture(input(first), phrases.subList(1, phrases.size()));
    } catch (PhraseException e) {
      throw refused(e);
    }
  }

  static Architecture parse(Shape input, String text) {
    try {
      List<Phrase> phrases = phrases(text);
      Phrase first = phrases.get(0);
      if (!first.name().equals(INPUT)) {
        return architecture(input, phrases);
      }
      Shape stated = input(first);
      if (stated.size() != input.size()) {
        throw first.refused("expected the shape of the samples, " + of(input));
      }
      return architecture(stated, phrases.subList(1, phrases.size()));
    } catch (PhraseException e) {
      throw refused(e);
    }
  }

  /** A shape as the text states it: {@code 28x28}. */
  static String of(Shape shape) {
    return Arrays.stream(shape.dimensions())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("x"));
  }

  private static List<Phrase> phrases(String text) {
    List<Phrase> phrases = Phrase.list(text);
    if (phrases.size() > MOST_LAYERS + 1) {
      throw new IllegalArgumentException(
          "a network's text may have at most " + MOST_LAYERS + " layers, got more");
    }
    return phrases;
  }

  private static Shape input(Phrase phrase) {
    if (phrase.words().size() != 1 || !phrase.nested().isEmpty()) {
      throw phrase.refused("expected the shape of a sample, such as 'input 28x28'");
    }
    try {
      return Shape.of(
          Arrays.stream(phrase.word(0).split("x", -1))
              .mapToInt(ArchitectureText::dimension)
              .toArray());
    } catch (IllegalArgumentException e) {
      throw new PhraseException(phrase.toString(), e.getMessage(), e);
    }
  }

  private static int dimension(String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' is not a whole number from %d to %d",
              word,
              Integer.MIN_VALUE,
              Integer.MAX_VALUE),
          e);
    }
  }

  private static Architecture architecture(Shape input, List<Phrase> phrases) {
    Words words = Vocabularies.find();
    List<Layer> layers = new ArrayList<>();
    Shape shape = input;
    for (Phrase phrase : phrases) {
      if (phrase.name().equals(INPUT)) {
        throw phrase.refused("the input comes first, before all layers, and only once");
      }
      try {
        layers.add(words.layer(phrase, shape));
        shape = Architecture.of(input, layers).outputShape();
      } catch (PhraseException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw new PhraseException(phrase.toString(), e.getMessage(), e);
      }
    }
    return Architecture.of(input, layers);
  }

  private static IllegalArgumentException refused(PhraseException e) {
    return new IllegalArgumentException(
        "'" + e.quote() + "' in the network's text: " + e.reason(), e);
  }
}
