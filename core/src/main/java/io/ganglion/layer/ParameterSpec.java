package io.ganglion.layer;

import io.ganglion.tensor.Shape;

/**
 * What a layer says about a parameter that it needs.
 *
 * @param name one word, unique within the layer: {@code "weights"}
 * @param shape its shape
 * @param initializer gives the values with which it starts
 * @param penalized whether weight decay, L2 and max-norm apply: true for weights, false for a bias
 */
public record ParameterSpec(String name, Shape shape, Initializer initializer, boolean penalized) {}
