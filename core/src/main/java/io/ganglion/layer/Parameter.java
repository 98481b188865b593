package io.ganglion.layer;

import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.Objects;

/**
 * A named tensor of a network: weights or a bias, which are learnt, or state, which changes without
 * a gradient. Files and messages use the name.
 *
 * <p>Threads may read a parameter concurrently, but not while one writes it. The values of a network
 * that other threads use are replaced, and read, all at once by {@code Network.set} and {@code
 * Network.values}, which wait for those threads; the methods here do not.
 */
public final class Parameter {

  /** How training treats a parameter. */
  public enum Role {
    /** Learnt, and subject to weight decay, L2 and max-norm. */
    WEIGHT,

    /**
     * Learnt, but exempt from weight decay, L2 and max-norm: a bias only shifts a unit's output,
     * and hardly contributes to overfitting.
     *
     * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 7.1.
     */
    BIAS,

    /**
     * Not learnt: it has no gradient, and changes by what a backward pass hands to
     * {@link Gradients#state}, for example the running mean of a normalisation. Saved like weights.
     */
    STATE;

    /**
     * Whether an optimizer updates such a parameter.
     *
     * @return false for {@link #STATE}
     */
    public boolean isLearnt() {
      return this != STATE;
    }
  }

  private final String name;
  private final Tensor tensor;
  private final Role role;

  /**
   * Names a tensor.
   *
   * @param name the layer's index in the network, a dot, and the name within the layer:
   *     {@code "0.weights"}
   * @param tensor the values
   * @param role how training treats it
   */
  public Parameter(String name, Tensor tensor, Role role) {
    this.name = name;
    this.tensor = tensor;
    this.role = Objects.requireNonNull(role, "role");
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
   * @return the tensor, not a copy
   */
  public Tensor tensor() {
    return tensor;
  }

  /**
   * How training treats this parameter.
   *
   * @return its role
   */
  public Role role() {
    return role;
  }

  /**
   * The current values.
   *
   * @return a new array, in row-major order
   */
  public double[] values() {
    return tensor.toArray();
  }

  /**
   * Sets all values.
   *
   * @param values all values, in row-major order; not modified
   * @throws IllegalArgumentException if their number is not the size of the shape; nothing changes
   *     then
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

  /** Returns the name and the shape: {@code 0.weights [784, 100]}. */
  @Override
  public String toString() {
    return name + " " + shape();
  }
}
