package io.ganglion.datasets.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.backend.Backends;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.Split;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.model.Scaling;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.train.Evaluation;
import io.ganglion.train.Samples;
import io.ganglion.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The purpose of the digits: a network that learns from them reads real handwriting. */
class ReadsMnistTest {

  private static final int DIGITS = 60_000;

  @Test
  void
      the_original_network_trained_only_on_embedded_digits_reads_three_quarters_of_mnists_test_set()
          throws IOException {
    String folder = System.getProperty("ganglion.mnist", System.getenv("GANGLION_MNIST"));
    assumeTrue(
        folder != null && !folder.isEmpty(),
        "needs MNIST: set the system property ganglion.mnist to its folder");
    Samples mnist =
        Datasets.ofThisMachine().open(Path.of(folder), Split.TEST).samples(Scaling.BYTES);
    assertThat(mnist.size()).isEqualTo(10_000);
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(28, 28),
            new Linear(784, 100),
            new Linear(100, 10),
            new Softmax());

    // One epoch at eight times the original's learning rate stands in for its fifteen epochs.
    Trainer.of(network, new Sgd(0.001))
        .build()
        .train(Datasets.digits(Split.TRAIN, DIGITS).samples(Scaling.BYTES), 1);

    assertThat(Evaluation.of(network, mnist).accuracy().orElseThrow()).isGreaterThanOrEqualTo(75.0);
  }
}
