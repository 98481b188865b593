package io.ganglion.benchmarks.baseline;

/**
 * The sizes of a network of two linear layers.
 *
 * @param inputs numbers a sample has
 * @param hidden numbers between the layers
 * @param outputs numbers a prediction has
 * @param rectified whether there is ReLU between the layers
 */
public record Sizes(int inputs, int hidden, int outputs, boolean rectified) {}
