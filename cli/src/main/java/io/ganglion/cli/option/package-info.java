/** The options that commands share: how they are read, checked and described. */
package io.ganglion.cli.option;
