/**
 * The command {@code ganglion}, from its start to its exit status.
 *
 * <p>Results go to standard output, everything else to standard error. Exit status: 0 success, 1
 * failure, 2 wrong usage, 3 trained without learning, 130 stopped by Ctrl-C.
 */
package io.ganglion.cli;
