package io.ganglion.layer;

import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;

/**
 * Numbers that a network learns, under the name by which files and messages know them.
 *
 * <p>Threads may read a parameter at the same time, but not while one writes it.
 */
public final class Parameter {

  private final String name;
  private final Tensor tensor;
  private final boolean penalized;

  /**
   * Names a tensor.
   *
   * @param name the layer's place in the network, a dot, the name within the layer: {@code
   *     "0.weights"}
   * @param tensor the values
   * @param penalized whether weight decay, L2 and max-norm apply: true for weights, false for a bias
   */
  public Parameter(String name, Tensor tensor, boolean penalized) {
    this.name = name;
    this.tensor = tensor;
    this.penalized = penalized;
  }

  /**
   * The name of this parameter in its network.
   *
   * @return for example {@code "0.weights"}: the weights of the first layer
   */
  public String name() {
    return name;
  }

  /**
   * The shape of this parameter.
   *
   * @return for example [784, 100]
   */
  public Shape shape() {
    return tensor.shape();
  }

  /**
   * The tensor itself, for layers and optimizers.
   *
   * @return the live values
   */
  public Tensor tensor() {
    return tensor;
  }

  /**
   * Whether weight decay, L2 and max-norm apply. A bias is left alone: it only shifts what a unit
   * gives, which is no way to follow single samples too closely.
   *
   * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 7.1.
   *
   * @return true for weights, false for a bias
   */
  public boolean penalized() {
    return penalized;
  }

  /**
   * The present values.
   *
   * @return a new array, in row-major order
   */
  public double[] values() {
    return tensor.toArray();
  }

  /**
   * Sets all values.
   *
   * @param values as many as the shape has, in row-major order; not modified
   * @throws IllegalArgumentException if their number is another; nothing is changed then
   */
  public void set(double... values) {
    if (values.length != shape().size()) {
      throw new IllegalArgumentException(
          "the parameter "
              + name
              + " "
              + shape()
              + " has "
              + shape().size()
              + " values, got "
              + values.length);
    }
    tensor.write(values);
  }

  /** Returns name and shape: {@code 0.weights [784, 100]}. */
  @Override
  public String toString() {
    return name + " " + shape();
  }
}
