package io.ganglion.backend.commons;

import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Provides the backend {@code commons}: float64 with Apache Commons Math 3 (<a
 * href="https://commons.apache.org/proper/commons-math/">commons.apache.org</a>), without native
 * code and without flags. It has no float32, because the library has no vectors or matrices of
 * {@code float}.
 */
public final class CommonsBackendProvider implements BackendProvider {

  static final String NAME = "commons";

  /** Creates a provider, for {@link java.util.ServiceLoader}. */
  public CommonsBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String library() {
    return "Apache Commons Math " + version();
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public Set<Precision> precisions() {
    return EnumSet.of(Precision.FLOAT64);
  }

  @Override
  public Optional<String> unavailability() {
    try {
      Class.forName(
          "org.apache.commons.math3.linear.ArrayRealVector", false, getClass().getClassLoader());
      return Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.of(
          "Apache Commons Math is not on the class path; add org.apache.commons:commons-math3");
    }
  }

  @Override
  public Backend<?> create(Precision precision) {
    if (precision != Precision.FLOAT64) {
      throw new IllegalArgumentException(
          "the backend 'commons' computes in float64 only, not in "
              + precision
              + "; use float64 or another backend");
    }
    unavailability()
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    return new CommonsBackend();
  }

  /** Reads what Maven wrote into the library's jar, which survives in a fat jar. */
  private String version() {
    Properties properties = new Properties();
    try (InputStream pom =
        getClass()
            .getClassLoader()
            .getResourceAsStream(
                "META-INF/maven/org.apache.commons/commons-math3/pom.properties")) {
      if (pom != null) {
        properties.load(pom);
      }
    } catch (IOException | IllegalArgumentException e) {
      properties.clear();
    }
    return properties.getProperty("version", "of unknown version");
  }
}
