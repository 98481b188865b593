/** A training, from its start to the saved weights. */
package io.ganglion.cli.training;
