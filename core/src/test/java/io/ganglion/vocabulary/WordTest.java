package io.ganglion.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ganglion.text.Phrase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relu | relu | true",
        "relu | relu 1 | false",
        "relu | relu (a) | false",
        "dropout RATE | dropout | false",
        "dropout RATE | dropout 1 | true",
        "dropout RATE | dropout 1 2 | false",
        "linear OUTPUTS [INITIALIZATION] [no-bias] | linear | false",
        "linear OUTPUTS [INITIALIZATION] [no-bias] | linear 1 | true",
        "linear OUTPUTS [INITIALIZATION] [no-bias] | linear 1 2 | true",
        "linear OUTPUTS [INITIALIZATION] [no-bias] | linear 1 2 3 | true",
        "linear OUTPUTS [INITIALIZATION] [no-bias] | linear 1 2 3 4 | false",
        "adam [BETA1 BETA2] | adam | true",
        "adam [BETA1 BETA2] | adam 1 2 | true",
        "adam [BETA1 BETA2] | adam 1 2 3 | false",
        "warm-up EPOCHS (SCHEDULE) | warm-up 1 | false",
        "warm-up EPOCHS (SCHEDULE) | warm-up 1 (a) | true",
        "warm-up EPOCHS (SCHEDULE) | warm-up 1 (a, b) | false",
        "warm-up EPOCHS (SCHEDULE) | warm-up (a) | false",
        "residual (LAYER, ...) | residual | false",
        "residual (LAYER, ...) | residual (a) | true",
        "residual (LAYER, ...) | residual (a, b, c) | true",
      })
  void itsUsageSaysWhichPhrasesFit(String usage, String phrase, boolean fits) {
    assertThat(new Word<>(usage, new Object()).fits(Phrase.of(phrase))).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({"relu, relu", "warm-up EPOCHS (SCHEDULE), warm-up", "conv2d N, conv2d"})
  void itsNameIsTheFirstWord(String usage, String name) {
    assertThat(new Word<>(usage, new Object()).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ReLU", " relu", "2d", "-a", "größe", "a_b", "a (", "a, b", "input."})
  void itsNameMustBeOneThatATextCanContain(String usage) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Word<>(usage, new Object()));
  }
}
