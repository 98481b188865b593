package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Exchanger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientExchangeTest {

  private static final int INPUTS = 6;
  private static final int CLASSES = 3;

  private static Network network() {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(1),
        Shape.of(INPUTS),
        new RunningMean(0.1),
        new Linear(INPUTS, 5, true),
        new Linear(5, CLASSES, true),
        new Softmax());
  }

  private static double[] values(Network network) {
    return network.parameters().stream()
        .map(Parameter::values)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  /** One half of every batch of a size, chosen by each sample's index modulo the size. */
  private static Samples half(RandomSamples samples, int batch, int which) {
    int size = samples.size() / 2;
    double[][] inputs = new double[size][];
    double[][] targets = new double[size][CLASSES];
    for (int i = 0; i < size; i++) {
      int sample = i / (batch / 2) * batch + which * (batch / 2) + i % (batch / 2);
      inputs[i] = samples.input(sample);
      samples.readTarget(sample, targets[i], 0);
    }
    return Samples.of(inputs, targets);
  }

  /** Averages gradients with one other trainer; each waits for the other. */
  private record Average(Exchanger<Map<String, double[]>> other) implements GradientExchange {

    @Override
    public String text() {
      return "average of 2";
    }

    @Override
    public void exchange(long step, int batch, Map<String, Tensor> gradients) {
      Map<String, double[]> own = new LinkedHashMap<>();
      gradients.forEach((name, gradient) -> own.put(name, gradient.toArray()));
      Map<String, double[]> others = exchange(own);
      gradients.forEach(
          (name, gradient) -> {
            double[] mean = new double[gradient.shape().size()];
            Arrays.setAll(mean, i -> (own.get(name)[i] + others.get(name)[i]) / 2);
            gradient.write(mean);
          });
    }

    private Map<String, double[]> exchange(Map<String, double[]> own) {
      try {
        return other.exchange(own);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 256})
  void twoTrainersOnHalfBatchesLearnLikeOneOnWholeBatches(int batch) {
    RandomSamples samples = new RandomSamples(4 * batch, INPUTS, CLASSES);
    Regularization regularization = new Regularization(1e-3, 1e-2, 2, 0.1);
    for (Optimizer optimizer : List.of(new Sgd(0.1), new Adam(0.01))) {
      Network whole = network();
      Trainer.of(whole, optimizer)
          .batchSize(batch)
          .regularization(regularization)
          .build()
          .train(samples, 2);

      Exchanger<Map<String, double[]>> exchanger = new Exchanger<>();
      List<Network> networks = List.of(network(), network());
      List<CompletableFuture<?>> trainings = new ArrayList<>();
      for (int which = 0; which < 2; which++) {
        Trainer trainer =
            Trainer.of(networks.get(which), optimizer)
                .batchSize(batch / 2)
                .regularization(regularization)
                .exchange(new Average(exchanger))
                .build();
        Samples half = half(samples, batch, which);
        trainings.add(
            CompletableFuture.runAsync(
                () -> trainer.train(half, 2), command -> new Thread(command).start()));
      }
      trainings.forEach(CompletableFuture::join);

      assertThat(values(networks.get(0))).isEqualTo(values(networks.get(1)));
      assertThat(values(networks.get(0))).containsExactly(values(whole), within(1e-9));
    }
  }

  @Test
  void isCalledOnceForEveryBatchWithTheSameMap() {
    List<String> calls = new ArrayList<>();
    List<Map<String, Tensor>> maps = new ArrayList<>();
    Trainer.of(network(), new Adam(0.01))
        .batchSize(150)
        .exchange(
            new NamedExchange(
                "calls",
                (step, batch, gradients) -> {
                  calls.add(step + ": " + batch);
                  maps.add(gradients);
                  assertThat(gradients.keySet())
                      .containsExactly("0.mean", "1.weights", "1.bias", "2.weights", "2.bias");
                }))
        .build()
        .train(new RandomSamples(350, INPUTS, CLASSES), 2);

    assertThat(calls).containsExactly("1: 150", "2: 150", "3: 50", "4: 150", "5: 150", "6: 50");
    assertThat(maps).hasSize(6).allSatisfy(map -> assertThat(map).isSameAs(maps.get(0)));
  }

  /** Plain descent whose gradients must not be formed. */
  private record Straight(boolean isPlainDescent) implements Optimizer {
    @Override
    public double learningRate() {
      return 0.1;
    }

    @Override
    public String text() {
      return "straight";
    }

    @Override
    public void update(
        long step, double learningRate, Tensor p, Tensor gradient, List<Tensor> memory) {
      throw new IllegalStateException("a gradient was formed");
    }
  }

  @Test
  void withoutAnExchangePlainDescentFormsNoGradients() {
    Samples samples = new RandomSamples(10, INPUTS, CLASSES);
    Network straight = network();
    Trainer.of(straight, new Straight(true)).batchSize(4).build().train(samples, 1);
    Network plain = network();
    Trainer.of(plain, new Sgd(0.1)).batchSize(4).build().train(samples, 1);

    assertThat(values(straight)).isEqualTo(values(plain));
    for (Trainer.Builder other :
        List.of(
            Trainer.of(network(), new Straight(true)).exchange(NamedExchange.UNCHANGED),
            Trainer.of(network(), new Straight(true))
                .regularization(Regularization.ofWeightDecay(0.1)),
            Trainer.of(network(), new Straight(false)))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> other.build().train(samples, 1))
          .withMessage("a gradient was formed");
    }
  }

  @Test
  void anExchangeThatChangesNothingGivesTheSameUpToRounding() {
    Samples samples = new RandomSamples(20, INPUTS, CLASSES);
    Network with = network();
    Trainer.of(with, new Sgd(0.1)).exchange(NamedExchange.UNCHANGED).build().train(samples, 2);
    Network without = network();
    Trainer.of(without, new Sgd(0.1)).build().train(samples, 2);

    assertThat(values(with)).containsExactly(values(without), within(1e-12));
  }
}
