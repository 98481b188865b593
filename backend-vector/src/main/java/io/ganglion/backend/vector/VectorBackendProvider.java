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
 * JDK from 17 to 25; on the module path it needs no flag.
 *
 * <p>It is unavailable wherever the JVM does not compile vectors to vector instructions, since it
 * would then be 10 to 10,000 times as slow as the built-in backend: on a JVM that is not HotSpot
 * with its compiler C2 (or GraalVM for JDK 25 or later), with a flag that switches off C2 or what
 * C2 needs for vectors, and with vectors of less than 128 bits. Where the processor has no fused
 * multiply-add, it multiplies and adds, and rounds twice.
 *
 * <p>The JVM says which flags it has through the module {@code jdk.management}. In an image without
 * it, those count that were given on the command line or in {@code JAVA_TOOL_OPTIONS}, {@code
 * JDK_JAVA_OPTIONS} and {@code _JAVA_OPTIONS}.
 */
public final class VectorBackendProvider implements BackendProvider {

  static final String NAME = "vector";

  private static final String MODULE = "jdk.incubator.vector";

  /** What does not change while the JVM runs; not looked at without the module. */
  private static final class Machine {

    static final Optional<String> OBSTACLE = Jvm.current().obstacle().or(VectorWidth::obstacle);
    static final boolean FUSES = Jvm.current().hasFastFma(VectorWidth.preferredBits());

    private Machine() {}
  }

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
    return Machine.OBSTACLE;
  }

  @Override
  public Backend<?> create(Precision precision) {
    unavailability()
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    return switch (precision) {
      case FLOAT64 -> Machine.FUSES ? new VectorFloat64Backend() : new UnfusedFloat64Backend();
      case FLOAT32 -> Machine.FUSES ? new VectorFloat32Backend() : new UnfusedFloat32Backend();
    };
  }
}
