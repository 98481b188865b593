/** Why a command fails, and what it prints when it does. */
package io.ganglion.cli.failure;
