/**
 * Tensors over exchangeable backends, layers, losses, metrics and training; depends on nothing but
 * the JDK.
 */
@SuppressWarnings("module") // io.ganglion.backend.vector is compiled later.
module io.ganglion.core {
  exports io.ganglion.backend;
  exports io.ganglion.layer;
  exports io.ganglion.loss;
  exports io.ganglion.metric;
  exports io.ganglion.network;
  exports io.ganglion.optimizer;
  exports io.ganglion.random;
  exports io.ganglion.sparse to
      io.ganglion.backend.vector;
  exports io.ganglion.spi;
  exports io.ganglion.tensor;
  exports io.ganglion.text;
  exports io.ganglion.train;
  exports io.ganglion.vocabulary;

  uses io.ganglion.spi.BackendProvider;
  uses io.ganglion.vocabulary.Vocabulary;

  provides io.ganglion.spi.BackendProvider with
      io.ganglion.backend.JavaBackendProvider;
}
