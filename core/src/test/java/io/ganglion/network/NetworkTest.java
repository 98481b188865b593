package io.ganglion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.Softmax;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private final Backend<?> backend = Backends.create("java", Precision.FLOAT64);

  private Network network(Layer... layers) {
    return Network.of(backend, new SplitMix64(1), Shape.of(2, 2), layers);
  }

  @Test
  void computesLayerByLayer() {
    Network network = network(new Linear(4, 2), new Linear(2, 2, true), new Softmax());
    network.parameters().get(0).set(1, 0, 0, 1, 1, 0, 0, 1);
    network.parameters().get(1).set(2, 0, 0, 1);
    network.parameters().get(2).set(-1, 3);

    // x w = (1 + 3, 2 + 4) = (4, 6); times (2, 1) is (8, 6); plus bias is (7, 9).
    double e = Math.exp(7 - 9);
    assertThat(network.predict(1, 2, 3, 4))
        .containsExactly(new double[] {e / (e + 1), 1 / (e + 1)}, within(1e-15));
  }

  @Test
  void takesTheSoftmaxOfEveryPositionBeforeFlattening() {
    Network network = network(new Softmax(), new Linear(4, 1));
    network.parameters().get(0).set(1, 10, 100, 1000);

    // Both positions hold (0, ln 3), whose softmax is (1/4, 3/4).
    double ln3 = Math.log(3);
    assertThat(network.predict(0, ln3, 0, ln3))
        .containsExactly(new double[] {0.25 + 7.5 + 25 + 750}, within(1e-12));
  }

  @Test
  void namesParametersByLayer() {
    Network network = network(new Softmax(), new Linear(4, 3), new Linear(3, 2, true));

    assertThat(network.parameters())
        .extracting(Parameter::toString)
        .containsExactly("2.weights [4, 3]", "3.weights [3, 2]", "3.bias [1, 2]");
    assertThat(network.parameters(0)).isEmpty();
    assertThat(network.parameters(3)).isEqualTo(network.parameters().subList(1, 3));
    assertThat(network).hasToString("[2, 2] softmax [2, 2] flatten [4] linear [3] linear [2]");
  }

  @Test
  void initializesWeightsUniformlyBelowOneOverTheRootOfTheInputs() {
    Network network =
        Network.of(backend, new SplitMix64(1), Shape.of(784), new Linear(784, 100, true));
    double[] weights = network.parameters().get(0).values();

    assertThat(Arrays.stream(weights).min().orElseThrow()).isNotNegative();
    assertThat(Arrays.stream(weights).max().orElseThrow()).isLessThan(1 / 28.0);
    assertThat(Arrays.stream(weights).average().orElseThrow()).isCloseTo(1 / 56.0, within(0.0002));
    assertThat(network.parameters().get(1).values()).containsOnly(0);
  }

  @Test
  void theSameSeedGivesTheSameParameters() {
    assertThat(network(new Linear(4, 3)).parameters().get(0).values())
        .isEqualTo(network(new Linear(4, 3)).parameters().get(0).values());
  }

  @Test
  void refusesLayersThatDoNotFitEachOther() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network(new Linear(4, 100), new Linear(101, 10)))
        .withMessage(
            "layer 1 (linear) does not fit layer 0 (linear): it takes 101 inputs, but gets 100"
                + " (shape [100])");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network(new Linear(5, 1)))
        .withMessage(
            "layer 0 (linear) does not fit the network's input: it takes 5 inputs, but gets 4"
                + " (shape [4])");
    assertThatIllegalArgumentException()
        .isThrownBy(this::network)
        .withMessage("a network needs at least one layer, got none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Linear(0, 3))
        .withMessage("a linear layer needs at least 1 input, got 0");
  }

  @Test
  void valuesOfTheWrongSizeAreRefusedAndNothingChanges() {
    Parameter parameter = network(new Linear(4, 3)).parameters().get(0);
    double[] before = parameter.values();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> parameter.set(1, 2))
        .withMessage("the parameter 0.weights [4, 3] has 12 values, got 2");
    assertThat(parameter.values()).isEqualTo(before);
  }

  @Test
  void aSampleOfTheWrongSizeIsRefused() {
    Network network = network(new Linear(4, 3));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.predict(1, 2, 3))
        .withMessage("samples: 1 of shape [2, 2] have 4 numbers, the array has 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.predict(new double[7], 2))
        .withMessage("samples: 2 of shape [2, 2] have 8 numbers, the array has 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.predict(new double[0], -1))
        .withMessage("a batch has at least 1 sample, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.predictor().predict(new double[8], 2, new double[5]))
        .withMessage("predictions: 2 of shape [3] have 6 numbers, the array has 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.predictor().predict(new double[0], 0, new double[0]))
        .withMessage("a batch has at least 1 sample, got 0");
  }
}
