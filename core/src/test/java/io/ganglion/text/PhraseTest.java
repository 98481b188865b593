package io.ganglion.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
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
import org.junit.jupiter.params.provider.ValueSource;

class PhraseTest {

  @Property
  void aPhraseReadsBackFromItsText(@ForAll("phrases") Phrase phrase) {
    assertThat(Phrase.of(phrase.toString())).isEqualTo(phrase).hasSameHashCodeAs(phrase);
  }

  @Property
  void aListReadsBackFromItsTexts(@ForAll("lists") List<Phrase> phrases) {
    String text = phrases.stream().map(Phrase::toString).collect(Collectors.joining(","));

    assertThat(Phrase.list(text)).isEqualTo(phrases);
  }

  @Property
  void neitherCaseNorSpacesMatter(
      @ForAll("phrases") Phrase phrase, @ForAll("spaces") List<String> spaces) {
    String text = phrase.toString().replace("(", " ( ").replace(")", " ) ").replace(",", " , ");
    StringBuilder spaced = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      spaced.append(c == ' ' ? spaces.get(i % spaces.size()) : upperCase(c));
    }

    assertThat(Phrase.of(spaced.toString())).isEqualTo(phrase);
  }

  private static char upperCase(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
  }

  @Property
  void differentTextsAreDifferentPhrases(
      @ForAll("phrases") Phrase one, @ForAll("phrases") Phrase other) {
    assertThat(one.equals(other)).isEqualTo(one.toString().equals(other.toString()));
  }

  @Provide
  Arbitrary<List<String>> spaces() {
    return Arbitraries.strings()
        .withChars(" \t\n\r\f\u000b")
        .ofMinLength(1)
        .ofMaxLength(3)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<Phrase> phrases() {
    return phrases(3);
  }

  @Provide
  Arbitrary<List<Phrase>> lists() {
    return phrases(1).list().ofMinSize(1).ofMaxSize(4);
  }

  /** Phrases of any words that a text can contain. */
  private static Arbitrary<Phrase> phrases(int levels) {
    Arbitrary<String> words =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .ofMinLength(1)
            .ofMaxLength(4)
            .filter(word -> !word.matches(".*[,()A-Z].*"));
    Arbitrary<List<Phrase>> nested =
        levels == 0
            ? Arbitraries.just(List.of())
            : Arbitraries.lazy(() -> phrases(levels - 1)).list().ofMaxSize(2);
    return Combinators.combine(words, words.list().ofMaxSize(3), nested).as(Phrase::new);
  }

  @Test
  void hasANameWordsAndNestedPhrases() {
    Phrase phrase = Phrase.of(" Residual 2 Mean( LINEAR 8 he ,relu ) ");

    assertThat(phrase.name()).isEqualTo("residual");
    assertThat(phrase.words()).containsExactly("2", "mean");
    assertThat(phrase.nested()).containsExactly(Phrase.of("linear 8 he"), Phrase.of("relu"));
    assertThat(phrase).hasToString("residual 2 mean (linear 8 he, relu)");
  }

  @ParameterizedTest
  @CsvSource({
    "step 10, 10",
    "step +10, 10",
    "step 1e1, 10",
    "step 10.0, 10",
    "step 10., 10",
    "step .5, 0.5",
    "step -.5E-3, -0.0005",
    "step 0, 0",
    "step 1.0E-320, 1e-320",
    "step 1e-999, 0",
    "step 0.1, 0.1",
  })
  void readsNumbers(String text, double number) {
    Phrase phrase = Phrase.of(text);

    assertThat(phrase.number(0)).isEqualTo(number);
    assertThat(phrase.number(0, 7)).isEqualTo(number);
    assertThat(phrase.number(1, 7)).isEqualTo(7);
  }

  @Property
  void readsEveryNumberThatJavaPrints(@ForAll double number) {
    assertThat(Phrase.of("huber " + number).number(0)).isEqualTo(number);
  }

  @Property
  void readsEveryCount(@ForAll int count) {
    assertThat(Phrase.of("step " + count).count(0)).isEqualTo(count);
    assertThat(Phrase.of("step " + count + ".0").count(0)).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ten", "1f", "1d", "0x1p3", "nan", "infinity", "1e", "+", ".", "1_0", "--1"})
  void aNumberMustBeDecimal(String word) {
    Phrase phrase = Phrase.of("step 1 " + word);

    assertRefused(
        () -> phrase.number(1), "in 'step 1 " + word + "': '" + word + "' is not a number");
    assertRefused(
        () -> phrase.count(1),
        "in 'step 1 "
            + word
            + "': '"
            + word
            + "' is not a whole number from -2147483648 to 2147483647");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "2147483648", "-2147483649", "1e999", "0.00001"})
  void aCountMustBeAWholeNumber(String word) {
    assertRefused(
        () -> Phrase.of("step " + word).count(0),
        "in 'step "
            + word
            + "': '"
            + word
            + "' is not a whole number from -2147483648 to 2147483647");
  }

  @Test
  void anInfiniteNumberIsRefused() {
    assertRefused(
        () -> Phrase.of("huber 1e999").number(0), "in 'huber 1e999': '1e999' is too large");
  }

  @Test
  void aMissingWordIsRefused() {
    Phrase phrase = Phrase.of("step 10");

    assertThat(phrase.word(0)).isEqualTo("10");
    assertRefused(() -> phrase.word(1), "in 'step 10': value 2 after 'step' is missing");
    assertRefused(() -> phrase.number(1), "in 'step 10': value 2 after 'step' is missing");
    assertRefused(() -> phrase.count(1), "in 'step 10': value 2 after 'step' is missing");
  }

  @Test
  void aRefusalQuotesThePhraseAndGivesTheReason() {
    PhraseException refused = Phrase.of("HUBER  0").refused("0 is too small");

    assertThat(refused).hasMessage("in 'huber 0': 0 is too small");
    assertThat(refused.quote()).isEqualTo("huber 0");
    assertThat(refused.reason()).isEqualTo("0 is too small");
  }

  static void assertRefused(Runnable read, String message) {
    assertThatExceptionOfType(PhraseException.class).isThrownBy(read::run).withMessage(message);
  }
}
