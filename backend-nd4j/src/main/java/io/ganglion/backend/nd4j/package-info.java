/** Ganglion's backend over ND4J, found as {@code nd4j}; only its provider is public. */
package io.ganglion.backend.nd4j;
