package io.ganglion.backend;

import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the backends on the class path or module path, and creates the requested one.
 *
 * <p>Providers are found with {@link ServiceLoader}, first through the context class loader, then
 * through Ganglion's own. The failures of each provider are caught separately: a broken one is
 * listed as unavailable, with the reason, and never hides the others.
 *
 * <p>The backend is the one named by the caller; otherwise by the system property
 * {@value #PROPERTY}; otherwise by the environment variable {@value #VARIABLE}; otherwise the one
 * with the highest priority among those available in the requested precision. A name that is
 * unknown or unavailable is an error: there is no fallback.
 */
public final class Backends {

  /** The system property that names a backend. */
  public static final String PROPERTY = "ganglion.backend";

  /** The environment variable that names a backend. */
  public static final String VARIABLE = "GANGLION_BACKEND";

  /** Names of backends that can be added, as {@code io.ganglion:ganglion-backend-NAME}. */
  private static final List<String> KNOWN = List.of("commons", "ejml", "nd4j", "vector");

  /** A provider that was found, with what it reported; the provider is absent if it is broken. */
  private record Candidate(Optional<BackendProvider> provider, BackendInfo info) {}

  private final List<Candidate> candidates;

  private Backends(List<Candidate> candidates) {
    this.candidates = candidates;
  }

  /**
   * Creates the backend named by the system property or the environment variable, or otherwise the
   * available one with the highest priority.
   *
   * @param precision its precision
   * @return a new backend
   * @throws BackendUnavailableException if it is not available
   */
  public static Backend<?> create(Precision precision) {
    Optional<String> name = configuredName();
    if (name.isPresent()) {
      return create(name.get(), precision);
    }
    Backends found = find();
    return found.make(found.best(precision), precision);
  }

  /**
   * Creates the backend with the given name.
   *
   * @param name for example {@code "ejml"}
   * @param precision its precision
   * @return a new backend
   * @throws BackendUnavailableException if it is not available
   */
  public static Backend<?> create(String name, Precision precision) {
    return find().named(name, precision);
  }

  /**
   * All backends that were found: available ones first, then by descending priority, then by name.
   *
   * @return at least the built-in backend
   */
  public static List<BackendInfo> list() {
    return find().candidates.stream().map(Candidate::info).toList();
  }

  /**
   * The name of the backend that {@link #create(Precision)} would make.
   *
   * @param precision its precision
   * @return the configured name, even if there is no such backend; otherwise that of the available
   *     one with the highest priority
   */
  public static String pick(Precision precision) {
    return configuredName().orElseGet(() -> find().best(precision).info.name());
  }

  /**
   * The kernels that a backend leaves to their default bodies. These are correct but slow, since
   * they copy their operands into arrays; only that of {@code linearGradientAndUpdate} is as fast
   * as the two products that it calls. {@code release} is not listed, since most libraries have
   * nothing to free.
   *
   * @param backend any backend
   * @return the names of {@link Backend}'s default methods that neither the backend's class nor a
   *     superclass overrides, in alphabetical order; empty if all are overridden
   */
  public static List<String> defaultKernels(Backend<?> backend) {
    return Arrays.stream(backend.getClass().getMethods())
        .filter(method -> method.isDefault() && method.getDeclaringClass() == Backend.class)
        .map(Method::getName)
        .filter(name -> !name.equals("release"))
        .sorted()
        .toList();
  }

  private static Optional<String> configuredName() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
        .map(String::strip)
        .filter(name -> !name.isEmpty());
  }

  /** Returns the available candidate with the highest priority. */
  private Candidate best(Precision precision) {
    return candidates.stream()
        .filter(c -> c.info.isAvailable() && c.info.precisions().contains(precision))
        .findFirst()
        .orElseThrow(
            () ->
                new BackendUnavailableException(
                    "no backend computes in " + precision + "; found " + overview(), null));
  }

  private Backend<?> named(String name, Precision precision) {
    List<Candidate> matches = candidates.stream().filter(c -> c.info.name().equals(name)).toList();
    if (matches.isEmpty()) {
      throw new BackendUnavailableException(
          "no backend is called '" + name + "'; found " + overview() + "; " + remedy(name), null);
    }
    Candidate match = matches.get(0);
    if (!match.info.isAvailable()) {
      throw new BackendUnavailableException(
          "the backend '"
              + name
              + "' cannot be used: "
              + match.info.unavailability().orElseThrow()
              + "; found "
              + overview(),
          null);
    }
    if (!match.info.precisions().contains(precision)) {
      throw new BackendUnavailableException(
          "the backend '"
              + name
              + "' does not compute in "
              + precision
              + ", only in "
              + labels(match.info.precisions())
              + "; choose that precision or another backend; found "
              + overview(),
          null);
    }
    return make(match, precision);
  }

  private Backend<?> make(Candidate candidate, Precision precision) {
    try {
      return candidate.provider.orElseThrow().create(precision);
    } catch (RuntimeException | Error e) {
      throw new BackendUnavailableException(
          "the backend '"
              + candidate.info.name()
              + "' could not be started: "
              + reason(e)
              + "; found "
              + overview(),
          e);
    }
  }

  private String overview() {
    return candidates.stream()
        .map(
            c ->
                c.info.name()
                    + c.info.unavailability().map(why -> " (unavailable: " + why + ")").orElse(""))
        .collect(Collectors.joining(", "));
  }

  private static String remedy(String name) {
    return KNOWN.contains(name)
        ? "add the dependency io.ganglion:ganglion-backend-" + name
        : "for others, add a dependency such as io.ganglion:ganglion-backend-{"
            + String.join(",", KNOWN)
            + "}";
  }

  private static String labels(Set<Precision> precisions) {
    return precisions.stream().sorted().map(Precision::label).collect(Collectors.joining(", "));
  }

  private static Backends find() {
    List<Candidate> found = new ArrayList<>();
    Set<String> classes = new HashSet<>();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    collect(ServiceLoader.load(BackendProvider.class, context), classes, found);
    ClassLoader own = Backends.class.getClassLoader();
    if (own != context) {
      collect(ServiceLoader.load(BackendProvider.class, own), classes, found);
    }
    // A fat jar may keep the service file of only one of the jars packed into it.
    if (classes.add(JavaBackendProvider.class.getName())) {
      found.add(ask(new JavaBackendProvider()));
    }
    return new Backends(
        refuseNamesakes(found).stream()
            .sorted(
                Comparator.comparing((Candidate c) -> !c.info.isAvailable())
                    .thenComparing(c -> -c.info.priority())
                    .thenComparing(c -> c.info.name()))
            .toList());
  }

  /**
   * Queries every provider of a loader, skipping classes that another loader has already provided.
   */
  private static void collect(
      ServiceLoader<BackendProvider> loader, Set<String> classes, List<Candidate> found) {
    Iterator<ServiceLoader.Provider<BackendProvider>> providers = loader.stream().iterator();
    while (true) {
      String subject = "a provider that could not be loaded";
      try {
        if (!providers.hasNext()) {
          return;
        }
        ServiceLoader.Provider<BackendProvider> provider = providers.next();
        subject = provider.type().getName();
        if (classes.add(subject)) {
          found.add(ask(provider.get()));
        }
      } catch (RuntimeException | Error e) {
        BackendInfo broken =
            new BackendInfo(subject, "unknown", Set.of(), 0, Optional.of(reason(e)));
        Candidate candidate = new Candidate(Optional.empty(), broken);
        if (!found.contains(candidate)) {
          found.add(candidate);
        } else if (!(e instanceof LinkageError)) {
          return; // The same failure again: this loader cannot get past it.
        }
      }
    }
  }

  private static Candidate ask(BackendProvider provider) {
    return new Candidate(
        Optional.of(provider),
        new BackendInfo(
            provider.name(),
            provider.library(),
            provider.precisions(),
            provider.priority(),
            provider.unavailability()));
  }

  /** Makes providers that share a name unavailable, since the name is ambiguous. */
  private static List<Candidate> refuseNamesakes(List<Candidate> found) {
    return found.stream()
        .map(
            c -> {
              List<String> namesakes =
                  found.stream()
                      .filter(d -> d.info.name().equals(c.info.name()) && d.provider.isPresent())
                      .map(d -> d.provider.orElseThrow().getClass().getName())
                      .toList();
              return namesakes.size() < 2 ? c : refused(c, namesakes);
            })
        .toList();
  }

  private static Candidate refused(Candidate candidate, List<String> namesakes) {
    BackendInfo info = candidate.info;
    return new Candidate(
        candidate.provider,
        new BackendInfo(
            info.name(),
            info.library(),
            info.precisions(),
            info.priority(),
            Optional.of(
                "several providers have the name '"
                    + info.name()
                    + "': "
                    + String.join(", ", namesakes)
                    + "; remove all but one from the class path")));
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    String type = failure.getClass().getSimpleName();
    if (failure instanceof ServiceConfigurationError && failure.getCause() != null) {
      return reason(failure.getCause());
    }
    if (message == null || message.isBlank()) {
      return type;
    }
    return failure instanceof IllegalStateException ? message : type + ": " + message;
  }
}
