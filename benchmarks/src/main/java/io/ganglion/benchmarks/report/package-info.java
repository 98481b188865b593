/** Turns what JMH measured into a report that people can read, with the facts that it depends on. */
package io.ganglion.benchmarks.report;
