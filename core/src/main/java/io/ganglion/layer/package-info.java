/**
 * The layers that a network is built from.
 *
 * <p>A {@link io.ganglion.layer.Layer} is a description: immutable, without memory. The network holds
 * its {@linkplain io.ganglion.layer.Parameter parameters}; a {@link io.ganglion.layer.Pass} holds what
 * one thread needs to run it; and {@link io.ganglion.layer.Gradients} takes what its backward pass
 * finds out, so that no layer knows the optimizer.
 */
package io.ganglion.layer;
