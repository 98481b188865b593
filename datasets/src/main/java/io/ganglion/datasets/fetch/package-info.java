/**
 * Downloading MNIST and its family: mirrors are tried in turn, broken downloads are continued,
 * files are verified by checksum and kept in the platform's cache folder.
 */
package io.ganglion.datasets.fetch;
