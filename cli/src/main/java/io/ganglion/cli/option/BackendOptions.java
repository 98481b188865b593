package io.ganglion.cli.option;

import io.ganglion.backend.Backends;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import picocli.CommandLine.Option;

/** Who computes, and how precisely. */
public final class BackendOptions {

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "Who computes: java, vector, ejml, commons, nd4j (default: GANGLION_BACKEND, else the best available; see ganglion backends).")
  private String name;

  @Option(
      names = "--precision",
      paramLabel = "float64|float32",
      defaultValue = "float64",
      converter = PrecisionConverter.class,
      description = "How precisely (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  /** Makes the backend. */
  public Backend<?> create() {
    return name == null ? Backends.create(precision) : Backends.create(name, precision);
  }

  /** How a backend is called in a banner: name, library with version, precision. */
  public static String describe(Backend<?> backend) {
    String library =
        Backends.list().stream()
            .filter(info -> info.name().equals(backend.name()))
            .map(info -> " (" + info.library() + ")")
            .findFirst()
            .orElse("");
    return backend.name() + library + ", " + backend.precision();
  }
}
