package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Gradients;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Pass;
import io.ganglion.layer.PassContext;
import io.ganglion.loss.BinaryCrossEntropy;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Huber;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanAbsoluteError;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.Predictions;
import io.ganglion.loss.SoftmaxCrossEntropy;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossFitTest {

  private static Trainer.Builder trainer(Architecture architecture) {
    return Trainer.of(
        Network.of(Backends.create("java", Precision.FLOAT64), new SplitMix64(1), architecture),
        new Sgd(0.1));
  }

  private static void assertRefused(String network, Loss loss, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(Architecture.parse(network)).loss(loss).build())
        .withMessageStartingWith("the loss " + loss.text() + " needs ")
        .satisfies(refusal -> assertThat(refusal).message().contains(parts));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear 3",
        "linear 3, sigmoid",
        "linear 3, relu",
        "linear 3, tanh",
        "linear 3, identity",
        "linear 3, leaky-relu 0.1",
        "linear 3, softmax, dropout 0.5",
        "softmax, linear 3"
      })
  void crossEntropyNeedsASoftmax(String network) {
    assertRefused(
        "input 2, " + network,
        new CrossEntropy(),
        "probabilities that add up to 1",
        "but the network ends with '" + network.substring(network.lastIndexOf(", ") + 1).strip(),
        "end it with softmax, or choose another loss");
  }

  @Test
  void theDefaultLossIsCheckedToo() {
    Trainer.Builder xor = trainer(Architecture.parse("input 2, linear 4, tanh, linear 1, sigmoid"));
    assertThatIllegalArgumentException()
        .isThrownBy(xor::build)
        .withMessage(
            "the loss cross-entropy needs probabilities that add up to 1, but the network ends with"
                + " 'sigmoid'; end it with softmax, or choose another loss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear 3", "linear 3, relu", "linear 3, tanh", "linear 1"})
  void binaryCrossEntropyNeedsProbabilities(String network) {
    assertRefused("input 2, " + network, new BinaryCrossEntropy(), "end it with sigmoid");
  }

  @Test
  void aLossWithASoftmaxOfItsOwnRefusesASecondOne() {
    for (String end : new String[] {"sigmoid", "softmax, identity", "softmax, flatten"}) {
      assertRefused(
          "input 2, linear 3, " + end, new SoftmaxCrossEntropy(), "logits", "softmax or linear");
    }
  }

  @Test
  void aSoftmaxOfOneNumberTeachesNothing() {
    assertRefused("input 2, linear 1, softmax", new CrossEntropy(), "the network has one");
    assertRefused("input 2, linear 1, softmax", new BinaryCrossEntropy(), "the network has one");
    assertRefused("input 2, linear 1, softmax", new SoftmaxCrossEntropy(), "the network has one");
    assertRefused("input 2, linear 1", new SoftmaxCrossEntropy(), "the network has one");
  }

  @Test
  void whatFitsIsAccepted() {
    for (String network :
        new String[] {
          "linear 3, softmax", "linear 3, softmax, identity", "linear 3, softmax, flatten"
        }) {
      trainer(Architecture.parse("input 2, " + network)).loss(new CrossEntropy()).build();
      trainer(Architecture.parse("input 2, " + network)).loss(new BinaryCrossEntropy()).build();
    }
    trainer(Architecture.parse("input 2, linear 1, sigmoid"))
        .loss(new BinaryCrossEntropy())
        .build();
    trainer(Architecture.parse("input 2, linear 3")).loss(new SoftmaxCrossEntropy()).build();
    trainer(Architecture.parse("input 2, linear 3, softmax"))
        .loss(new SoftmaxCrossEntropy(0.1))
        .build();
    for (Loss any : new Loss[] {new MeanSquaredError(), new MeanAbsoluteError(), new Huber(1)}) {
      trainer(Architecture.parse("input 2, linear 1")).loss(any).build();
      trainer(Architecture.parse("input 2, linear 3, softmax")).loss(any).build();
    }
  }

  /** A loss of the user's own, which says what it takes. */
  private record Own(Predictions takes) implements Loss {

    @Override
    public String text() {
      return "own";
    }

    @Override
    public double value(double[] p, double[] t, int offset, int n) {
      return 0;
    }

    @Override
    public void gradient(double[] p, double[] t, double[] g, int offset, int n) {}
  }

  /** A layer of the user's own, which says what it gives. */
  private record OwnEnd(boolean givesDistribution) implements Layer {

    @Override
    public String name() {
      return "own-end";
    }

    @Override
    public String text() {
      return name();
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public Pass pass(PassContext context) {
      return new Pass() {
        @Override
        public void forward(Tensor x, Tensor y) {
          Tensor.copy(x, y);
        }

        @Override
        public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
          Tensor.copy(gy, gx);
        }
      };
    }
  }

  @Test
  void lossesAndLayersOfOnesOwnSayWhatTheyTakeAndGive() {
    assertRefused("input 2, linear 3", new Own(Predictions.DISTRIBUTION), "end it with softmax");
    assertRefused("input 2, linear 3", new Own(Predictions.PROBABILITIES), "end it with sigmoid");
    trainer(Architecture.parse("input 2, linear 3")).loss(new Own(Predictions.ANY)).build();

    trainer(
            Architecture.builder(Shape.of(2))
                .layer(new Linear(2, 3))
                .layer(new OwnEnd(true))
                .build())
        .loss(new CrossEntropy())
        .build();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                trainer(
                        Architecture.builder(Shape.of(2))
                            .layer(new Linear(2, 3))
                            .layer(new OwnEnd(false))
                            .build())
                    .build())
        .withMessageContaining("ends with 'own-end'; end it with softmax");
  }
}
