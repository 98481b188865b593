package io.ganglion.text;

import static io.ganglion.text.PhraseTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that no user would write, but that a file may contain. */
class HostilePhrasesTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreTheLocale() {
    Locale.setDefault(before);
  }

  @Property(tries = 2000)
  void aTextIsReadOrRefusedInOneShortLine(
      @ForAll
          @Chars({'(', ')', ',', ' ', '\n', 'a', 'Z', '1', '.', '\u0000', 'é', '\ud83d'})
          @StringLength(max = 40)
          String text) {
    assertReadOrRefused(text);
  }

  @Property(tries = 2000)
  void anyCharactersAreReadOrRefusedInOneShortLine(
      @ForAll @CharRange(from = Character.MIN_VALUE, to = Character.MAX_VALUE) String text) {
    assertReadOrRefused(text);
  }

  private static void assertReadOrRefused(String text) {
    try {
      assertThat(Phrase.list(text))
          .isNotEmpty()
          .allSatisfy(phrase -> assertThat(Phrase.of(phrase.toString())).isEqualTo(phrase));
    } catch (PhraseException e) {
      assertThat(e.getMessage()).matches("in '[ -~]*…?': [ -~]+").hasSizeLessThan(300);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | in '': expected a name, got the end of the text",
        "` ` | in '': expected a name, got the end of the text",
        ", | in '': expected a name, got ',' at character 1",
        "relu, | in '': expected a name, got the end of the text",
        "relu,,tanh | in '': expected a name, got ',' at character 6",
        "(relu) | in '': expected a name, got '(' at character 1",
        "linear 8, a () | in 'a (': expected a name, got ')' at character 14",
        "a (b,) | in 'a (b,': expected a name, got ')' at character 6",
        "relu, a (b, c (d) | in 'a (b, c (d)': '(' at character 9 is never closed",
        "a (b | in 'a (b': '(' at character 3 is never closed",
        "a, b) | in 'b': ')' at character 5 has no matching '('",
        "a (b)) | in 'a (b)': ')' at character 6 has no matching '('",
        "a (b) 5 | in 'a (b) ': expected ',' after ')', got '5' at character 7",
        "a (b)(c) | in 'a (b)': expected ',' after ')', got '(' at character 6",
      })
  void saysWhereAListIsWrong(String text, String message) {
    assertRefused(() -> Phrase.list(text), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"step 10,5", "relu, tanh"})
  void aListIsNotOnePhrase(String text) {
    assertRefused(
        () -> Phrase.of(text),
        "in '"
            + text
            + "': expected one name and its values, separated by spaces, and no ',' between them");
  }

  /** Digits of other scripts, a no-break space, and characters that control terminals. */
  @ParameterizedTest
  @CsvSource({
    "'linear \u0661', U+000661",
    "'linear\u00a010', U+0000A0",
    "'linear\u200b 10', U+00200B",
    "'linear \uff11', U+00FF11",
    "'linear \ud83d\ude00', U+01F600",
    "'linear \ud83d', U+00D83D",
    "'relu\u0000', U+000000",
    "'relu\u001b[2J', U+00001B",
    "'relu\u202e', U+00202E",
    "'\u212aeras', U+00212A",
  })
  void aCharacterThatIsNotPrintableAsciiIsRefusedAndNotEchoed(String text, String character) {
    assertThatExceptionOfType(PhraseException.class)
        .isThrownBy(() -> Phrase.list(text))
        .withMessageContaining("expected ASCII letters, digits and symbols, got " + character)
        .withMessageMatching("[ -~]+");
  }

  @Test
  void theLocaleDoesNotMatter() {
    for (String tag : new String[] {"tr-TR", "ar-EG-u-nu-arab", "de-DE"}) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      Phrase phrase = Phrase.of("LINEAR 1.5 I");

      assertThat(phrase).hasToString("linear 1.5 i");
      assertThat(phrase.number(0)).isEqualTo(1.5);
      assertRefused(
          () -> Phrase.list("relu, é"),
          "in '': expected ASCII letters, digits and symbols, got U+0000E9 at character 7");
      assertRefused(
          () -> phrase.count(0),
          "in 'linear 1.5 i': '1.5' is not a whole number from -2147483648 to 2147483647");
    }
  }

  @Test
  void theLengthOfATextIsLimited() {
    String longest = "a".repeat(Phrase.MOST_CHARACTERS);

    assertThat(Phrase.of(longest).name()).isEqualTo(longest);
    assertRefused(
        () -> Phrase.of(longest + "a"),
        "in '" + "a".repeat(100) + "…': a text has at most 65536 characters, got 65537");
  }

  @Test
  void theDepthOfParenthesesIsLimited() {
    int levels = Phrase.MOST_LEVELS;
    String deepest = "a(".repeat(levels) + "a" + ")".repeat(levels);

    assertThat(Phrase.of(Phrase.of(deepest).toString())).isEqualTo(Phrase.of(deepest));
    assertRefused(
        () -> Phrase.of("a(" + deepest + ")"),
        "in '"
            + "a(".repeat(levels)
            + "a(': '(' at character 66 is nested more than 32 levels deep");
    assertThatExceptionOfType(PhraseException.class)
        .isThrownBy(() -> Phrase.of("a(".repeat(Phrase.MOST_CHARACTERS / 2)));
    assertThatExceptionOfType(PhraseException.class)
        .isThrownBy(() -> Phrase.list("(".repeat(Phrase.MOST_CHARACTERS)));
  }

  @Test
  void aNumberOfAnyLengthIsRefusedWithAShortMessage() {
    String digits = "1".repeat(Phrase.MOST_CHARACTERS - 10);

    assertThatExceptionOfType(PhraseException.class)
        .isThrownBy(() -> Phrase.of("huber " + digits + "x").number(0))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    assertThatExceptionOfType(PhraseException.class)
        .isThrownBy(() -> Phrase.of("huber " + digits).count(0))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    assertThat(Phrase.of("huber 0." + digits).number(0)).isEqualTo(1 / 9.0);
  }
}
