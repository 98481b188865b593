package io.ganglion.layer;

import io.ganglion.tensor.Shape;
import java.util.List;

/**
 * One step of a network: a function {@code y = f(x)} of a batch of samples, with a gradient.
 *
 * <p>A layer is a description. It is immutable, holds no numbers and may be used in many networks.
 */
public interface Layer {

  /**
   * What kind of layer this is, for messages and summaries.
   *
   * @return one lower-case word, for example {@code "linear"}
   */
  String name();

  /**
   * This layer in the text of an {@code Architecture}: its name and all its settings, written the same
   * by every JVM. A training is resumed only where this text is equal.
   *
   * @return for example {@code "dropout 0.5"}; numbers as {@link io.ganglion.text.Numbers#text} has
   *     them
   */
  String text();

  /**
   * How many products of two numbers the forward pass of one sample takes: what a layer costs.
   *
   * @param input the shape of one sample's input
   * @return none unless a layer says otherwise
   */
  default long multiplications(Shape input) {
    return 0;
  }

  /**
   * The shape of one sample's output. This is where a layer refuses an input that does not fit.
   *
   * @param input the shape of one sample's input
   * @return the shape of one sample's output
   * @throws IllegalArgumentException if this layer cannot take such an input; the message says what
   *     it takes
   */
  Shape outputShape(Shape input);

  /**
   * Whether this layer takes a sample as one row of numbers, whatever its shape: a network then flattens
   * it before, as {@link Flatten} does.
   *
   * @return false unless a layer says otherwise
   */
  default boolean takesRow() {
    return false;
  }

  /**
   * Whether this layer treats every number of a sample alike and by itself, so that the sample's shape
   * does not matter to it.
   *
   * @return false unless a layer says otherwise
   */
  default boolean isElementwise() {
    return false;
  }

  /**
   * The parameters of this layer, in the order in which they are saved: what it learns, and its state.
   *
   * @param input the shape of one sample's input
   * @return none unless a layer says otherwise
   */
  default List<ParameterSpec> parameters(Shape input) {
    return List.of();
  }

  /**
   * Prepares a use of this layer by one thread for batches of one size, with all the memory that it
   * takes besides inputs, outputs and their gradients.
   *
   * @param context where and for what it will run
   * @return a new pass
   */
  Pass pass(PassContext context);
}
