package io.ganglion.benchmarks.baseline;

/**
 * The sizes of a network of two linear layers.
 *
 * @param inputs numbers a sample has
 * @param hidden numbers between the layers
 * @param outputs numbers a prediction has
 */
public record Sizes(int inputs, int hidden, int outputs) {}
