package io.ganglion.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Activate;
import io.ganglion.layer.Flatten;
import io.ganglion.layer.Gradients;
import io.ganglion.layer.Initializer;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.ParameterSpec;
import io.ganglion.layer.Pass;
import io.ganglion.layer.PassContext;
import io.ganglion.layer.Softmax;
import io.ganglion.layer.UnchangedPass;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Activations;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that work per position, [height, width, channels], before a flatten: what convolution needs. */
class PositionsTest {

  /** The same linear map with bias at every position: a convolution of one by one. */
  private record Pointwise(int outputs) implements Layer {

    @Override
    public String name() {
      return "pointwise";
    }

    @Override
    public String text() {
      return name() + " " + outputs;
    }

    @Override
    public Shape outputShape(Shape input) {
      return Shape.of(input.dimension(0), input.dimension(1), outputs);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
      return List.of(
          new ParameterSpec(
              "weights",
              Shape.of(input.columns(), outputs),
              Initializer.uniform(-1, 1),
              Parameter.Role.WEIGHT),
          new ParameterSpec(
              "bias", Shape.of(1, outputs), Initializer.uniform(-1, 1), Parameter.Role.BIAS));
    }

    @Override
    public Pass pass(PassContext context) {
      Parameter w = context.parameters().get(0);
      Parameter b = context.parameters().get(1);
      return new Pass() {
        @Override
        public void forward(Tensor x, Tensor y) {
          Tensor.linear(x, w.tensor(), y);
          Tensor.addRow(b.tensor(), y);
        }

        @Override
        public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
          gradients.linear(w, x, gy, gx);
          gradients.row(b, gy);
        }
      };
    }
  }

  /** Gives its input another shape, and wrongly says that it changes nothing. */
  private record Mistaken() implements Layer {

    @Override
    public String name() {
      return "mistaken";
    }

    @Override
    public String text() {
      return name();
    }

    @Override
    public Shape outputShape(Shape input) {
      return Shape.of(input.size(), 1);
    }

    @Override
    public Pass pass(PassContext context) {
      return UnchangedPass.INSTANCE;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void gradientsFlowThroughPositionsAndTheFlattenBehindThem(long seed) {
    SplitMix64 random = new SplitMix64(seed);
    int batch = 3;
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            random,
            Shape.of(2, 3, 2),
            new Pointwise(4),
            new Activate(Activations.TANH),
            new Softmax(),
            new Pointwise(2),
            new Linear(12, 3),
            new Softmax());
    double[] x = random.doubles((long) batch * 12).toArray();
    double[] t = new double[batch * 3];
    for (int i = 0; i < batch; i++) {
      t[3 * i + random.nextInt(3)] = 1;
    }

    assertThat(network.layers()).hasAtLeastOneElementOfType(Flatten.class);
    assertThat(
            GradientCheck.of(network, new CrossEntropy(), batch, x, t, seed).largestRelativeError())
        .isLessThan(1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"float64", "float32"})
  void aPassThatChangesTheShapeCannotBeUnchanged(String precision) {
    Network network =
        Network.of(
            Backends.create("java", Precision.of(precision)),
            new SplitMix64(1),
            Shape.of(2, 3),
            new Mistaken());

    assertThatIllegalStateException()
        .isThrownBy(() -> network.predict(1, 2, 3, 4, 5, 6))
        .withMessageContaining("layer 0 (mistaken) turns [1, 2, 3] into [1, 6, 1]");
  }
}
