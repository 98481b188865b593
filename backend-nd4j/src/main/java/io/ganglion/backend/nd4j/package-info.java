/** The backend {@code nd4j}, which uses ND4J; only its provider is public. */
package io.ganglion.backend.nd4j;
