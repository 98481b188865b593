package io.ganglion.cli.option;

import io.ganglion.backend.Backends;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import picocli.CommandLine.Option;

/** The options that choose a backend and its precision. */
public final class BackendOptions {

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "The backend: java, vector, ejml, commons or nd4j (default: GANGLION_BACKEND, otherwise"
              + " the available one with the highest priority; see ${ROOT-COMMAND-NAME} backends).")
  private String name;

  @Option(
      names = "--precision",
      paramLabel = "float64|float32",
      defaultValue = "float64",
      converter = PrecisionConverter.class,
      description = "The precision of all numbers (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  /** Makes the backend. */
  public Backend<?> create() {
    return name == null ? Backends.create(precision) : Backends.create(name, precision);
  }

  /** Describes a backend for a banner: name, library and version, precision. */
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
