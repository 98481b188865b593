package io.ganglion.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.spi.Precision;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTest {

  @Test
  void theFactsAreThoseOfAJvmWithTheGivenFlags() throws IOException {
    Facts facts = Facts.of(List.of("-Xint"));

    assertThat(facts.facts())
        .containsKeys("date", "processor", "SIMD width", "cores", "load", "JVM", "JMH", "samples")
        .containsEntry("backend ejml", "EJML 0.44.0");
    assertThat(facts.facts().get("JVM flags")).contains("-Xint");
    assertThat(facts.available())
        .containsEntry("java", List.of(Precision.FLOAT64, Precision.FLOAT32))
        .containsEntry("commons", List.of(Precision.FLOAT64));
    assertThat(facts.unavailable()).containsOnlyKeys("vector");
  }

  @Test
  void whatCannotBeMeasuredIsListedWithItsReason() {
    Facts facts =
        Facts.read(
            List.of(
                "WARNING: printed by a library",
                "Core: Zen",
                "fact\tcores\t2",
                "available\tcommons\tfloat64",
                "unavailable\tvector\tadd a flag"));

    assertThat(facts.facts())
        .containsEntry("cores", "2")
        .containsEntry("ND4J's OpenBLAS core type", "Zen");
    assertThat(facts.skipped())
        .containsEntry("vector", "add a flag")
        .containsEntry("commons in float32", "its library does not support this precision");
  }

  @Test
  void aJvmThatDoesNotStartIsAnErrorThatNamesItsFlags() {
    assertThatThrownBy(() -> Facts.of(List.of("-XX:NoSuchFlag=1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("-XX:NoSuchFlag=1")
        .hasMessageContaining("ended with status 1");
  }
}
