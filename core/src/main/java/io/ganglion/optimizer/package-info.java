/**
 * How parameters are updated: an {@link io.ganglion.optimizer.Optimizer} with its learning rate, a
 * {@link io.ganglion.optimizer.Schedule} that changes the rate, and a
 * {@link io.ganglion.optimizer.Regularization} that keeps weights and steps small.
 */
package io.ganglion.optimizer;
