package io.ganglion.layer;

import io.ganglion.tensor.Shape;

/**
 * A layer's description of a parameter that it needs.
 *
 * @param name one word, unique within the layer: {@code "weights"}
 * @param shape its shape
 * @param initializer sets its initial values
 * @param role how training treats it
 */
public record ParameterSpec(
    String name, Shape shape, Initializer initializer, Parameter.Role role) {}
