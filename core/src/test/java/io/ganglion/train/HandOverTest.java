package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Gradients;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.Parameter.Role;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every backward pass must hand over each parameter once, in the way that its role demands. */
class HandOverTest {

  private static final int INPUTS = 3;

  private static Network network(Role role, Keeping.HandsOver handsOver) {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(1),
        Shape.of(INPUTS),
        new Keeping(role, handsOver),
        new Linear(INPUTS, 2),
        new Softmax());
  }

  private static void train(Network network, Optimizer optimizer, int batch, int size) {
    Trainer.of(network, optimizer)
        .batchSize(batch)
        .threads(2)
        .build()
        .train(new RandomSamples(size, INPUTS, 2), 1);
  }

  private static List<double[]> values(Network network) {
    return network.parameters().stream().map(Parameter::values).toList();
  }

  private static void handOver(Gradients gradients, Parameter p) {
    if (p.role().isLearnt()) {
      whole(gradients, p);
    } else {
      state(gradients, p);
    }
  }

  private static void whole(Gradients gradients, Parameter p) {
    try (Tensor gradient = Tensor.zeros(p.tensor().backend(), p.shape())) {
      gradients.whole(p, gradient);
    }
  }

  private static void state(Gradients gradients, Parameter p) {
    try (Tensor change = Tensor.zeros(p.tensor().backend(), p.shape())) {
      gradients.state(p, change);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WEIGHT, 0, the gradient of 0.kept [1; 3] was not handed over",
    "BIAS, 2, the gradient of 0.kept [1; 3] was handed over more than once",
    "STATE, 0, the change of 0.kept [1; 3] was not handed over",
    "STATE, 3, the change of 0.kept [1; 3] was handed over more than once"
  })
  void isRefusedUnlessItHappensOnce(Role role, int times, String message) {
    Network network =
        network(
            role,
            (gradients, kept, rows) -> {
              for (int i = 0; i < times; i++) {
                handOver(gradients, kept);
              }
            });
    List<double[]> before = values(network);

    assertThatIllegalStateException()
        .isThrownBy(() -> train(network, new Adam(0.1), 1, 10))
        .withMessage(message.replace(';', ',') + "; a backward pass must do so exactly once");
    assertThat(values(network)).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void aGradientOfTheLastBatchIsNotAppliedAgain() {
    List<Integer> passes = new ArrayList<>();
    Network network =
        network(
            Role.WEIGHT,
            (gradients, kept, rows) -> {
              passes.add(rows);
              if (passes.size() == 1) {
                handOver(gradients, kept);
              }
            });

    assertThatIllegalStateException()
        .isThrownBy(() -> train(network, new Adam(0.1), 4, 12))
        .withMessageStartingWith("the gradient of 0.kept [1, 3] was not handed over");
    assertThat(passes).hasSize(2);
  }

  @Test
  void everyPartOfABatchMustDoSo() {
    Network network =
        network(
            Role.WEIGHT,
            (gradients, kept, rows) -> {
              if (rows == 64) {
                handOver(gradients, kept);
              }
            });

    assertThatIllegalStateException()
        .isThrownBy(() -> train(network, new Sgd(0.1), 64 + 65, 64 + 65))
        .withMessageStartingWith("the gradient of 0.kept [1, 3] was not handed over");
  }

  @Test
  void aSmallerBatchWithFewerPartsMayEndAnEpoch() {
    List<Integer> passes = new ArrayList<>();
    Network network =
        network(
            Role.BIAS,
            (gradients, kept, rows) -> {
              synchronized (passes) {
                passes.add(rows);
              }
              handOver(gradients, kept);
            });
    train(network, new Sgd(0.1), 128, 2 * 128 + 10);

    assertThat(passes).containsExactly(64, 64, 64, 64, 10);
  }

  /** Where gradients are formed, and where plain descent applies them directly. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mustFitTheRole(boolean formed) {
    Optimizer optimizer = formed ? new Adam(0.1) : new Sgd(0.1);
    Network state = network(Role.STATE, (gradients, kept, rows) -> whole(gradients, kept));
    Network bias = network(Role.BIAS, (gradients, kept, rows) -> state(gradients, kept));

    assertThatIllegalStateException()
        .isThrownBy(() -> train(state, optimizer, 1, 10))
        .withMessage(
            "a gradient of 0.kept [1, 3] was handed over, but it is state: use Gradients.state");
    assertThatIllegalStateException()
        .isThrownBy(() -> train(bias, optimizer, 1, 10))
        .withMessage(
            "a change of 0.kept [1, 3] was handed over, but it is learnt: hand its gradient over");
  }
}
