package io.ganglion.backend.ejml;

import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Provides the backend {@code ejml}: float64 and float32 with the Efficient Java Matrix Library (<a
 * href="https://ejml.org">ejml.org</a>), without native code and without flags.
 */
public final class EjmlBackendProvider implements BackendProvider {

  static final String NAME = "ejml";

  /** Creates a provider, for {@link java.util.ServiceLoader}. */
  public EjmlBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String library() {
    return "EJML " + version();
  }

  @Override
  public int priority() {
    return 20;
  }

  @Override
  public Set<Precision> precisions() {
    return EnumSet.allOf(Precision.class);
  }

  @Override
  public Optional<String> unavailability() {
    for (String type : new String[] {"CommonOps_DDRM", "CommonOps_FDRM"}) {
      try {
        Class.forName("org.ejml.dense.row." + type, false, getClass().getClassLoader());
      } catch (ClassNotFoundException | LinkageError e) {
        return Optional.of(
            "EJML's "
                + type
                + " is not on the class path; add org.ejml:ejml-ddense and org.ejml:ejml-fdense");
      }
    }
    return Optional.empty();
  }

  @Override
  public Backend<?> create(Precision precision) {
    unavailability()
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    return switch (precision) {
      case FLOAT64 -> new EjmlFloat64Backend();
      case FLOAT32 -> new EjmlFloat32Backend();
    };
  }

  /**
   * Looked up reflectively, because the compiler would inline the constant of the EJML compiled
   * against.
   */
  private String version() {
    try {
      return (String)
          Class.forName("org.ejml.EjmlVersion", true, getClass().getClassLoader())
              .getField("VERSION")
              .get(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      return "of unknown version";
    }
  }
}
