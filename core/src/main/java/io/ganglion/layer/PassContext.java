package io.ganglion.layer;

import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a layer needs to know to prepare a {@link Pass}.
 *
 * @param backend the backend that stores and computes
 * @param input the shape of the input, [batch, …]
 * @param output the shape of the output, [batch, …]
 * @param parameters the layer's parameters, in the order of {@link Layer#parameters}
 * @param training true in training, where a backward pass follows and layers such as dropout are
 *     active; false in prediction
 * @param random the source of random numbers in training; the same seed gives the same numbers
 */
public record PassContext(
    Backend<?> backend,
    Shape input,
    Shape output,
    List<Parameter> parameters,
    boolean training,
    RandomGenerator random) {

  /**
   * Copies the list, so that it cannot change.
   *
   * @param backend the backend that stores and computes
   * @param input the shape of the input, [batch, …]
   * @param output the shape of the output, [batch, …]
   * @param parameters the layer's parameters, in the order of {@link Layer#parameters}
   * @param training true in training, where a backward pass follows and layers such as dropout are
   *     active; false in prediction
   * @param random the source of random numbers in training; the same seed gives the same numbers
   */
  public PassContext {
    parameters = List.copyOf(parameters);
  }
}
