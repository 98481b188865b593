/**
 * The step that the benchmarks measure, written by hand: in plain Java, and directly against each
 * library. The difference to Ganglion on the same library is what Ganglion costs.
 */
package io.ganglion.benchmarks.baseline;
