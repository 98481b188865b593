package io.ganglion.testkit;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import io.ganglion.network.Propagation;
import io.ganglion.random.SplitMix64;
import io.ganglion.tensor.Tensor;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the gradients of a network's backward pass with finite differences, for the authors of
 * layers and losses.
 *
 * <p>For each parameter, a is the gradient by backpropagation and d that by central differences,
 * {@code dᵢ = (L(wᵢ + h) − L(wᵢ − h)) / 2h} with {@code h = 10⁻⁵}. Their relative error is {@code
 * ‖a − d‖ / max(‖a‖ + ‖d‖, 10⁻⁴)}. In float64 it is below 10⁻⁶ where the network and the loss are
 * smooth; where one has a kink (ReLU, absolute error), samples that lie within h of it give more.
 *
 * <p>Layers run as in training. What they draw at random is the same in every evaluation.
 */
public final class GradientCheck {

  private static final double STEP = 1e-5;

  /** A gradient of a smaller norm counts as 0, because rounding dominates the differences. */
  private static final double SMALL = 1e-4;

  private final Map<String, double[]> gradients;
  private final Map<String, double[]> differences = new HashMap<>();

  private GradientCheck(Batch batch) {
    gradients = batch.backpropagate();
    for (Parameter parameter : batch.network().parameters()) {
      if (parameter.role().isLearnt()) {
        differences.put(parameter.name(), batch.differences(parameter));
      }
    }
  }

  /**
   * Checks all learnt parameters of a network on one batch, whose loss is the sum of its samples'
   * losses.
   *
   * @param network a small network, preferably in float64: each number in its parameters takes two
   *     forward passes. The parameters are changed and restored
   * @param loss the loss
   * @param size the number of samples in the batch
   * @param x their inputs, one after the other; not modified
   * @param t their targets, one after the other; not modified
   * @param seed the seed of the layers' random numbers
   * @return the gradients by both methods
   * @throws IllegalArgumentException if an array has the wrong size, or the network learns nothing
   * @throws IllegalStateException if a layer does not hand over exactly once the gradient of each
   *     learnt parameter and the change of each state
   */
  public static GradientCheck of(
      Network network, Loss loss, int size, double[] x, double[] t, long seed) {
    int targets = network.outputShape().batch(size).size();
    if (t.length != targets) {
      throw new IllegalArgumentException(
          size
              + " targets of shape "
              + network.outputShape()
              + " are "
              + targets
              + " numbers, the array has "
              + t.length);
    }
    if (network.parameters().stream().noneMatch(p -> p.role().isLearnt())) {
      throw new IllegalArgumentException(
          "the network " + network + " has no parameters to learn, so there is nothing to check");
    }
    return new GradientCheck(new Batch(network, loss, size, x, t, seed));
  }

  /**
   * The largest relative error of any parameter.
   *
   * @return at least 0; NaN if a gradient or a difference is
   */
  public double largestRelativeError() {
    double largest = 0;
    for (String name : gradients.keySet()) {
      largest = Math.max(largest, relativeError(gradients.get(name), differences.get(name)));
    }
    return largest;
  }

  /**
   * The gradient with respect to a parameter, by backpropagation.
   *
   * @param parameter a learnt parameter of the network
   * @return a copy of a, in row-major order
   */
  public double[] gradient(Parameter parameter) {
    return gradients.get(parameter.name()).clone();
  }

  /**
   * The gradient with respect to a parameter, by central differences.
   *
   * @param parameter a learnt parameter of the network
   * @return a copy of d, in row-major order
   */
  public double[] differences(Parameter parameter) {
    return differences.get(parameter.name()).clone();
  }

  private static double relativeError(double[] a, double[] d) {
    double squaredError = 0;
    double squaredA = 0;
    double squaredD = 0;
    for (int i = 0; i < a.length; i++) {
      squaredError += (a[i] - d[i]) * (a[i] - d[i]);
      squaredA += a[i] * a[i];
      squaredD += d[i] * d[i];
    }
    return Math.sqrt(squaredError) / Math.max(Math.sqrt(squaredA) + Math.sqrt(squaredD), SMALL);
  }

