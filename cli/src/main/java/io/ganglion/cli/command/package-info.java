/**
 * The commands: {@code ganglion} and its subcommands. Each reads its options, calls the other
 * modules and prints the results.
 */
package io.ganglion.cli.command;
