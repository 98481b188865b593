package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import io.ganglion.network.Propagation;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Backward passes against the definition of the derivative, in central differences. */
class GradientTest {

  private static final double STEP = 1e-5;
  private static final Loss LOSS = new CrossEntropy();

  @Property(tries = 50)
  void backpropagationGivesTheDerivativesOfTheLoss(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 1, max = 6) int inputs,
      @ForAll @IntRange(min = 1, max = 6) int hidden,
      @ForAll @IntRange(min = 2, max = 6) int classes,
      @ForAll boolean bias) {
    SplitMix64 random = new SplitMix64(seed);
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            random,
            Shape.of(inputs),
            new Linear(inputs, hidden, bias),
            new Linear(hidden, classes, bias),
            new Softmax());
    double[] x = random.doubles((long) batch * inputs).toArray();
    double[] t = new double[batch * classes];
    for (int i = 0; i < batch; i++) {
      t[i * classes + random.nextInt(classes)] = 1;
    }

    Map<String, double[]> gradients = backpropagate(network, batch, x, t);

    assertThat(gradients).hasSameSizeAs(network.parameters());
    for (Parameter parameter : network.parameters()) {
      double[] gradient = gradients.get(parameter.name());
      for (int i = 0; i < gradient.length; i++) {
        assertThat(gradient[i])
            .as("∂L/∂%s[%d]", parameter.name(), i)
            .isCloseTo(difference(network, parameter, i, batch, x, t), within(1e-7));
      }
    }
  }

  private static double difference(
      Network network, Parameter parameter, int i, int batch, double[] x, double[] t) {
    double[] values = parameter.values();
    double value = values[i];
    values[i] = value + STEP;
    parameter.set(values);
    double above = loss(network, batch, x, t);
    values[i] = value - STEP;
    parameter.set(values);
    double below = loss(network, batch, x, t);
    values[i] = value;
    parameter.set(values);
    return (above - below) / (2 * STEP);
  }

  private static double loss(Network network, int batch, double[] x, double[] t) {
    double[] p = new double[t.length];
    network.predictor().predict(x, batch, p);
    int n = t.length / batch;
    double total = 0;
    for (int i = 0; i < batch; i++) {
      total += LOSS.value(p, t, i * n, n);
    }
    return total;
  }

  private static Map<String, double[]> backpropagate(
      Network network, int batch, double[] x, double[] t) {
    int n = t.length / batch;
    Propagation propagation = Propagation.forTraining(network, batch, new SplitMix64(0));
    propagation.input().write(x);
    propagation.forward();
    double[] p = propagation.output().toArray();
    double[] g = new double[t.length];
    for (int i = 0; i < batch; i++) {
      LOSS.gradient(p, t, g, i * n, n);
    }
    propagation.outputGradient().write(g);
    Recorder recorder = new Recorder();
    propagation.backward(recorder);
    return recorder.gradients;
  }

  /** An optimizer that changes nothing and keeps every gradient as a whole. */
  private static final class Recorder implements Gradients {

    private final Map<String, double[]> gradients = new HashMap<>();

    @Override
    public void linear(Parameter w, Tensor x, Tensor gy, Tensor gx) {
      if (gx != null) {
        Tensor.linearGradient(gy, w.tensor(), gx);
      }
      Tensor gradient = Tensor.zeros(w.tensor().backend(), w.shape());
      Tensor.rankUpdate(1, x, gy, gradient);
      keep(w, gradient);
    }

    @Override
    public void row(Parameter b, Tensor gy) {
      Tensor gradient = Tensor.zeros(b.tensor().backend(), b.shape());
      Tensor.columnSums(1, gy, 0, gradient);
      keep(b, gradient);
    }

    @Override
    public void whole(Parameter p, Tensor gradient) {
      keep(p, gradient);
    }

    private void keep(Parameter parameter, Tensor gradient) {
      assertThat(gradients.put(parameter.name(), gradient.toArray()))
          .as("an earlier gradient of %s in the same pass", parameter)
          .isNull();
    }
  }
}
