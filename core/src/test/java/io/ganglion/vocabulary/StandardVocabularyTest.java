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
import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Momentum;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.RmsProp;
import io.ganglion.optimizer.Schedule;
import io.ganglion.optimizer.Sgd;
import io.ganglion.spi.Activations;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Phrase;
import io.ganglion.text.PhraseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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

/** The law of words: whatever a word makes reads back from its text. */
class StandardVocabularyTest {

  private static final StandardVocabulary STANDARD = new StandardVocabulary();
  private static final Words WORDS = Vocabularies.find();
  private static final int INPUTS = 6;
  private static final double RATE = 0.01;

  @Property
  void everyLayerReadsBackFromItsText(@ForAll("layers") Layer layer) {
    assertThat(WORDS.layer(Phrase.of(layer.text()), Shape.of(INPUTS))).isEqualTo(layer);
  }

  @Property
  void everyLossReadsBackFromItsText(@ForAll("losses") Loss loss) {
    assertThat(WORDS.loss(Phrase.of(loss.text()))).isEqualTo(loss);
  }

  @Property
  void everyOptimizerReadsBackFromItsText(@ForAll("optimizers") Optimizer optimizer) {
    assertThat(WORDS.optimizer(Phrase.of(optimizer.text()), optimizer.learningRate()))
        .isEqualTo(optimizer);
  }

  @Property
  void everyScheduleReadsBackFromItsText(@ForAll("schedules") Schedule schedule) {
    assertThat(WORDS.schedule(Phrase.of(schedule.text()))).isEqualTo(schedule);
  }

  @Test
  void everyWordIsTried() {
    assertAllTried(layers(), Layer::text, STANDARD.layers());
    assertAllTried(losses(), Loss::text, STANDARD.losses());
    assertAllTried(optimizers(), Optimizer::text, STANDARD.optimizers());
    assertAllTried(schedules(), Schedule::text, STANDARD.schedules());
  }

