/**
 * What one step of training costs, measured with JMH: Ganglion on each of its backends, and the same
 * step written by hand.
 */
package io.ganglion.benchmarks;
