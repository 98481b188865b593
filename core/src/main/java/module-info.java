/** Tensors over exchangeable backends, layers, losses and training; depends on nothing but the JDK. */
module io.ganglion.core {
  exports io.ganglion.backend;
  exports io.ganglion.random;
  exports io.ganglion.spi;
  exports io.ganglion.tensor;

  uses io.ganglion.spi.BackendProvider;

  provides io.ganglion.spi.BackendProvider with
      io.ganglion.backend.JavaBackendProvider;
}
