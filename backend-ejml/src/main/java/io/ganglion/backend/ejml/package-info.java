/**
 * The backend {@code ejml}: Ganglion's linear algebra done by EJML, in float64 and float32. It is
 * found on the class path; see {@link io.ganglion.backend.Backends}.
 */
package io.ganglion.backend.ejml;
