package io.ganglion.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class PhraseTest {

  @Property
  void isReadBackFromItsText(
      @ForAll("names") String name, @ForAll("numberLists") List<Double> numbers) {
    Phrase phrase = new Phrase(name, numbers);

    assertThat(Phrase.of(phrase.toString())).isEqualTo(phrase);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withCharRange('a', 'z').withChars('-').ofMinLength(1);
  }

  /** Any but −0, which no choice tells from 0. */
  @Provide
  Arbitrary<List<Double>> numberLists() {
    return Arbitraries.doubles().map(number -> number + 0.0).list().ofMaxSize(3);
  }

  @Test
  void isReadWhateverTheCaseAndTheSpaces() {
    assertThat(Phrase.of("  STEP\t 10   5e-1 ")).hasToString("step 10 0.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"step ten", "step 10,5", "huber NaN", "huber 1e999", "adamw = 1"})
  void behindTheNameThereAreOnlyFiniteNumbers(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> Phrase.of(text))
        .withMessage("got '" + text + "', expected a name and numbers, separated by spaces");
  }
}
