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
import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Momentum;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.RmsProp;
import io.ganglion.optimizer.Schedule;
import io.ganglion.optimizer.Sgd;
import io.ganglion.spi.Activations;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Phrase;
import java.util.ArrayList;
import java.util.List;

/** Ganglion's own words. A new layer, loss, optimizer or schedule of core needs one line here. */
final class StandardVocabulary implements Vocabulary {

  private static final String NO_BIAS = "no-bias";

  /** The default μ. */
  private static final double MOMENTUM = 0.9;

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
        loss(new CrossEntropy()),
        new Word<>(
            "softmax-cross-entropy [SMOOTHING]",
            (phrase, words) -> new SoftmaxCrossEntropy(phrase.number(0, 0))),
        loss(new BinaryCrossEntropy()),
        loss(new MeanSquaredError()),
        loss(new MeanAbsoluteError()),
        new Word<>("huber [DELTA]", (phrase, words) -> new Huber(phrase.number(0, 1))));
  }

  @Override
  public List<Word<OptimizerReader>> optimizers() {
    return List.of(
        new Word<>("sgd", (phrase, rate, words) -> new Sgd(rate)),
        new Word<>(
            "momentum [MOMENTUM]",
            (phrase, rate, words) -> new Momentum(rate, phrase.number(0, MOMENTUM), false)),
        new Word<>(
            "nesterov [MOMENTUM]",
            (phrase, rate, words) -> new Momentum(rate, phrase.number(0, MOMENTUM), true)),
        new Word<>("rmsprop [DECAY] [EPSILON]", (phrase, rate, words) -> rmsProp(phrase, rate)),
        new Word<>("adam [BETA1 BETA2 EPSILON]", (phrase, rate, words) -> adam(phrase, rate)));
  }

  @Override
  public List<Word<ScheduleReader>> schedules() {
    return List.of(
        schedule(new Schedule.Constant()),
        new Word<>(
            "step EPOCHS FACTOR",
            (phrase, words) -> new Schedule.Step(phrase.count(0), phrase.number(1))),
        new Word<>(
            "exponential FACTOR", (phrase, words) -> new Schedule.Exponential(phrase.number(0))),
        schedule(new Schedule.Cosine()),
        new Word<>(
            "plateau EPOCHS FACTOR",
            (phrase, words) -> new Schedule.Plateau(phrase.count(0), phrase.number(1))),
        new Word<>(
            "warm-up EPOCHS (SCHEDULE)",
            (phrase, words) ->
                new Schedule.WarmUp(phrase.number(0), words.schedule(phrase.nested().get(0)))));
  }

  /** A layer without settings: its text is its word. */
  private static Word<LayerReader> layer(Layer layer) {
    return new Word<>(layer.text(), (phrase, input, words) -> layer);
  }

  /** A loss without settings: its text is its word. */
  private static Word<LossReader> loss(Loss loss) {
    return new Word<>(loss.text(), (phrase, words) -> loss);
  }

  /** A schedule without settings: its text is its word. */
  private static Word<ScheduleReader> schedule(Schedule schedule) {
    return new Word<>(schedule.text(), (phrase, words) -> schedule);
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

  private static Optimizer rmsProp(Phrase phrase, double rate) {
    RmsProp defaults = new RmsProp(rate);
    return new RmsProp(
        rate, phrase.number(0, defaults.decay()), phrase.number(1, defaults.epsilon()));
  }

  private static Optimizer adam(Phrase phrase, double rate) {
    return switch (phrase.words().size()) {
      case 0 -> new Adam(rate);
      case 3 -> new Adam(rate, phrase.number(0), phrase.number(1), phrase.number(2));
      default -> throw phrase.refused("expected 'adam' or 'adam BETA1 BETA2 EPSILON'");
    };
  }
}
