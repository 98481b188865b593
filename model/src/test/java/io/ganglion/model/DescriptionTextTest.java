package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.formats.FormatException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionTextTest {

  private static final ModelDescription DIGITS =
      ModelDescription.of(PictureInput.ofBytes(28, 28, Preparation.DIGIT), List.of("zero", "one"));

  private static Arbitrary<Scaling> scalings() {
    Arbitrary<Double> numbers = Arbitraries.doubles().between(-1e300, 1e300).ofScale(9);
    return Combinators.combine(numbers, numbers.filter(divisor -> divisor != 0)).as(Scaling::new);
  }

  private static Arbitrary<ModelInput> inputs() {
    Arbitrary<ModelInput> pictures =
        Combinators.combine(
                Arbitraries.integers().between(1, 500),
                Arbitraries.integers().between(1, 500),
                Arbitraries.of(Preparation.values()),
                Arbitraries.of(Transposition.values()),
                scalings(),
                scalings())
            .as(PictureInput::new);
    Arbitrary<ModelInput> rows =
        Combinators.combine(Arbitraries.strings().list().ofMinSize(1).ofMaxSize(9), scalings())
            .as(RowInput::new);
    return Arbitraries.oneOf(pictures, rows);
  }

  private static Arbitrary<Provenance> provenances() {
    Arbitrary<String> texts = Arbitraries.strings();
    return Combinators.combine(texts, Arbitraries.longs().greaterOrEqual(1), texts, texts, texts)
        .as(Provenance::new);
  }

  @Provide
  Arbitrary<ModelDescription> descriptions() {
    Arbitrary<Calibration> calibrations =
        Combinators.combine(
                Arbitraries.doubles().between(0.01, 100), Arbitraries.doubles().between(0, 1))
            .as(Calibration::new);
    Arbitrary<Map<String, String>> metadata =
        Arbitraries.maps(
                Arbitraries.strings().filter(name -> !name.startsWith("ganglion.")),
                Arbitraries.strings())
            .ofMaxSize(4);
    return Combinators.combine(
            inputs(),
            Arbitraries.strings().list().uniqueElements().ofMaxSize(12),
            Arbitraries.strings().optional(),
            calibrations,
            provenances().optional(),
            metadata)
        .as(ModelDescription::new);
  }

  @Property(tries = 300)
  void everyDescriptionIsReadFromItsTexts(@ForAll("descriptions") ModelDescription description)
      throws FormatException {
    assertThat(DescriptionText.read(DescriptionText.write(description), "file"))
        .contains(description);
  }

  @Test
  void textsOfOtherProgramsAreNoDescription() throws FormatException {
    assertThat(DescriptionText.read(Map.of("format", "pt"), "file")).isEmpty();
  }

  @Test
  void theTextIsJsonThatOtherProgramsCanRead() {
    assertThat(DescriptionText.write(DIGITS))
        .isEqualTo(
            Map.of(
                "ganglion.model",
                "{\"version\":1,\"input\":{\"kind\":\"picture\",\"height\":28,\"width\":28,"
                    + "\"preparation\":\"digit\","
                    + "\"transposed\":\"none\","
                    + "\"shades\":{\"offset\":0.0,\"divisor\":255.0},"
                    + "\"scaling\":{\"offset\":0.0,\"divisor\":255.0}},"
                    + "\"classes\":[\"zero\",\"one\"],"
                    + "\"calibration\":{\"temperature\":1.0,\"threshold\":0.0}}"));
  }

  @Test
  void fieldsOfLaterVersionsAreIgnored() throws FormatException {
    String text = DescriptionText.write(DIGITS).get("ganglion.model");
    String later = text.replace("\"classes\":", "\"colours\":[1,{\"a\":2.5}],\"classes\":");
    assertThat(DescriptionText.read(Map.of("ganglion.model", later), "file"))
        .isEqualTo(Optional.of(DIGITS));
  }

  @Test
  void aLaterVersionIsNamed() {
    String text = DescriptionText.write(DIGITS).get("ganglion.model");
    assertThatThrownBy(
            () ->
                DescriptionText.read(
                    Map.of("ganglion.model", text.replace("\"version\":1", "\"version\":2")),
                    "w.npz"))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "w.npz: describes its inputs in version 2, expected 1: use a later version of Ganglion");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{",
        "[]",
        "{}",
        "{\"version\":1}",
        "{\"version\":\"1\"}",
        "{\"version\":1,\"version\":1}",
        "{\"version\":1,\"input\":{\"kind\":\"picture\"},\"classes\":[]}",
        "{\"version\":1,\"input\":{\"kind\":\"sound\",\"scaling\":{\"offset\":0,\"divisor\":1}}}",
        "{\"version\":1,\"input\":{\"kind\":\"row\",\"columns\":[],\"scaling\":{\"offset\":0,\"divisor\":1}}}",
        "{\"version\":1,\"input\":{\"kind\":\"row\",\"columns\":[1],\"scaling\":{\"offset\":0,\"divisor\":1}}}",
        "{\"version\":1,\"input\":{\"kind\":\"row\",\"columns\":[\"a\"],\"scaling\":{\"offset\":0,\"divisor\":0}}}",
        "{\"version\":99999999999999999999}",
      })
  void damageIsRefusedInOneLine(String text) {
    assertThatThrownBy(() -> DescriptionText.read(Map.of("ganglion.model", text), "w.npz"))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("w.npz: ")
        .message()
        .hasLineCount(1);
  }

  @Test
  void moreTextThanAFileHoldsIsRefusedWhenItIsDescribed() {
    String most = "x".repeat((12 << 20) - 1000);
    assertThat(DIGITS.withMetadata(Map.of("own", most)).metadata()).containsValue(most);
    assertThatThrownBy(() -> DIGITS.withMetadata(Map.of("own", most + "y".repeat(1000))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as JSON, expected at most 12582912: ");
    List<String> escaped = List.of("\"".repeat(4 << 20), "b");
    assertThatThrownBy(() -> DIGITS.withClasses(escaped))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shorten the names of classes");
  }

  @Test
  void damageIsSaidWithItsPlaceAndWithoutTheParsersOwn() {
    assertThatThrownBy(
            () -> DescriptionText.read(Map.of("ganglion.model", "{\"version\":1]"), "w.npz"))
        .hasMessageStartingWith("w.npz: has a damaged description of its inputs, the text")
        .hasMessageContaining("'ganglion.model': ")
        .hasMessageContaining("line 1, column 1) at line 1, column 13")
        .hasMessageEndingWith("; use another copy of the file")
        .message()
        .doesNotContain("Source");
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(1_000_000);
    assertThatThrownBy(() -> DescriptionText.read(Map.of("ganglion.model", deep), "w.npz"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("damaged description");
  }

  @Test
  void aSizeBeyondIntIsRefused() {
    String text = DescriptionText.write(DIGITS).get("ganglion.model");
    String huge = text.replace("\"height\":28", "\"height\":4294967324");
    assertThatThrownBy(() -> DescriptionText.read(Map.of("ganglion.model", huge), "w.npz"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected at least 1×1");
  }
}
