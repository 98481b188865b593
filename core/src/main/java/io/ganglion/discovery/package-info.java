/** Finds implementations of services through class loaders; only for Ganglion's own packages. */
package io.ganglion.discovery;
