/**
 * Lists of the elements of a matrix that are not zero, for the backends of Ganglion that own their
 * loops. The package is exported to them alone, and may change with them.
 */
package io.ganglion.sparse;
