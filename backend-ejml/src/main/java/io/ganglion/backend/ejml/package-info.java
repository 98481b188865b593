/**
 * The backend {@code ejml}, which uses EJML, in float64 and float32. It is found on the class path;
 * see {@link io.ganglion.backend.Backends}.
 */
package io.ganglion.backend.ejml;
