package io.ganglion.vocabulary;

import io.ganglion.layer.Activate;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Flatten;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Initialization;
import io.ganglion.layer.Layer;
import io.ganglion.layer.LeakyRelu;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.loss.BinaryCrossEntropy;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Huber;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanAbsoluteError;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.SoftmaxCrossEntropy;
import io.ganglion.spi.Activations;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Phrase;
import java.util.ArrayList;
import java.util.List;

/** Ganglion's own words. A new layer or loss of core is a line here. */
final class StandardVocabulary implements Vocabulary {

  private static final String NO_BIAS = "no-bias";

  @Override
  public List<Word<LayerReader>> layers() {
    List<Word<LayerReader>> layers = new ArrayList<>();
    layers.add(
        new Word<>(
            "linear OUTPUTS [INITIALIZATION] [no-bias]",
            (phrase, input, words) -> linear(phrase, input)));
    for (Activations f : Activations.values()) {
      layers.add(layer(new Activate(f)));
    }
    layers.add(
        new Word<>("leaky-relu SLOPE", (phrase, input, words) -> new LeakyRelu(phrase.number(0))));
    layers.add(layer(new Identity()));
    layers.add(new Word<>("dropout RATE", (phrase, input, words) -> new Dropout(phrase.number(0))));
    layers.add(layer(new Flatten()));
    layers.add(layer(new Softmax()));
    return layers;
  }

  @Override
  public List<Word<LossReader>> losses() {
    return List.of(
        loss("cross-entropy", new CrossEntropy()),
        new Word<>(
            "softmax-cross-entropy [SMOOTHING]",
            (phrase, words) -> new SoftmaxCrossEntropy(phrase.number(0, 0))),
        loss("binary-cross-entropy", new BinaryCrossEntropy()),
        loss("squared", new MeanSquaredError()),
        loss("absolute", new MeanAbsoluteError()),
        new Word<>("huber [DELTA]", (phrase, words) -> new Huber(phrase.number(0, 1))));
  }

  /** A layer that has no settings: its text is its word. */
  private static Word<LayerReader> layer(Layer layer) {
    return new Word<>(layer.text(), (phrase, input, words) -> layer);
  }

  private static Word<LossReader> loss(String name, Loss loss) {
    return new Word<>(name, (phrase, words) -> loss);
  }

  private static Layer linear(Phrase phrase, Shape input) {
    List<String> more = phrase.words().subList(1, phrase.words().size());
    List<Initialization> initializations =
        more.stream().filter(word -> !word.equals(NO_BIAS)).map(Initialization::of).toList();
    boolean bias = initializations.size() == more.size();
    if (initializations.size() > 1 || more.size() - initializations.size() > 1) {
      throw phrase.refused("expected at most one initialization and one " + NO_BIAS);
    }
    return new Linear(
        input.size(),
        phrase.count(0),
        bias,
        initializations.isEmpty() ? Initialization.GLOROT : initializations.get(0));
  }
}
