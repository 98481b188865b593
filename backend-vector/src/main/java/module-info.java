/**
 * The backend {@code vector}: SIMD through {@code jdk.incubator.vector}, without native code.
 *
 * <p>On the module path, this module requires the incubator module, so no flag is needed; {@code
 * jlink --add-modules io.ganglion.backend.vector} includes both. On the class path, the JVM needs
 * the flag {@code --add-modules jdk.incubator.vector}.
 */
module io.ganglion.backend.vector {
  requires io.ganglion.core;
  requires jdk.incubator.vector;
  requires static jdk.management; // To ask the JVM for its options.

  provides io.ganglion.spi.BackendProvider with
      io.ganglion.backend.vector.VectorBackendProvider;
}
