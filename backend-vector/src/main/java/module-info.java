/** The backend {@code vector}: SIMD through {@code jdk.incubator.vector}, without native code. */
module io.ganglion.backend.vector {
  requires io.ganglion.core;
  requires jdk.incubator.vector;

  provides io.ganglion.spi.BackendProvider with
      io.ganglion.backend.vector.VectorBackendProvider;
}
