package io.ganglion.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @Property
  void everyNumberReadsBackFromItsText(@ForAll long bits) {
    double number = Double.longBitsToDouble(bits);

    // Compared as objects: NaN equals NaN, and -0 does not equal 0.
    assertThat((Double) Double.parseDouble(Numbers.text(number))).isEqualTo((Double) number);
  }

  @Property(tries = 300)
  void noShorterTextReadsBack(@ForAll long bits) {
    double number = Double.longBitsToDouble(bits);
    if (!Double.isFinite(number) || number == 0) {
      return;
    }
    int digits = new BigDecimal(Numbers.text(number)).stripTrailingZeros().precision();
    for (RoundingMode mode : new RoundingMode[] {RoundingMode.UP, RoundingMode.DOWN}) {
      if (digits > 1) {
        BigDecimal shorter = new BigDecimal(number).round(new MathContext(digits - 1, mode));
        assertThat(shorter.doubleValue()).isNotEqualTo(number);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "-0.0, -0",
    "1.0, 1",
    "-2.5, -2.5",
    "0.1, 0.1",
    "0.000125, 0.000125",
    "1e-9, 0.000000001",
    "1e-10, 1e-10",
    "1.5e-12, 1.5e-12",
    "784, 784",
    "1e15, 1000000000000000",
    "1e16, 1e16",
    "123456789012345680, 1.2345678901234568e17",
    "5e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e308",
    // JDK 17 itself writes 1.9999999999999998E23.
    "2e23, 2e23",
    // A power of two: the nearest text of this many digits does not read back.
    "5.684341886080802e-14, 5.684341886080802e-14",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity",
  })
  void isShortAndTheSameOnEveryJdk(double number, String text) {
    assertThat(Numbers.text(number)).isEqualTo(text);
  }
}
