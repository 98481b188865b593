package io.ganglion.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import io.ganglion.text.PhraseException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The law of words: what is read from a text has that text. */
class StandardVocabularyTest {

  private static final Words WORDS = Vocabularies.find();
  private static final int INPUTS = 6;

  @Property
  void everyLayerIsReadFromItsText(@ForAll("layers") Layer layer) {
    assertThat(WORDS.layer(Phrase.of(layer.text()), Shape.of(INPUTS))).isEqualTo(layer);
  }

  @Provide
  Arbitrary<Layer> layers() {
    return Arbitraries.oneOf(
        Combinators.combine(
                Arbitraries.integers().between(1, Integer.MAX_VALUE),
                Arbitraries.of(true, false),
                Arbitraries.of(Initialization.class))
            .as((outputs, bias, start) -> new Linear(INPUTS, outputs, bias, start)),
        Arbitraries.of(Activations.class).map(Activate::new),
        shares().map(LeakyRelu::new),
        shares().map(Dropout::new),
        Arbitraries.of(new Identity(), new Flatten(), new Softmax()));
  }

  @Test
  void everyWordForALayerIsTried() {
    Set<String> tried = layers().sampleStream().limit(1000).map(Layer::name).collect(sorted());

    assertThat(tried)
        .isEqualTo(new StandardVocabulary().layers().stream().map(Word::name).collect(sorted()));
  }

  private static <T> Collector<T, ?, Set<T>> sorted() {
    return Collectors.toCollection(TreeSet::new);
  }

  private static Arbitrary<Double> shares() {
    return Arbitraries.doubles().between(0, 0.999).ofScale(20);
  }

  @Test
  void lossesAreReadWithTheirSettingsOrWithout() {
    assertThat(loss("cross-entropy")).isEqualTo(new CrossEntropy());
    assertThat(loss("softmax-cross-entropy")).isEqualTo(new SoftmaxCrossEntropy());
    assertThat(loss("softmax-cross-entropy .1")).isEqualTo(new SoftmaxCrossEntropy(0.1));
    assertThat(loss("Binary-Cross-Entropy")).isEqualTo(new BinaryCrossEntropy());
    assertThat(loss("squared")).isEqualTo(new MeanSquaredError());
    assertThat(loss("absolute")).isEqualTo(new MeanAbsoluteError());
    assertThat(loss("huber")).isEqualTo(new Huber(1));
    assertThat(loss("huber 0.5")).isEqualTo(new Huber(0.5));
  }

  private static Loss loss(String text) {
    return WORDS.loss(Phrase.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hinge | in 'hinge': there is no such loss; expected cross-entropy, softmax-cross-entropy,",
        "squared 2 | in 'squared 2': expected 'squared'",
        "huber 1 2 | in 'huber 1 2': expected 'huber [DELTA]'",
        "huber much | in 'huber much': 'much' is not a number",
        "huber 0 | in 'huber 0': delta of Huber's loss must be a finite number above 0, got 0.0",
        "softmax-cross-entropy 1 | label smoothing must be at least 0 and less than 1, got 1.0",
      })
  void saysWhatIsWrongWithALoss(String text, String message) {
    assertThatExceptionOfType(PhraseException.class)
        .isThrownBy(() -> loss(text))
        .withMessageContaining(message);
  }
}
