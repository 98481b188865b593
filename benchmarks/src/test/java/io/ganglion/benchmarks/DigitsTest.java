package io.ganglion.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.datasets.Dataset;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DigitsTest {

  @ParameterizedTest
  @EnumSource
  void imagesFitTheirNetworkAndAreMostlyBlack(Topology topology) throws IOException {
    Dataset images = Digits.read(topology, "mnist", 100);

    assertThat(images.size()).isEqualTo(100);
    assertThat(images.height() * images.width()).isEqualTo(topology.inputs());
    assertThat(zeros(images)).isBetween(0.3, 0.9);
  }

  @ParameterizedTest
  @EnumSource
  void denseImagesHaveNoZeros(Topology topology) throws IOException {
    assertThat(zeros(Digits.read(topology, "dense", 100))).isZero();
  }

  @Test
  void forAnUnknownInputOrNetworkTheMessageListsTheKnownOnes() {
    assertThatThrownBy(() -> Digits.read(Topology.SMALL, "sparse", 1))
        .hasMessage("no input is called 'sparse'; expected mnist or dense");
    assertThatThrownBy(() -> Topology.of("deep"))
        .hasMessage("no network is called 'deep'; expected one of original, wide, small");
  }

  private static double zeros(Dataset images) {
    int zeros = 0;
    for (int i = 0; i < images.size(); i++) {
      for (byte pixel : images.image(i).pixels()) {
        zeros += pixel == 0 ? 1 : 0;
      }
    }
    return (double) zeros / images.size() / (images.height() * images.width());
  }
}
