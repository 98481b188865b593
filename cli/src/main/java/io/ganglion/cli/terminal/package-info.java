/**
 * The terminal and the shell as a command sees them: what it prints and draws, Ctrl-C, and the exit
 * status.
 */
package io.ganglion.cli.terminal;
