/**
 * Training: {@link io.ganglion.train.Trainer} takes {@link io.ganglion.train.Samples} through a
 * network and lets an {@link io.ganglion.optimizer.Optimizer} change its parameters; {@link
 * io.ganglion.train.Evaluation} says how well it then does, {@link io.ganglion.train.Holdout} on what
 * it has not seen. From a {@link io.ganglion.train.TrainingState} it goes on as if it had never
 * stopped.
 */
package io.ganglion.train;
