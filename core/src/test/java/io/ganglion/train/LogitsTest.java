package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.loss.SoftmaxCrossEntropy;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogitsTest {

  private static final Backend<?> BACKEND = Backends.create("java", Precision.FLOAT64);

  private static Network network(String layers) {
    return Network.of(BACKEND, new SplitMix64(1), Architecture.parse(layers));
  }

  @Test
  void aLossOfLogitsTrainsANetworkWithoutItsSoftmax() {
    RandomSamples samples = new RandomSamples(30, 6, 4);
    Network with = network("input 6, linear 5, tanh, linear 4, softmax");
    Network without = network("input 6, linear 5, tanh, linear 4");
    for (Network network : Arrays.asList(with, without)) {
      Trainer.of(network, new Sgd(0.1)).loss(new SoftmaxCrossEntropy()).build().train(samples, 2);
    }

    for (int i = 0; i < with.parameters().size(); i++) {
      assertThat(with.parameters().get(i).values()).isEqualTo(without.parameters().get(i).values());
    }
    assertThat(Arrays.stream(with.predict(samples.input(0))).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void logitsShareTheParametersAndLackTheSoftmax() {
    Network network = network("input 6, linear 4, softmax");
    Network logits = network.logits();
    network.parameters().get(1).set(1, 2, 3, 4);

    assertThat(logits).hasToString("[6] linear [4]");
    assertThat(logits.predict(new double[6])).containsExactly(1, 2, 3, 4);
    assertThat(logits.logits()).isSameAs(logits);
    assertThat(network("input 6, softmax").logits()).hasToString("[6] softmax [6]");
  }
}
