/**
 * Networks: sequences of layers with their parameters ({@link io.ganglion.network.Network}), and
 * the memory in which one thread runs them ({@link io.ganglion.network.Propagation},
 * {@link io.ganglion.network.Predictor}).
 */
package io.ganglion.network;
