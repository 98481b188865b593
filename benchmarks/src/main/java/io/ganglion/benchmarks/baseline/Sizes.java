package io.ganglion.benchmarks.baseline;

/**
 * The sizes of a network of two linear layers.
 *
 * @param inputs the number of inputs
 * @param hidden the number of units between the layers
 * @param outputs the number of outputs
 * @param rectified whether ReLU is between the layers
 */
public record Sizes(int inputs, int hidden, int outputs, boolean rectified) {}
