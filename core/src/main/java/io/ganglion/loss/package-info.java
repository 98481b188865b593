/** What training makes small: how far a network's output is from what it should be. */
package io.ganglion.loss;
