/**
 * Discovery of backends ({@link io.ganglion.backend.Backends}), and the built-in backend {@code
 * java}, which needs nothing but the JDK.
 */
package io.ganglion.backend;
