package io.ganglion.backend;

import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Provides the built-in backend {@code java}: plain loops over arrays, no dependencies, no native
 * code, no flags, always available.
 *
 * <p>It is reproducible: the same operations give the same bits on every JDK and machine, because
 * the order of operations is fixed, fused multiply-add is not used, and {@code exp} and
 * {@code tanh} are {@link StrictMath}'s.
 */
public final class JavaBackendProvider implements BackendProvider {

  /** Makes a provider, for {@link java.util.ServiceLoader}. */
  public JavaBackendProvider() {}

  @Override
  public String name() {
    return "java";
  }

  @Override
  public String library() {
    return "plain Java " + Runtime.version().feature();
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Set<Precision> precisions() {
    return EnumSet.allOf(Precision.class);
  }

  @Override
  public Optional<String> unavailability() {
    return Optional.empty();
  }

  @Override
  public Backend<?> create(Precision precision) {
    return switch (precision) {
      case FLOAT64 -> new JavaFloat64Backend();
      case FLOAT32 -> new JavaFloat32Backend();
    };
  }
}
