/**
 * The layers of a network.
 *
 * <p>A {@link io.ganglion.layer.Layer} is a description: immutable, without memory. The network
 * holds its {@linkplain io.ganglion.layer.Parameter parameters}; a {@link io.ganglion.layer.Pass}
 * holds what one thread needs to run it; and {@link io.ganglion.layer.Gradients} receives the
 * results of its backward pass, so that layers do not depend on the optimizer.
 */
package io.ganglion.layer;