  private static <T, R> void assertAllTried(
      Arbitrary<T> arbitrary, Function<T, String> text, List<Word<R>> words) {
    Set<String> tried =
        arbitrary
            .sampleStream()
            .limit(1000)
            .map(text)
            .map(Phrase::of)
            .map(Phrase::name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(words).extracting(Word::name).containsExactlyInAnyOrderElementsOf(tried);
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

  @Provide
  Arbitrary<Loss> losses() {
    return Arbitraries.oneOf(
        shares().map(SoftmaxCrossEntropy::new),
        positive().map(Huber::new),
        Arbitraries.of(
            new CrossEntropy(),
            new SoftmaxCrossEntropy(),
            new BinaryCrossEntropy(),
            new MeanSquaredError(),
            new MeanAbsoluteError()));
  }

  @Provide
  Arbitrary<Optimizer> optimizers() {
    Arbitrary<Double> epsilons = Arbitraries.doubles().between(1e-30, 1).ofScale(40);
    return Arbitraries.oneOf(
        positive().map(Sgd::new),
        Combinators.combine(positive(), shares(), Arbitraries.of(true, false)).as(Momentum::new),
        Combinators.combine(positive(), shares(), epsilons).as(RmsProp::new),
        Combinators.combine(positive(), shares(), shares(), epsilons).as(Adam::new),
        positive().map(RmsProp::new),
        positive().map(Adam::new));
  }

  @Provide
  Arbitrary<Schedule> schedules() {
    Arbitrary<Integer> epochs = Arbitraries.integers().between(1, Integer.MAX_VALUE);
    Arbitrary<Schedule> simple =
        Arbitraries.oneOf(
            Combinators.combine(epochs, positive()).as(Schedule.Step::new),
            positive().map(Schedule.Exponential::new),
            Combinators.combine(epochs, positive()).as(Schedule.Plateau::new),
            Arbitraries.of(new Schedule.Constant(), new Schedule.Cosine()));
    Arbitrary<Schedule> warm = Combinators.combine(positive(), simple).as(Schedule.WarmUp::new);
    return Arbitraries.oneOf(
        simple, warm, Combinators.combine(positive(), warm).as(Schedule.WarmUp::new));
  }

  private static Arbitrary<Double> shares() {
    return Arbitraries.doubles().between(0, 0.999).ofScale(20);
  }

  private static Arbitrary<Double> positive() {
    return Arbitraries.doubles().between(1e-300, 1e300).ofScale(320);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "softmax-cross-entropy | softmax-cross-entropy",
        "Softmax-Cross-Entropy 0 | softmax-cross-entropy",
        "softmax-cross-entropy .10 | softmax-cross-entropy 0.1",
        "huber | huber 1",
      })
  void numbersOfLossesMayBeOmittedOrWrittenDifferently(String text, String full) {
    assertThat(WORDS.loss(Phrase.of(text)).text()).isEqualTo(full);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "momentum | momentum 0.9",
        "nesterov | nesterov 0.9",
        "NESTEROV 5e-1 | nesterov 0.5",
        "rmsprop | rmsprop 0.9",
        "rmsprop 0.8 0.00000001 | rmsprop 0.8",
        "adam | adam",
        "adam 0.9 0.999 1e-8 | adam",
        "adam 0.8 0.99 1e-6 | adam 0.8 0.99 0.000001",
      })
  void numbersOfOptimizersMayBeOmittedOrWrittenDifferently(String text, String full) {
    assertThat(WORDS.optimizer(Phrase.of(text), RATE).text()).isEqualTo(full);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hinge | in 'hinge': there is no such loss; expected cross-entropy, softmax-cross-entropy,",
        "squared 2 | in 'squared 2': expected 'squared'",
        "huber 1 2 | in 'huber 1 2': expected 'huber [DELTA]'",
        "huber much | in 'huber much': 'much' is not a number",
        "huber 0 | in 'huber 0': the delta of the Huber loss must be a finite number above 0",
        "softmax-cross-entropy 1 | label smoothing must be at least 0 and less than 1, got 1.0",
      })
  void saysWhatIsWrongWithALoss(String text, String message) {
    assertRefused(() -> WORDS.loss(Phrase.of(text)), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lion | in 'lion': there is no such optimizer; expected sgd, momentum, nesterov, rmsprop,",
        "momentum 1.5 | in 'momentum 1.5': momentum must be at least 0 and less than 1, got 1.5",
        "adam 2 | in 'adam 2': expected 'adam' or 'adam BETA1 BETA2 EPSILON'",
        "adam 0.9 0.99 | in 'adam 0.9 0.99': expected 'adam' or 'adam BETA1 BETA2 EPSILON'",
        "adam 1 2 3 4 | in 'adam 1 2 3 4': expected 'adam [BETA1 BETA2 EPSILON]'",
        "sgd (sgd) | in 'sgd (sgd)': expected 'sgd'",
      })
  void saysWhatIsWrongWithAnOptimizer(String text, String message) {
    assertRefused(() -> WORDS.optimizer(Phrase.of(text), RATE), message);
  }

  @Test
  void saysWhatIsWrongWithALearningRate() {
    assertRefused(
        () -> WORDS.optimizer(Phrase.of("sgd"), 0),
        "in 'sgd': the learning rate must be a finite number above 0, got 0.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear | in 'linear': there is no such schedule; expected constant, step, exponential,",
        "step 10 | in 'step 10': expected 'step EPOCHS FACTOR'",
        "step 1.5 0.5 | in 'step 1.5 0.5': '1.5' is not a whole number from -2147483648 to 2147483647",
        "warm-up 2 | in 'warm-up 2': expected 'warm-up EPOCHS (SCHEDULE)'",
        "warm-up 2 (cosine, cosine) | expected 'warm-up EPOCHS (SCHEDULE)'",
        "warm-up 2 (step 0 1) | in 'step 0 1': the epochs between steps of the learning rate must",
      })
  void saysWhatIsWrongWithASchedule(String text, String message) {
    assertRefused(() -> WORDS.schedule(Phrase.of(text)), message);
  }

  private static void assertRefused(Runnable read, String message) {
    assertThatExceptionOfType(PhraseException.class)
        .isThrownBy(read::run)
        .withMessageContaining(message);
  }
}
