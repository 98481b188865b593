/**
 * The interfaces that a backend implements: {@link io.ganglion.spi.BackendProvider}, by which it is
 * discovered, and {@link io.ganglion.spi.Backend}, which computes.
 * {@code docs/writing-a-backend.md} leads from an empty class to a backend that passes the testkit.
 */
package io.ganglion.spi;
