/** Turns JMH's results into a readable report, with the facts that they depend on. */
package io.ganglion.benchmarks.report;
