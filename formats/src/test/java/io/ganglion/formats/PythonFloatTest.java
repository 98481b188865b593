package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonFloatTest {

  private static String repr(double value) {
    StringBuilder text = new StringBuilder();
    PythonFloat.append(text, value);
    return text.toString();
  }

  @Test
  void everyNumberOfPythonsTableHasPythonsText() throws IOException {
    List<String> lines =
        new String(Golden.bytes("repr.txt"), StandardCharsets.US_ASCII).lines().toList();
    assertThat(lines).hasSizeGreaterThan(1000);
    assertThat(lines)
        .allSatisfy(
            line -> {
              long bits = Long.parseUnsignedLong(line.substring(0, 16), 16);
              assertThat(repr(Double.longBitsToDouble(bits))).isEqualTo(line.substring(17));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "0.000125, 0.000125",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "1.5e16, 1.5e+16",
    "123456789012345680, 1.2345678901234568e+17",
    "9999999999999998, 9999999999999998.0",
    "-0.0, -0.0",
    "0.0, 0.0",
    "100, 100.0",
    "4.9E-324, 5e-324",
    "9.9E-324, 1e-323",
    "1e100, 1e+100",
    "2e-3, 0.002",
  })
  void thePointIsPlacedAsPythonPlacesIt(double value, String text) {
    assertThat(repr(value)).isEqualTo(text);
  }

  @Property(tries = 20_000)
  void everyFiniteNumberReadsBackAsItself(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    Assume.that(Double.isFinite(value));
    assertThat(Double.parseDouble(repr(value))).isEqualTo(value);
  }

  @Property(tries = 5_000)
  void noShorterTextReadsBackAsTheSameNumber(@ForAll long bits) {
    double value = Math.abs(Double.longBitsToDouble(bits));
    Assume.that(Double.isFinite(value) && value != 0);
    int digits = new BigDecimal(repr(value)).stripTrailingZeros().precision();
    if (digits > 1) {
      BigDecimal exact = new BigDecimal(value);
      for (RoundingMode mode : List.of(RoundingMode.DOWN, RoundingMode.UP)) {
        double shorter = exact.round(new MathContext(digits - 1, mode)).doubleValue();
        assertThat(shorter).isNotEqualTo(value);
      }
    }
  }
}
