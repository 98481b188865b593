package io.ganglion.testkit;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import io.ganglion.network.Propagation;
import io.ganglion.random.SplitMix64;
import io.ganglion.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * Compares the gradients that a network's backward pass gives with the definition of the derivative,
 * for whoever writes a layer or a loss.
 *
 * <p>For each parameter, a is the gradient by backpropagation and d that by central differences,
 * {@code dᵢ = (L(wᵢ + h) − L(wᵢ − h)) / 2h} with {@code h = 10⁻⁵}. Their relative error is {@code ‖a − d‖ /
 * max(‖a‖ + ‖d‖, 10⁻⁴)}. In float64 it is below 10⁻⁶ where the network and the loss are smooth; where
 * one has a kink (ReLU, absolute error), samples that lie within h of it give more.
 *
 * <p>Layers run as in training. What they draw at random is the same in every evaluation.
 */
public final class GradientCheck {

  private static final double STEP = 1e-5;

  /** Below this norm a gradient is taken for 0, with what rounding does to the differences. */
  private static final double SMALL = 1e-4;

  private final Network network;
  private final Loss loss;
  private final int batch;
  private final long seed;

  private GradientCheck(Network network, Loss loss, int batch, long seed) {
    this.network = network;
    this.loss = loss;
    this.batch = batch;
    this.seed = seed;
  }

  /**
   * Checks all parameters of a network on one batch, whose loss is the sum of its samples' losses.
   *
   * @param network a small network, best in float64: each of its parameters takes two forward passes.
   *     Its values are changed and set back
   * @param loss the loss
   * @param batch how many samples
   * @param x their inputs, one after the other; not modified
   * @param t their targets, one after the other; not modified
   * @param seed where layers take chance from
   * @return the largest relative error of a parameter
   * @throws IllegalArgumentException if an array has another size
   * @throws IllegalStateException if a layer does not hand over the gradient of each of its
   *     parameters once
   */
  public static double largestRelativeError(
      Network network, Loss loss, int batch, double[] x, double[] t, long seed) {
    int targets = batch * network.outputShape().size();
    if (t.length != targets) {
      throw new IllegalArgumentException(
          batch
              + " targets of shape "
              + network.outputShape()
              + " are "
              + targets
              + " numbers, the array has "
              + t.length);
    }
    return new GradientCheck(network, loss, batch, seed).largestRelativeError(x, t);
  }

  private double largestRelativeError(double[] x, double[] t) {
    Map<String, double[]> gradients = backpropagate(x, t);
    double largest = 0;
    for (Parameter parameter : network.parameters()) {
      double[] a = gradients.get(parameter.name());
      if (a == null) {
        throw new IllegalStateException("nobody handed over the gradient of " + parameter);
      }
      double error = relativeError(a, differences(parameter, x, t));
      if (!(error <= largest)) {
        largest = error;
      }
    }
    return largest;
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

  private double[] differences(Parameter parameter, double[] x, double[] t) {
    double[] values = parameter.values();
    double[] d = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      values[i] = value + STEP;
      parameter.set(values);
      double above = loss(x, t);
      values[i] = value - STEP;
      parameter.set(values);
      double below = loss(x, t);
      values[i] = value;
      d[i] = (above - below) / (2 * STEP);
    }
    parameter.set(values);
    return d;
  }

  private double loss(double[] x, double[] t) {
    try (Propagation propagation = forward(x)) {
      double[] p = propagation.output().toArray();
      int n = p.length / batch;
      double total = 0;
      for (int i = 0; i < batch; i++) {
        total += loss.value(p, t, i * n, n);
      }
      return total;
    }
  }

  private Map<String, double[]> backpropagate(double[] x, double[] t) {
    try (Propagation propagation = forward(x)) {
      double[] p = propagation.output().toArray();
      double[] g = new double[p.length];
      int n = p.length / batch;
      for (int i = 0; i < batch; i++) {
        loss.gradient(p, t, g, i * n, n);
      }
      propagation.outputGradient().write(g);
      Recorder recorder = new Recorder();
      propagation.backward(recorder);
      return recorder.gradients;
    }
  }

  private Propagation forward(double[] x) {
    Propagation propagation = Propagation.forTraining(network, batch, new SplitMix64(seed));
    propagation.input().write(x);
    propagation.forward();
    return propagation;
  }

  /** Changes nothing, and keeps every gradient as a whole. */
  private static final class Recorder implements Gradients {

    private final Map<String, double[]> gradients = new HashMap<>();

    @Override
    public void linear(Parameter w, Tensor x, Tensor gy, Tensor gx) {
      if (gx != null) {
        Tensor.linearGradient(gy, w.tensor(), gx);
      }
      try (Tensor gradient = Tensor.zeros(w.tensor().backend(), w.shape())) {
        Tensor.rankUpdate(1, x, gy, gradient);
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
      if (gradients.put(p.name(), gradient.toArray()) != null) {
        throw new IllegalStateException("the gradient of " + p + " was handed over twice");
      }
    }
  }
}
