/**
 * The step that the benchmarks measure, in other frameworks; built only with the Maven profile
 * "peers".
 */
package io.ganglion.benchmarks.peers;
