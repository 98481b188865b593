package io.ganglion.backend.vector;

import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Provides the backend {@code vector}: SIMD kernels in pure Java, with {@code
 * jdk.incubator.vector}.
 *
 * <p>On the class path it needs the JVM flag {@code --add-modules jdk.incubator.vector}, on every
 * JDK from 17 to 25; on the module path it needs no flag. The machine must have vectors of at least
 * 128 bits.
 */
public final class VectorBackendProvider implements BackendProvider {

  static final String NAME = "vector";

  private static final String MODULE = "jdk.incubator.vector";

  /** Creates a provider, for {@link java.util.ServiceLoader}. */
  public VectorBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String library() {
    return MODULE + " of Java " + Runtime.version().feature();
  }

  @Override
  public int priority() {
    return 100;
  }

  @Override
  public Set<Precision> precisions() {
    return EnumSet.allOf(Precision.class);
  }

  @Override
  public Optional<String> unavailability() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.of(
          "the JVM was started without the module " + MODULE + "; add --add-modules " + MODULE);
    }
    if (System.getProperty("java.vm.info", "").contains("interpreted")) {
      return Optional.of(
          "the JVM only interprets, and vectors are then slower than loops; leave out -Xint");
    }
    int bits = VectorWidth.preferredBits();
    return bits < 128
        ? Optional.of("this machine's vectors have " + bits + " bits; at least 128 are needed")
        : Optional.empty();
  }

  @Override
  public Backend<?> create(Precision precision) {
    return switch (precision) {
      case FLOAT64 -> new VectorFloat64Backend();
      case FLOAT32 -> new VectorFloat32Backend();
    };
  }
}
