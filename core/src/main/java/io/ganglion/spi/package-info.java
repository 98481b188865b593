/**
 * What the author of a backend implements: {@link io.ganglion.spi.BackendProvider} to be found, and
 * {@link io.ganglion.spi.Backend} to do the work. {@code docs/writing-a-backend.md} leads from an
 * empty class to a backend that passes the testkit.
 */
package io.ganglion.spi;
