/** A training, from the network that it starts from to the weights that it saves. */
package io.ganglion.cli.training;
