package io.ganglion.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlignmentTest {

  private static final int MEGABYTE = 1 << 20;

  private static Alignment of(String... options) {
    Map<String, String> values = new HashMap<>(Map.of("UseCompressedClassPointers", "true"));
    for (String option : options) {
      String[] parts = option.split("=", -1);
      values.put(parts[0], parts[1]);
    }
    return Alignment.of(name -> Optional.ofNullable(values.get(name)));
  }

  @Test
  void largeArraysAreMadeSoLargeThatG1PutsThemAtTheBeginningOfARegion() {
    Alignment g1 = of("UseG1GC=true", "G1HeapRegionSize=" + 2 * MEGABYTE);
    assertThat(g1.start(Double.BYTES)).isEqualTo(6);
    assertThat(g1.start(Float.BYTES)).isEqualTo(12);
    assertThat(g1.length(80_000, Double.BYTES) * 8L).isGreaterThan(MEGABYTE);
    assertThat(g1.length(200_000, Double.BYTES)).isEqualTo(200_000);
    assertThat(g1.length(1_000, Double.BYTES)).isEqualTo(1_000);
  }

  @Test
  void arraysDoNotGrowToSeveralMegabytes() {
    Alignment g1 = of("UseG1GC=true", "G1HeapRegionSize=" + 32 * MEGABYTE);
    assertThat(g1.length(80_000, Double.BYTES)).isEqualTo(80_000);
  }

  @Test
  void nothingIsMovedWhereTheJvmAlignsNothing() {
    for (Alignment none :
        new Alignment[] {
          of("UseSerialGC=true"),
          of("UseG1GC=true"),
          of("UseG1GC=true", "G1HeapRegionSize=x"),
          of("UseG1GC=true", "UseCompactObjectHeaders=true", "G1HeapRegionSize=1048576"),
          of("UseCompressedClassPointers=false", "UseG1GC=true", "G1HeapRegionSize=1048576"),
        }) {
      assertThat(none.start(Double.BYTES)).isZero();
      assertThat(none.length(80_000, Double.BYTES)).isEqualTo(80_000);
    }
  }

  @Test
  void allObjectsAreAlignedIfTheJvmIsAskedTo() {
    Alignment all = of("ObjectAlignmentInBytes=64");
    assertThat(all.start(Double.BYTES)).isEqualTo(6);
    assertThat(all.length(80_000, Double.BYTES)).isEqualTo(80_000);
  }

  @Test
  void zgcAlignsArraysFromAQuarterOfAMegabyteOn() {
    Alignment zgc = of("UseZGC=true");
    assertThat(zgc.start(Float.BYTES)).isEqualTo(12);
    assertThat(zgc.length(40_000, Float.BYTES) * 4L).isGreaterThan(1 << 18);
    assertThat(zgc.length(80_000, Double.BYTES)).isEqualTo(80_000);
  }
}
