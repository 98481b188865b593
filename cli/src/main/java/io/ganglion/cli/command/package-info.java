/**
 * The commands: {@code ganglion} and its subcommands. Each reads its options, calls the modules and
 * prints.
 */
package io.ganglion.cli.command;
