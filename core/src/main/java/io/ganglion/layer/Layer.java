package io.ganglion.layer;

import io.ganglion.tensor.Shape;
import java.util.List;

/**
 * One layer of a network: a function {@code y = f(x)} of a batch of samples, with a gradient.
 *
 * <p>A layer is only a description: it is immutable, holds no parameter values, and may be part of
 * many networks.
 */
public interface Layer {

  /**
   * The kind of layer, for messages and summaries.
   *
   * @return one lower-case word, for example {@code "linear"}
   */
  String name();

  /**
   * This layer in the text of an {@code Architecture}: its name and all its settings, identical on
   * every JVM. Training resumes only if this text is unchanged.
   *
   * @return for example {@code "dropout 0.5"}; numbers are written by
   *     {@link io.ganglion.text.Numbers#text}
   */
  String text();

  /**
   * The number of multiplications in the forward pass of one sample, as a measure of cost.
   *
   * @param input the shape of one sample's input
   * @return 0 by default
   */
  default long multiplications(Shape input) {
    return 0;
  }

  /**
   * The shape of one sample's output. This method refuses an input that the layer cannot take.
   *
   * @param input the shape of one sample's input
   * @return the shape of one sample's output
   * @throws IllegalArgumentException if this layer cannot take such an input; the message says what
   *     it takes
   */
  Shape outputShape(Shape input);

  /**
   * Whether this layer takes a sample as one row, whatever its shape: a network then flattens the
   * sample first, as {@link Flatten} does.
   *
   * @return false by default
   */
  default boolean takesRow() {
    return false;
  }

  /**
   * Whether this layer works element by element, so that the shape of a sample matters neither to
   * it nor to its parameters, if it has any.
   *
   * @return false by default
   */
  default boolean isElementwise() {
    return false;
  }

  /**
   * Whether this layer's outputs are probabilities, from 0 to 1: a loss may demand that a network
   * ends with such a layer.
   *
   * @return {@link #givesDistribution} by default
   */
  default boolean givesProbabilities() {
    return givesDistribution();
  }

  /**
   * Whether each row of this layer's outputs is a distribution: probabilities that add up to 1.
   *
   * @return false by default
   */
  default boolean givesDistribution() {
    return false;
  }

  /**
   * The parameters of this layer, both learnt and state, in the order in which they are saved.
   *
   * @param input the shape of one sample's input
   * @return none by default
   */
  default List<ParameterSpec> parameters(Shape input) {
    return List.of();
  }

  /**
   * Prepares this layer to run in one thread on batches of one size, with all the memory that it
   * needs besides inputs, outputs and their gradients.
   *
   * @param context how it will run
   * @return a new pass
   */
  Pass pass(PassContext context);
}
