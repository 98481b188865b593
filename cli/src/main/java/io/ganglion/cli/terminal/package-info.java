/**
 * The command's side of the terminal and the shell: printing and drawing, Ctrl-C, and the exit
 * status.
 */
package io.ganglion.cli.terminal;
