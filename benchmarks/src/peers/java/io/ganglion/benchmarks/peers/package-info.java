/** The step that the benchmarks measure, in other frameworks; only in the Maven profile "peers". */
package io.ganglion.benchmarks.peers;
