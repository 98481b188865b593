package io.ganglion.layer;

import io.ganglion.tensor.Shape;

/**
 * What a layer says about a parameter that it needs.
 *
 * @param name one word, unique within the layer: {@code "weights"}
 * @param shape its shape
 * @param initializer gives the values with which it starts
 * @param role what it is to the training
 */
public record ParameterSpec(
    String name, Shape shape, Initializer initializer, Parameter.Role role) {}
