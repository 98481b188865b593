/**
 * Fetching MNIST and its family from the net: mirrors tried in turn, resumed, verified by checksum,
 * kept in the platform's cache folder.
 */
package io.ganglion.datasets.fetch;
