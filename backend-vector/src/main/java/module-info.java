/**
 * The backend {@code vector}: SIMD through {@code jdk.incubator.vector}, without native code.
 *
 * <p>On the module path this module brings the incubator module with it, and so does {@code jlink
 * --add-modules io.ganglion.backend.vector}. On the class path the JVM needs the flag {@code
 * --add-modules jdk.incubator.vector}.
 */
module io.ganglion.backend.vector {
  requires io.ganglion.core;
  requires jdk.incubator.vector;

  provides io.ganglion.spi.BackendProvider with
      io.ganglion.backend.vector.VectorBackendProvider;
}
