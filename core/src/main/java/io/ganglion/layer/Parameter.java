package io.ganglion.layer;

import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.Objects;

/**
 * Numbers that a network keeps, under the name by which files and messages know them: weights and
 * biases, which it learns, and state, which changes without a gradient.
 *
 * <p>Threads may read a parameter at the same time, but not while one writes it.
 */
public final class Parameter {

  /** What a parameter is to the training. */
  public enum Role {
    /** Learnt, and kept small by weight decay, L2 and max-norm. */
    WEIGHT,

    /**
     * Learnt, and left alone by weight decay, L2 and max-norm: a bias only shifts what a unit gives,
     * which is no way to follow single samples too closely.
     *
     * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 7.1.
     */
    BIAS,

    /**
     * Not learnt: it has no gradient, and changes by what a backward pass hands over to {@link
     * Gradients#state}, for example the running mean of a normalisation. It is saved as weights are.
     */
    STATE;

    /**
     * Whether an optimizer changes such a parameter by its gradient.
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
   * @param name the layer's place in the network, a dot, the name within the layer: {@code
   *     "0.weights"}
   * @param tensor the values
   * @param role what it is to the training
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
   * @return the live values
   */
  public Tensor tensor() {
    return tensor;
  }

  /**
   * What this parameter is to the training.
   *
   * @return its role
   */
  public Role role() {
    return role;
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
