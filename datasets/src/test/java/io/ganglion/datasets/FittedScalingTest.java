package io.ganglion.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.model.Scaling;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FittedScalingTest {
  private static FittedScaling fitted(SampleLayout layout, float... values) {
    int samples = values.length / layout.shape().size();
    return Dataset.of("data", layout, List.of("only"), values, new int[samples]).scaling();
  }

  private static FittedScaling fitted(float... row) {
    return fitted(Columns.numbered(row.length), row);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 2",
    "7, 7",
    "15, 15",
    "16, 16",
    "255, 17",
    "255, 255",
    "1023, 256",
    "4095, 4000",
    "65535, 60000",
    "65535, 65535",
    "70000, 70000",
    "15, 7.9",
    "255, 255.00002",
    "255, 255.25",
    "1023, 255.26",
    "3, 1.0011"
  })
  void valuesFromZeroAreDividedByTheLeastWhiteThatNoneExceeds(double white, float largest) {
    assertThat(fitted(0, largest).value()).isEqualTo(new Scaling(0, white));
  }

  @Test
  void aDarkSetOfPicturesIsStillOfBytes() {
    assertThat(fitted(new ImageSize(1, 3), 0, 40, 12).value()).isEqualTo(Scaling.BYTES);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0.25, 0.5", "0, 1.0000001"})
  void valuesFromZeroToOneAreUsedAsTheyAre(float least, float largest) {
    FittedScaling scaling = fitted(least, largest);
    assertThat(scaling.value()).isEqualTo(Scaling.NONE);
    assertThat(scaling.reasons().get(0)).endsWith(": used as they are");
  }

  @Test
  void negativeValuesAreStandardised() {
    FittedScaling scaling = fitted(-3, 1, 5);
    assertThat(scaling.value().offset()).isEqualTo(1);
    assertThat(scaling.value().divisor()).isCloseTo(Math.sqrt(32 / 3.0), within(1e-12));
    assertThat(scaling.reasons())
        .containsExactly(
            "values -3 to 5: less their mean 1.000, divided by their standard deviation 3.266");
    assertThat(fitted(-2, -2).value()).isEqualTo(new Scaling(-2, 1));
  }

  @Test
  void theReasonSaysWhatWasFoundAndWhatFollows() {
    assertThat(fitted(0, 16).reasons()).containsExactly("values 0 to 16: divided by 16");
  }

  /** Pictures of 4×4 with a border of one shade and a centre of another. */
  private static float[] framed(int pictures, float border, float centre) {
    float[] values = new float[pictures * 16];
    Arrays.fill(values, border);
    for (int i = 0; i < pictures; i++) {
      values[i * 16 + 5] = centre;
      values[i * 16 + 10] = centre;
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({"255, 0, 255", "200, 30, 255", "16, 0, 16", "1, 0, 1", "0.9, 0.1, 1"})
  void picturesThatAreDarkOnLightAreInverted(float border, float centre, double white) {
    FittedScaling scaling = fitted(new ImageSize(4, 4), framed(3, border, centre));
    assertThat(scaling.value()).isEqualTo(new Scaling(0, white).inverted());
    assertThat(scaling.reasons()).hasSize(2).last().isEqualTo("dark on light: inverted");
  }

  @Test
  void onlyMostPicturesDecide() {
    float[] half = framed(4, 255, 0);
    System.arraycopy(framed(2, 0, 255), 0, half, 0, 32);
    assertThat(fitted(new ImageSize(4, 4), half).value()).isEqualTo(Scaling.BYTES);
  }

  @Test
  void lightOnDarkGrayAndPlainPicturesAreNotInverted() {
    assertThat(fitted(new ImageSize(4, 4), framed(2, 0, 255)).value()).isEqualTo(Scaling.BYTES);
    assertThat(fitted(new ImageSize(4, 4), framed(2, 120, 0)).value()).isEqualTo(Scaling.BYTES);
    assertThat(fitted(new ImageSize(4, 4), framed(2, 250, 250)).value()).isEqualTo(Scaling.BYTES);
  }

  @Test
  void rowsAreNeverInverted() {
    assertThat(fitted(framed(1, 255, 0)).value()).isEqualTo(Scaling.BYTES);
  }
}
