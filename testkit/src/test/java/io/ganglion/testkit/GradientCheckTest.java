package io.ganglion.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Activate;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Gradients;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Initializer;
import io.ganglion.layer.Layer;
import io.ganglion.layer.LeakyRelu;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.Parameter.Role;
import io.ganglion.layer.ParameterSpec;
import io.ganglion.layer.Pass;
import io.ganglion.layer.PassContext;
import io.ganglion.layer.Softmax;
import io.ganglion.loss.BinaryCrossEntropy;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Huber;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanAbsoluteError;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.SoftmaxCrossEntropy;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Activations;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Smooth networks are drawn at random each time; those with every layer and every loss come from
 * fixed seeds, so that no sample happens to lie on a kink.
 */
class GradientCheckTest {

  private static final int NETWORKS = 20;

  private static final List<Layer> ACTIVATIONS =
      Stream.<Layer>concat(
              Stream.of(Activations.values()).map(Activate::new),
              Stream.of(new LeakyRelu(0.1), new Identity()))
          .toList();

  private static final List<Layer> SMOOTH_LAYERS =
      List.of(
          new Activate(Activations.TANH),
          new Activate(Activations.SIGMOID),
          new Identity(),
          new Softmax());

  private static final List<Arguments> SMOOTH_LOSSES =
      List.of(
          Arguments.of(new CrossEntropy(), new Softmax()),
          Arguments.of(new SoftmaxCrossEntropy(0.1), null),
          Arguments.of(new MeanSquaredError(), null),
          Arguments.of(new BinaryCrossEntropy(), new Activate(Activations.SIGMOID)));

  @Property(tries = 200)
  void backpropagationGivesTheDerivativesThroughRandomSmoothNetworks(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int depth) {
    SplitMix64 random = new SplitMix64(seed);
    Arguments smooth = SMOOTH_LOSSES.get(random.nextInt(SMOOTH_LOSSES.size()));
    int batch = 1 + random.nextInt(4);
    List<Layer> hidden =
        random.ints(depth, 0, SMOOTH_LAYERS.size()).mapToObj(SMOOTH_LAYERS::get).toList();
    Network network = network(random, hidden, (Layer) smooth.get()[1]);
    Loss loss = (Loss) smooth.get()[0];
    double[] x = random.doubles((long) batch * network.inputShape().size()).toArray();
    double[] t = oneHot(random, batch, network.outputShape().size());

    assertThat(GradientCheck.of(network, loss, batch, x, t, seed).largestRelativeError())
        .as("%s with %s", network, loss)
        .isLessThan(1e-6);
  }

  static Stream<Arguments> losses() {
    return Stream.of(
        Arguments.of(new CrossEntropy(), new Softmax()),
        Arguments.of(new SoftmaxCrossEntropy(), null),
        Arguments.of(new SoftmaxCrossEntropy(0.1), null),
        Arguments.of(new MeanSquaredError(), null),
        Arguments.of(new MeanAbsoluteError(), null),
        Arguments.of(new Huber(0.5), null),
        Arguments.of(new BinaryCrossEntropy(), new Activate(Activations.SIGMOID)));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void backpropagationGivesTheDerivativesOfEveryLossThroughEveryLayer(Loss loss, Layer last) {
    for (long seed = 0; seed < NETWORKS; seed++) {
      SplitMix64 random = new SplitMix64(seed);
      int batch = 1 + random.nextInt(4);
      Network network = network(random, last);
      double[] x = random.doubles((long) batch * network.inputShape().size()).toArray();
      double[] t = oneHot(random, batch, network.outputShape().size());

      assertThat(GradientCheck.of(network, loss, batch, x, t, seed).largestRelativeError())
          .as("%s with %s, seed %d", network, loss, seed)
          .isLessThan(1e-6);
    }
  }

  @Test
  void seesAWrongGradient() {
    Network network = network(new SplitMix64(1), new Softmax());
    int inputs = network.inputShape().size();
    int outputs = network.outputShape().size();
    Loss wrong =
        new Loss() {
          @Override
          public String text() {
            return "wrong";
          }

          private final Loss right = new MeanSquaredError();

          @Override
          public double value(double[] p, double[] t, int offset, int n) {
            return right.value(p, t, offset, n);
          }

          @Override
          public void gradient(double[] p, double[] t, double[] g, int offset, int n) {
            right.gradient(p, t, g, offset, n);
            g[offset] *= 1.01;
          }
        };
    double[] x = new SplitMix64(2).doubles(inputs).toArray();

    assertThat(
            GradientCheck.of(network, wrong, 1, x, oneHot(new SplitMix64(3), 1, outputs), 0)
                .largestRelativeError())
        .isGreaterThan(1e-4);
  }

  private static void check(Layer layer) {
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(2),
            new Linear(2, 2),
            layer);
    double[] pair = {1, 2};
    GradientCheck check = GradientCheck.of(network, new MeanSquaredError(), 1, pair, pair, 0);
    assertThat(check.largestRelativeError()).isLessThan(1e-6);
  }