  /** The function to differentiate: the loss of these samples, as a function of the parameters. */
  private record Batch(Network network, Loss loss, int size, double[] x, double[] t, long seed) {

    double[] differences(Parameter parameter) {
      double[] values = parameter.values();
      double[] d = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        double value = values[i];
        values[i] = value + STEP;
        parameter.set(values);
        double above = totalLoss();
        values[i] = value - STEP;
        parameter.set(values);
        double below = totalLoss();
        values[i] = value;
        d[i] = (above - below) / (2 * STEP);
      }
      parameter.set(values);
      return d;
    }

    double totalLoss() {
      try (Propagation propagation = propagation()) {
        double[] p = predict(propagation);
        int n = p.length / size;
        double total = 0;
        for (int i = 0; i < size; i++) {
          total += loss.value(p, t, i * n, n);
        }
        return total;
      }
    }

    Map<String, double[]> backpropagate() {
      try (Propagation propagation = propagation()) {
        double[] p = predict(propagation);
        double[] g = new double[p.length];
        int n = p.length / size;
        for (int i = 0; i < size; i++) {
          loss.gradient(p, t, g, i * n, n);
        }
        propagation.outputGradient().write(g);
        Recorder recorder = new Recorder();
        propagation.backward(recorder);
        return recorder.gradients(network);
      }
    }

    private Propagation propagation() {
      return Propagation.forTraining(network, size, new SplitMix64(seed));
    }

    private double[] predict(Propagation propagation) {
      propagation.input().write(x);
      propagation.forward();
      return propagation.output().toArray();
    }
  }

  /** Records every gradient as a whole, and changes nothing. */
  private static final class Recorder implements Gradients {

    /** The change of each parameter that is state. */
    private final Map<String, double[]> gradients = new HashMap<>();

    /** The gradient of each parameter that is learnt. */
    Map<String, double[]> gradients(Network network) {
      for (Parameter p : network.parameters()) {
        if (!gradients.containsKey(p.name())) {
          throw new IllegalStateException(
              String.format(
                  Locale.ROOT,
                  "the %s of %s was not handed over: backward must do so once",
                  p.role().isLearnt() ? "gradient" : "change",
                  p));
        }
        if (!p.role().isLearnt()) {
          gradients.remove(p.name());
        }
      }
      return gradients;
    }

    @Override
    public void linear(Parameter w, Tensor x, Tensor gy, Tensor gx) {
      if (gx != null) {
        Tensor.linearGradient(gy, w.tensor(), gx);
      }
      try (Tensor gradient = Tensor.zeros(w.tensor().backend(), w.shape())) {
        Tensor.rankUpdate(1, x, gy, 0, gradient);
        whole(w, gradient);
      }
    }

    @Override
    public void row(Parameter b, Tensor gy) {
      try (Tensor gradient = Tensor.zeros(b.tensor().backend(), b.shape())) {
        Tensor.columnSums(1, gy, 0, gradient);
        whole(b, gradient);
      }
    }

    @Override
    public void whole(Parameter p, Tensor gradient) {
      if (!p.role().isLearnt()) {
        throw new IllegalStateException(
            "a gradient of " + p + " was handed over, but it is state: use Gradients.state");
      }
      keep("gradient", p, gradient);
    }

    @Override
    public void state(Parameter p, Tensor change) {
      if (p.role().isLearnt()) {
        throw new IllegalStateException(
            "a change of " + p + " was handed over, but it is learnt: hand its gradient over");
      }
      keep("change", p, change);
    }

    private void keep(String what, Parameter p, Tensor tensor) {
      if (gradients.put(p.name(), tensor.toArray()) != null) {
        throw new IllegalStateException("the " + what + " of " + p + " was handed over twice");
      }
    }
  }
}
