/**
 * JMH benchmarks of one training step, in Ganglion on each of its backends and written by hand, and
 * of prediction, kernels and start-up.
 */
package io.ganglion.benchmarks;
