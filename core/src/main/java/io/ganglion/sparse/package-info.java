/**
 * Lists of the non-zero elements of a matrix, for those backends of Ganglion that implement their
 * own loops. The package is exported only to them, and may change with them.
 */
package io.ganglion.sparse;