  @Test
  void stateHasAChangeAndNoGradient() {
    check(new Keeping(Role.STATE, (gradients, p) -> gradients.state(p, p.tensor())));
  }

  static Stream<Arguments> whatIsNotHandedOverOnceAndAsWhatItIs() {
    return Stream.of(
        Arguments.of(
            new Keeping(Role.WEIGHT, (gradients, p) -> {}),
            "the gradient of 1.kept [1, 2] was not handed over: backward must do so once"),
        Arguments.of(
            new Keeping(Role.STATE, (gradients, p) -> {}),
            "the change of 1.kept [1, 2] was not handed over: backward must do so once"),
        Arguments.of(
            new Keeping(Role.STATE, (gradients, p) -> gradients.whole(p, p.tensor())),
            "a gradient of 1.kept [1, 2] was handed over, but it is state: use Gradients.state"),
        Arguments.of(
            new Keeping(Role.BIAS, (gradients, p) -> gradients.state(p, p.tensor())),
            "a change of 1.kept [1, 2] was handed over, but it is learnt: hand its gradient over"),
        Arguments.of(
            new Keeping(
                Role.BIAS,
                (gradients, p) -> {
                  gradients.whole(p, p.tensor());
                  gradients.whole(p, p.tensor());
                }),
            "the gradient of 1.kept [1, 2] was handed over twice"));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsNotHandedOverOnceAndAsWhatItIs(Layer layer, String message) {
    assertThatIllegalStateException().isThrownBy(() -> check(layer)).withMessage(message);
  }

  @Test
  void refusesWhatCannotBeChecked() {
    Network fixed =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(2),
            new Softmax());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GradientCheck.of(fixed, new MeanSquaredError(), 1, new double[2], new double[3], 0))
        .withMessage("1 targets of shape [2] are 2 numbers, the array has 3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GradientCheck.of(fixed, new MeanSquaredError(), 1, new double[2], new double[2], 0))
        .withMessage(
            "the network [2] softmax [2] has no parameters to learn, so there is nothing to check");
  }

  private static Network network(SplitMix64 random, Layer last) {
    return network(random, ACTIVATIONS, last);
  }

  /** Linear layers of any width, with the given layers between them, and dropout everywhere. */
  private static Network network(SplitMix64 random, List<Layer> hidden, Layer last) {
    int inputs = 1 + random.nextInt(6);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Dropout(0.3));
    int width = inputs;
    for (Layer activation : hidden) {
      int next = 2 + random.nextInt(5);
      layers.add(new Linear(width, next, random.nextInt(2) == 0));
      layers.add(activation);
      layers.add(new Dropout(0.2));
      width = next;
    }
    layers.add(new Linear(width, 2 + random.nextInt(5), true));
    if (last != null) {
      layers.add(last);
    }
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            random,
            Shape.of(inputs),
            layers.toArray(new Layer[0]));
    // If dropout sets all inputs to 0, a bias of 0 would put ReLU on its kink.
    for (Parameter parameter : network.parameters()) {
      parameter.set(random.doubles(parameter.shape().size(), -1, 1).toArray());
    }
    return network;
  }

  private static double[] oneHot(SplitMix64 random, int batch, int classes) {
    double[] t = new double[batch * classes];
    for (int i = 0; i < batch; i++) {
      t[i * classes + random.nextInt(classes)] = 1;
    }
    return t;
  }

  /** Passes its input on, but has a parameter, and hands over what it is told to. */
  private record Keeping(Role role, BiConsumer<Gradients, Parameter> handOver) implements Layer {

    @Override
    public String name() {
      return "keeping";
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
    public List<ParameterSpec> parameters(Shape input) {
      return List.of(
          new ParameterSpec("kept", Shape.of(1, input.size()), Initializer.zeros(), role));
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
          handOver.accept(gradients, context.parameters().get(0));
        }
      };
    }
  }
}
