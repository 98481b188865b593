/**
 * The backend {@code commons}, which uses Apache Commons Math, in float64. It is found on the class
 * path; see {@link io.ganglion.backend.Backends}.
 */
package io.ganglion.backend.commons;
