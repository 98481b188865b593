/**
 * Arrays of numbers: {@link io.ganglion.tensor.Tensor}, a checked facade over a backend's storage,
 * and its {@link io.ganglion.tensor.Shape}.
 */
package io.ganglion.tensor;
