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
   * The shape of one sample's output. This is where a layer refuses an input that does not fit.
   *
   * @param input the shape of one sample's input
   * @return the shape of one sample's output
   * @throws IllegalArgumentException if this layer cannot take such an input; the message says what
   *     it takes
   */
  Shape outputShape(Shape input);

  /**
   * The parameters that this layer learns, in the order in which they are saved.
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
