/**
 * Training: a {@link io.ganglion.train.Trainer} trains a network on
 * {@link io.ganglion.train.Samples} with an {@link io.ganglion.optimizer.Optimizer}; an
 * {@link io.ganglion.train.Evaluation} says how good its predictions are, and a
 * {@link io.ganglion.train.Holdout} keeps samples aside for that. From a
 * {@link io.ganglion.train.TrainingState}, training resumes as if it had never stopped.
 */
package io.ganglion.train;
