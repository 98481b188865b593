package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.train.EpochResult;
import io.ganglion.train.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** States of training, for tests. */
final class State {

  private State() {}

  /** A small state that has every part: its second epoch has begun. */
  static TrainingState small() {
    return new TrainingState(
        Map.of("seed", "1"),
        2,
        4,
        OptionalInt.of(3),
        0.5,
        List.of(
            new EpochResult(
                1,
                6,
                OptionalInt.of(3),
                OptionalDouble.of(50),
                0.75,
                0.1,
                Optional.of(
                    new EpochResult.Validation(2, OptionalInt.of(1), OptionalDouble.of(50), 0.7)))),
        Map.of("0.weights", new double[] {0.1}),
        Map.of("0.weights.mean", new double[] {0.2}),
        Optional.of(new TrainingState.Best(1, 0.7, Map.of("0.weights", new double[] {0.3}))));
  }

  static Arbitrary<TrainingState> any() {
    Arbitrary<Map<String, double[]>> values =
        Arbitraries.maps(
                Texts.any(),
                Arbitraries.oneOf(
                        numbers(),
                        Arbitraries.integers()
                            .map(bits -> (double) Float.intBitsToFloat(bits))
                            .filter(Double::isFinite))
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(5)
                    .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray()))
            .ofMaxSize(4);
    Arbitrary<int[]> place =
        Arbitraries.integers()
            .between(0, Integer.MAX_VALUE)
            .flatMap(
                done ->
                    Arbitraries.integers()
                        .between(-1, done)
                        .map(correct -> new int[] {done, correct}));
    return Combinators.combine(
            Arbitraries.maps(Texts.any(), Texts.any()).ofMaxSize(4),
            place,
            numbers(),
            results(),
            values,
            values,
            values.filter(map -> !map.isEmpty()).optional(),
            numbers())
        .as(
            (settings, doneAndCorrect, totalLoss, results, parameters, memory, best, bestLoss) ->
                new TrainingState(
                    settings,
                    results.size() + 1,
                    doneAndCorrect[0],
                    doneAndCorrect[1] < 0 ? OptionalInt.empty() : OptionalInt.of(doneAndCorrect[1]),
                    totalLoss,
                    results,
                    parameters,
                    memory,
                    results.isEmpty()
                        ? Optional.empty()
                        : best.map(
                            map -> new TrainingState.Best(results.size() / 2 + 1, bestLoss, map))));
  }

  private static Arbitrary<Double> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite),
        Arbitraries.of(
            0.0, -0.0, 0.1, Double.MIN_VALUE, Double.MAX_VALUE, 2e-3, -Double.MIN_NORMAL));
  }

  private static Arbitrary<List<EpochResult>> results() {
    Arbitrary<EpochResult.Validation> validation =
        Combinators.combine(
                Arbitraries.integers().between(1, Integer.MAX_VALUE), accuracies(), numbers())
            .as(
                (samples, accuracy, loss) ->
                    new EpochResult.Validation(
                        samples, correct(samples / 3, accuracy), accuracy, loss));
    return Combinators.combine(
            Arbitraries.integers().between(1, Integer.MAX_VALUE),
            accuracies(),
            numbers(),
            numbers(),
            validation.optional())
        .as(
            (samples, accuracy, loss, rate, held) ->
                new EpochResult(
                    1, samples, correct(samples / 2, accuracy), accuracy, loss, rate, held))
        .list()
        .ofMaxSize(4)
        .map(State::numbered);
  }

  /** Absent in a regression. */
  private static Arbitrary<OptionalDouble> accuracies() {
    return numbers()
        .optional()
        .map(accuracy -> accuracy.stream().mapToDouble(Double::doubleValue).findFirst());
  }

  private static OptionalInt correct(int correct, OptionalDouble accuracy) {
    return accuracy.isPresent() ? OptionalInt.of(correct) : OptionalInt.empty();
  }

  private static List<EpochResult> numbered(List<EpochResult> results) {
    List<EpochResult> numbered = new ArrayList<>();
    for (EpochResult result : results) {
      numbered.add(
          new EpochResult(
              numbered.size() + 1,
              result.samples(),
              result.correct(),
              result.accuracy(),
              result.meanLoss(),
              result.learningRate(),
              result.validation()));
    }
    return numbered;
  }

  /** Compares every bit, and the order of the maps. */
  static void assertSame(TrainingState found, TrainingState expected) {
    assertThat(new ArrayList<>(found.settings().entrySet()))
        .isEqualTo(new ArrayList<>(expected.settings().entrySet()));
    assertThat(found.epoch()).isEqualTo(expected.epoch());
    assertThat(found.done()).isEqualTo(expected.done());
    assertThat(found.correct()).isEqualTo(expected.correct());
    // Records, too, compare doubles by doubleToLongBits, so that −0 differs from 0.
    assertThat(Double.doubleToLongBits(found.totalLoss()))
        .isEqualTo(Double.doubleToLongBits(expected.totalLoss()));
    assertThat(found.results()).isEqualTo(expected.results());
    assertThat(bits(found.parameters())).isEqualTo(bits(expected.parameters()));
    assertThat(bits(found.memory())).isEqualTo(bits(expected.memory()));
    assertThat(found.best().map(State::bits)).isEqualTo(expected.best().map(State::bits));
  }

  private static List<Object> bits(TrainingState.Best best) {
    return List.of(best.epoch(), best.validationLoss(), bits(best.parameters()));
  }

  /** Names and bits, in order. */
  private static List<Map.Entry<String, List<Long>>> bits(Map<String, double[]> values) {
    Map<String, List<Long>> bits = new LinkedHashMap<>();
    values.forEach(
        (name, array) ->
            bits.put(name, Arrays.stream(array).mapToObj(Double::doubleToLongBits).toList()));
    return new ArrayList<>(bits.entrySet());
  }
}
