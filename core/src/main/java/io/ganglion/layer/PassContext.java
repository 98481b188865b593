package io.ganglion.layer;

import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where and for what a layer will run.
 *
 * @param backend who stores and computes
 * @param input the shape of the input, [batch, …]
 * @param output the shape of the output, [batch, …]
 * @param parameters the layer's own, in the order of {@link Layer#parameters}
 * @param training whether gradients will follow, and a layer that behaves differently in training
 *     (dropout) shall do so
 * @param random where a layer that needs chance in training takes it from; the same seed gives the
 *     same numbers
 */
public record PassContext(
    Backend<?> backend,
    Shape input,
    Shape output,
    List<Parameter> parameters,
    boolean training,
    RandomGenerator random) {

  /**
   * Keeps a copy of the list that nobody can change.
   *
   * @param backend who stores and computes
   * @param input the shape of the input, [batch, …]
   * @param output the shape of the output, [batch, …]
   * @param parameters the layer's own, in the order of {@link Layer#parameters}
   * @param training whether gradients will follow, and a layer that behaves differently in training
   *     (dropout) shall do so
   * @param random where a layer that needs chance in training takes it from; the same seed gives the
   *     same numbers
   */
  public PassContext {
    parameters = List.copyOf(parameters);
  }
}
