/**
 * The files that a command reads and writes besides its data. Whether they can be written is checked
 * before hours of training.
 */
package io.ganglion.cli.file;
