package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Momentum;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A parameter that is state is changed by backward passes, and by nothing else. */
class StateTest {

  private static final double RATE = 0.25;
  private static final int INPUTS = 3;

  private static final Regularization STRICT = new Regularization(0.1, 0.1, 1e-3, 1e-3);

  private static Network network(Layer... layers) {
    return Network.of(
        Backends.create("java", Precision.FLOAT64), new SplitMix64(1), Shape.of(INPUTS), layers);
  }

  private static Network network() {
    return network(new RunningMean(RATE), new Linear(INPUTS, 2), new Softmax());
  }

  /** Quarters from 0 to 4, so that all means and their sums are exact. */
  private static Samples samples(int size) {
    SplitMix64 random = new SplitMix64(size);
    double[][] inputs = new double[size][INPUTS];
    double[][] targets = new double[size][2];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < INPUTS; j++) {
        inputs[i][j] = random.nextInt(16) / 4.0;
      }
      targets[i][random.nextInt(2)] = 1;
    }
    return Samples.of(inputs, targets);
  }

  /** The state after the batches of one epoch, by the formula for a whole batch. */
  private static double[] expected(Samples samples, int batch) {
    double[] m = new double[INPUTS];
    double[] x = new double[INPUTS];
    for (int from = 0; from < samples.size(); from += batch) {
      double[] mean = new double[INPUTS];
      for (int i = 0; i < batch; i++) {
        samples.readInput(from + i, x, 0);
        for (int j = 0; j < INPUTS; j++) {
          mean[j] += x[j] / batch;
        }
      }
      for (int j = 0; j < INPUTS; j++) {
        m[j] += RATE * (mean[j] - m[j]);
      }
    }
    return m;
  }

  /** Batches of 64 are one part, of 128 two, of 256 four. */
  @ParameterizedTest
  @ValueSource(ints = {1, 64, 128, 256})
  void changesAsInOneBatchWhateverTheParts(int batch) {
    Samples samples = samples(batch * 4);
    List<Optimizer> optimizers = List.of(new Sgd(0.1), new Adam(0.1));
    for (Optimizer optimizer : optimizers) {
      for (Regularization regularization : List.of(Regularization.NONE, STRICT)) {
        Network network = network();
        Trainer.of(network, optimizer)
            .batchSize(batch)
            .regularization(regularization)
            .build()
            .train(samples, 1);

        assertThat(network.parameters().get(0).values()).isEqualTo(expected(samples, batch));
      }
    }
  }

  @Property(tries = 30)
  void anyNumberOfThreadsGivesTheSameBits(
      @ForAll @IntRange(min = 1, max = 400) int batch,
      @ForAll @IntRange(min = 2, max = 5) int threads) {
    Samples samples = new RandomSamples(500, INPUTS, 2);
    List<List<double[]>> found = new ArrayList<>();
    for (int count : new int[] {1, threads}) {
      Network network = network();
      Trainer.of(network, new Momentum(0.1, 0.9, false))
          .batchSize(batch)
          .threads(count)
          .build()
          .train(samples, 2);
      found.add(values(network));
    }

    assertThat(found.get(1)).usingRecursiveComparison().isEqualTo(found.get(0));
  }

  private static List<double[]> values(Network network) {
    return network.parameters().stream().map(Parameter::values).toList();
  }

  /** Keeps every state that is saved. */
  private record Keeper(List<TrainingState> states, long every) implements Checkpointer {
    @Override
    public boolean isDue(long step) {
      return step % every == 0;
    }

    @Override
    public void save(TrainingState state) {
      states.add(state);
    }
  }

  @Test
  void isSavedButNotOptimised() {
    Keeper keeper = new Keeper(new ArrayList<>(), Long.MAX_VALUE);
    Network network = network();
    Trainer.of(network, new Adam(0.1)).checkpointer(keeper).build().train(samples(10), 1);
    TrainingState last = keeper.states.get(keeper.states.size() - 1);

    assertThat(last.parameters().get("0.mean")).isEqualTo(network.parameters().get(0).values());
    assertThat(last.memory()).containsOnlyKeys("1.weights.mean", "1.weights.meanSquare");
  }

  @Provide
  Arbitrary<Integer> batches() {
    return Arbitraries.of(1, 50, 130);
  }

  @Property(tries = 12)
  void isRestoredWithASavedTraining(@ForAll("batches") int batch) {
    Samples samples = samples(300);
    Keeper keeper = new Keeper(new ArrayList<>(), 2);
    Network whole = network();
    Trainer.of(whole, new Adam(0.01))
        .batchSize(batch)
        .checkpointer(keeper)
        .build()
        .train(samples, 2);

    for (TrainingState state : keeper.states) {
      Network resumed = network();
      resumed.parameters().get(0).set(9, 9, 9);
      Trainer.of(resumed, new Adam(0.01)).batchSize(batch).build().resume(state, samples, 2);
      assertThat(values(resumed)).usingRecursiveComparison().isEqualTo(values(whole));
    }
  }

  @Test
  void isRestoredWithTheBestEpoch() {
    Network network = network();
    List<double[]> path = new ArrayList<>();
    TrainingResult result =
        Trainer.of(network, new Sgd(2))
            .validation(samples(7))
            .earlyStopping(2)
            .listener(
                new TrainingListener() {
                  @Override
                  public void epochEnded(EpochResult ended) {
                    path.add(network.parameters().get(0).values());
                  }
                })
            .build()
            .train(samples(30), 50);

    int best = result.best().orElseThrow();
    assertThat(path).hasSizeGreaterThan(best);
    assertThat(network.parameters().get(0).values()).isEqualTo(path.get(best - 1));
  }

  @Test
  void isNothingToLearn() {
    Network state = network(new RunningMean(RATE));

    assertThat(state.parameters()).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(state, new Sgd(1)))
        .withMessageEndingWith("has no parameters to learn; add a layer that has some");
  }

  /** Between two layers that learn, it has an input that needs a gradient. */
  @Test
  void isExchangedLikeAGradient() {
    Network network = network(new Linear(INPUTS, 2), new RunningMean(RATE), new Softmax());
    Trainer.of(network, new Sgd(0.1))
        .exchange(new NamedExchange("clear", (step, batch, gradients) -> clear(gradients)))
        .build()
        .train(samples(10), 1);

    assertThat(network.parameters().get(1).values()).containsOnly(0);
  }

  private static void clear(Map<String, Tensor> gradients) {
    assertThat(gradients).containsOnlyKeys("0.weights", "1.mean");
    gradients.get("1.mean").write(new double[2]);
  }
}
