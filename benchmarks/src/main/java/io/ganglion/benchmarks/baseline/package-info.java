/**
 * The step that the benchmarks measure, written by hand: in plain Java, and against each library
 * without Ganglion between. What Ganglion costs is the difference.
 */
package io.ganglion.benchmarks.baseline;
