/**
 * The command {@code ganglion}: where it begins and ends.
 *
 * <p>Results go to standard output, everything else to standard error. Exit status: 0 done, 1 could
 * not be done, 2 wrong usage, 130 stopped by Ctrl-C.
 */
package io.ganglion.cli;
