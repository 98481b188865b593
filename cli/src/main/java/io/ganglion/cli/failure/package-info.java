/** The failures of commands, and the messages they print. */
package io.ganglion.cli.failure;
