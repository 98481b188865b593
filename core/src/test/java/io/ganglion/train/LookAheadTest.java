package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Parameter;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first layer runs forward on the next sample while it is updated; nobody can tell. */
class LookAheadTest {

  private static final int SIZE = 60;

  /** Sparse inputs, of which each has other zeros. */
  private static ListedSamples samples() {
    SplitMix64 random = new SplitMix64(3);
    double[][] x = new double[SIZE][13];
    double[][] t = new double[SIZE][4];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] = random.nextInt(i % 5 + 1) == 0 ? random.nextDouble() : 0;
      }
      t[i][random.nextInt(4)] = 1;
    }
    return new ListedSamples(x, t);
  }

  private static Network network(String layers, Precision precision) {
    return Network.of(
        Backends.create("java", precision), new SplitMix64(1), Architecture.parse(layers));
  }

  private static void train(Network network, Samples samples) {
    Trainer.of(network, new Sgd(0.1)).shuffle(Shuffle.NONE).build().train(samples, 1);
  }

  private static double[] weights(Network network) {
    return network.parameters().stream()
        .map(Parameter::tensor)
        .flatMapToDouble(tensor -> Arrays.stream(tensor.toArray()))
        .toArray();
  }

  /** One sample of others: a training that has no next sample. */
  private static Samples single(Samples all, int index) {
    return new Subset(all, new int[] {index});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input 13, linear 9 he, relu, linear 4, softmax",
        "input 13, linear 9 no-bias, linear 4 no-bias, softmax",
        "input 13, linear 4, softmax",
        "input 13, dropout 0, linear 4, softmax",
        "input 13, relu, linear 9, sigmoid, linear 4, softmax",
      })
  void aTrainingGivesTheBitsOfItsSamplesOneByOne(String layers) {
    for (Precision precision : Precision.values()) {
      ListedSamples samples = samples();
      Network together = network(layers, precision);
      train(together, samples);
      Network alone = network(layers, precision);
      for (int i = 0; i < SIZE; i++) {
        train(alone, single(samples, i));
      }
      assertThat(weights(together)).as(precision.toString()).isEqualTo(weights(alone));
    }
  }

  /** Samples of which one cannot be read. */
  private record Broken(ListedSamples all, int at) implements Samples {
    @Override
    public int size() {
      return all.size();
    }

    @Override
    public Shape inputShape() {
      return all.inputShape();
    }

    @Override
    public Shape targetShape() {
      return all.targetShape();
    }

    @Override
    public void readInput(int sample, double[] destination, int offset) {
      if (sample == at) {
        throw new IllegalStateException("sample " + sample + " is broken");
      }
      all.readInput(sample, destination, offset);
    }

    @Override
    public void readTarget(int sample, double[] destination, int offset) {
      all.readTarget(sample, destination, offset);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, SIZE - 1})
  void aSampleThatCannotBeReadFailsInItsOwnStep(int broken) {
    String layers = "input 13, linear 9 he, relu, linear 4, softmax";
    ListedSamples samples = samples();
    Network failed = network(layers, Precision.FLOAT64);
    int[] learnt = {0};
    Trainer trainer =
        Trainer.of(failed, new Sgd(0.1))
            .shuffle(Shuffle.NONE)
            .listener(
                new TrainingListener() {
                  @Override
                  public void batchEnded(int epoch, int done, int all) {
                    learnt[0] = done;
                  }
                })
            .build();
    assertThatIllegalStateException()
        .isThrownBy(() -> trainer.train(new Broken(samples, broken), 1))
        .withMessage("sample " + broken + " is broken");

    assertThat(learnt[0]).isEqualTo(broken);
    Network before = network(layers, Precision.FLOAT64);
    for (int i = 0; i < broken; i++) {
      train(before, single(samples, i));
    }
    assertThat(weights(failed)).isEqualTo(weights(before));
  }
}
