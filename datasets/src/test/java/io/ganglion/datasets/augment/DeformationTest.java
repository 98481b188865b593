package io.ganglion.datasets.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.Split;
import io.ganglion.model.Scaling;
import io.ganglion.random.SplitMix64;
import io.ganglion.tensor.Shape;
import io.ganglion.train.Augmenter;
import io.ganglion.train.Samples;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeformationTest {

  private static final int DIGITS = 50;
  private static final Samples DRAWN = Datasets.digits(Split.TEST, DIGITS).samples(Scaling.BYTES);

  private static double[] digit(int index) {
    double[] x = new double[DRAWN.inputShape().size()];
    DRAWN.readInput(index, x, 0);
    return x;
  }

  private static double[] deformed(Augmenter augmenter, double[] x, long seed) {
    double[] y = x.clone();
    augmenter.augment(y, 0, new SplitMix64(seed));
    return y;
  }

  private static double[] deformed(Deformation deformation, double[] x, long seed) {
    return deformed(deformation.augmenter(DRAWN.inputShape()), x, seed);
  }

  @Test
  void itsTextHasAllSettings() {
    assertThat(Deformation.ELASTIC.text())
        .isEqualTo("deformation (affine 1 12 0.12 0.15, elastic 5 36)");
    assertThat(new Deformation(new Affine(1e-3, 0, 0, 0), Elastic.NONE).text())
        .isEqualTo("deformation (affine 0.001 0 0 0, elastic 1 0)");
  }

  @Provide
  Arbitrary<Deformation> deformations() {
    Arbitrary<Affine> affine =
        Combinators.combine(
                Arbitraries.doubles().between(0, 40),
                Arbitraries.doubles().between(0, 180),
                Arbitraries.doubles().between(0, 0.99),
                Arbitraries.doubles().between(0, 5))
            .as(Affine::new);
    Arbitrary<Elastic> elastic =
        Combinators.combine(
                Arbitraries.doubles().between(0.01, 50), Arbitraries.doubles().between(0, 500))
            .as(Elastic::new);
    return Combinators.combine(affine, elastic).as(Deformation::new);
  }

  @Property
  void noPixelIsDarkerThanTheBackgroundOrBrighterThanTheBrightest(
      @ForAll("deformations") Deformation deformation,
      @ForAll @IntRange(min = 1, max = 20) int height,
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll long seed) {
    double[] x = new double[height * width];
    SplitMix64 random = new SplitMix64(seed);
    Arrays.setAll(x, i -> random.nextDouble());
    double brightest = Arrays.stream(x).max().orElseThrow();

    deformation.augmenter(Shape.of(height, width)).augment(x, 0, random);

    assertThat(Arrays.stream(x).boxed())
        .allMatch(pixel -> pixel >= 0 && pixel <= brightest * (1 + 0x1p-50));
  }

  @Property(tries = 50)
  void zeroAmountsChangeNothing(@ForAll @IntRange(max = DIGITS - 1) int index, @ForAll long seed) {
    Deformation none = new Deformation(Affine.NONE, Elastic.NONE);

    assertThat(deformed(none, digit(index), seed)).isEqualTo(digit(index));
  }

  @Property(tries = 50)
  void theSameSeedDrawsTheSameAndAnotherSeedSomethingElse(
      @ForAll("deformations") Deformation deformation,
      @ForAll @IntRange(max = DIGITS - 1) int index,
      @ForAll long seed) {
    double[] x = digit(index);

    assertThat(deformed(deformation, x, seed)).isEqualTo(deformed(deformation, x, seed));
    assertThat(deformed(Deformation.ELASTIC, x, seed))
        .isNotEqualTo(deformed(Deformation.ELASTIC, x, seed + 1));
  }

  @Property(tries = 50)
  void anImageDependsNeitherOnEarlierImagesNorOnOtherAugmenters(
      @ForAll("deformations") Deformation deformation, @ForAll long seed) {
    Augmenter first = deformation.augmenter(DRAWN.inputShape());
    Augmenter second = deformation.augmenter(DRAWN.inputShape());
    double[] expected = deformed(deformation, digit(1), seed);

    deformed(first, digit(0), seed + 1);
    deformed(second, digit(2), seed + 2);

    assertThat(deformed(first, digit(1), seed)).isEqualTo(expected);
    assertThat(deformed(second, digit(1), seed)).isEqualTo(expected);
  }

  @Test
  void withoutScalingTheInkIsKept() {
    Deformation deformation = new Deformation(new Affine(1, 10, 0, 0.1), new Elastic(5, 10));
    double sum = 0;
    for (int seed = 0; seed < 10 * DIGITS; seed++) {
      double[] x = digit(seed % DIGITS);
      double ink = Arrays.stream(deformed(deformation, x, seed)).sum() / Arrays.stream(x).sum();

      assertThat(ink).isEqualTo(1, within(0.2));
      sum += ink;
    }

    assertThat(sum / (10 * DIGITS)).isEqualTo(1, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shift", "affine", "elastic"})
  void everyPresetChangesEveryDigitAndKeepsMostOfItsInk(String name) {
    Deformation preset = Deformation.parse(name);
    for (int i = 0; i < DIGITS; i++) {
      double[] x = digit(i);
      double[] y = deformed(preset, x, i);

      assertThat(y).isNotEqualTo(x);
      assertThat(Arrays.stream(y).sum() / Arrays.stream(x).sum()).isBetween(0.65, 1.5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shift", "affine", "elastic"})
  void aSinglePixelIsAnImageToo(String name) {
    Augmenter augmenter = Deformation.parse(name).augmenter(Shape.of(1, 1));
    boolean changed = false;
    for (int seed = 0; seed < 20; seed++) {
      double pixel = deformed(augmenter, new double[] {1}, seed)[0];
      changed |= pixel < 1;
      assertThat(pixel).isBetween(0.0, 1.0);
    }
    assertThat(changed).isTrue();
  }

  @Test
  void extremeAmountsLeaveOnlyBackground() {
    Deformation wild =
        new Deformation(
            new Affine(Double.MAX_VALUE, 180, 0.5, Double.MAX_VALUE),
            new Elastic(1, Double.MAX_VALUE));

    assertThat(deformed(wild, digit(0), 1)).containsOnly(0);
  }

  @Test
  void allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported(), "this JVM counts no allocated bytes");
    Augmenter augmenter = Deformation.ELASTIC.augmenter(DRAWN.inputShape());
    SplitMix64 random = new SplitMix64(1);
    double[] x = digit(0);
    augmenter.augment(x, 0, random);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      augmenter.augment(x, 0, random);
    }

    // The smallest object has 16 bytes, so one in every call would be 16,000.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
  }

  /** The expected bits are those of JDK 17 and of JDK 25. */
  @Test
  void givesTheSameBitsOnEveryJdk() {
    int hash = 0;
    for (int i = 0; i < DIGITS; i++) {
      hash = 31 * hash + Arrays.hashCode(deformed(Deformation.ELASTIC, digit(i), i));
    }

    assertThat(hash).isEqualTo(1112787337);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void takesOnlyImages(int rank) {
    int[] dimensions = {3, 28, 28};
    Shape shape = Shape.of(Arrays.copyOf(dimensions, rank));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Deformation.ELASTIC.augmenter(shape))
        .withMessage("a deformation takes images [height, width], got " + shape);
  }

  @Test
  void knowsItsPresetsByName() {
    assertThat(Deformation.parse("shift")).isEqualTo(Deformation.SHIFT);
    assertThat(Deformation.parse("affine")).isEqualTo(Deformation.AFFINE);
    assertThat(Deformation.parse("elastic")).isEqualTo(Deformation.ELASTIC);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Deformation.parse("plastic"))
        .withMessage("no deformation is called 'plastic', expected shift, affine or elastic");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 0, 0, 'the shift must be a finite number of pixels, at least 0, got -1.0'",
    "NaN, 0, 0, 0, 'the shift must be a finite number of pixels, at least 0, got NaN'",
    "Infinity, 0, 0, 0, 'the shift must be a finite number of pixels, at least 0, got Infinity'",
    "0, -1, 0, 0, 'the rotation must be from 0 to 180 degrees, got -1.0'",
    "0, 181, 0, 0, 'the rotation must be from 0 to 180 degrees, got 181.0'",
    "0, NaN, 0, 0, 'the rotation must be from 0 to 180 degrees, got NaN'",
    "0, 0, -0.1, 0, 'the scale must be a fraction, at least 0 and less than 1, got -0.1'",
    "0, 0, 1, 0, 'the scale must be a fraction, at least 0 and less than 1, got 1.0'",
    "0, 0, NaN, 0, 'the scale must be a fraction, at least 0 and less than 1, got NaN'",
    "0, 0, 0, -1, 'the shear must be a finite number, at least 0, got -1.0'",
    "0, 0, 0, NaN, 'the shear must be a finite number, at least 0, got NaN'",
    "0, 0, 0, Infinity, 'the shear must be a finite number, at least 0, got Infinity'",
  })
  void refusesAmountsOutsideTheirRange(
      double shift, double rotation, double scale, double shear, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Affine(shift, rotation, scale, shear))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 'sigma must be above 0 and at most 1000 pixels, got 0.0'",
    "-1, 1, 'sigma must be above 0 and at most 1000 pixels, got -1.0'",
    "1001, 1, 'sigma must be above 0 and at most 1000 pixels, got 1001.0'",
    "NaN, 1, 'sigma must be above 0 and at most 1000 pixels, got NaN'",
    "1, -1, 'alpha must be a finite number of pixels, at least 0, got -1.0'",
    "1, NaN, 'alpha must be a finite number of pixels, at least 0, got NaN'",
    "1, Infinity, 'alpha must be a finite number of pixels, at least 0, got Infinity'",
  })
  void refusesASmoothingOrAStrengthOutsideItsRange(double sigma, double alpha, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Elastic(sigma, alpha))
        .withMessage(message);
  }
}
