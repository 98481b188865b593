package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReproducibilityTest {

  /**
   * If the arithmetic changes on purpose, the new hashes belong in the commit and in the changelog.
   */
  @ParameterizedTest
  @CsvSource({
    "float64, 1, df8bf05f6af6d26e",
    "float64, 32, 5e8d344ea8384c5e",
    "float32, 1, 1f65aa3479577bea",
    "float32, 32, 37ca162bbffd5aff",
  })
  void twoThousandSamplesGiveTheSameBitsOnEveryMachine(
      String precision, int batchSize, String hash) {
    assertThat(hashAfterTraining(Precision.of(precision), batchSize)).isEqualTo(hash);
  }

  @Test
  void twiceInARowGivesTheSameBits() {
    assertThat(hashAfterTraining(Precision.FLOAT64, 1))
        .isEqualTo(hashAfterTraining(Precision.FLOAT64, 1));
  }

  private static String hashAfterTraining(Precision precision, int batchSize) {
    Network network =
        Network.of(
            Backends.create("java", precision),
            new SplitMix64(7),
            Shape.of(784),
            new Linear(784, 100),
            new Linear(100, 10, true),
            new Softmax());
    Trainer.of(network, new Sgd(0.01))
        .batchSize(batchSize)
        .shuffle(Shuffle.EPOCH)
        .seed(7)
        .build()
        .train(new RandomSamples(1000, 784, 10), 2);
    return hash(network);
  }

  private static String hash(Network network) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Parameter parameter : network.parameters()) {
        double[] values = parameter.values();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
