package io.ganglion.backend;

import io.ganglion.discovery.ClassLoaders;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the backends on the class path or module path, and creates the requested one.
 *
 * <p>Providers are found with {@link java.util.ServiceLoader}. The failures of each provider are
 * caught separately: a broken one is listed as unavailable, with the reason, and never hides the
 * others.
 *
 * <p>The backend is the one named by the caller; otherwise by the system property
 * {@value #PROPERTY}; otherwise by the environment variable {@value #VARIABLE}; otherwise the one
 * with the highest priority among those available in the requested precision. A name that is
 * unknown or unavailable is an error: there is no fallback.
 *
 * <p><b>Class loaders.</b> A method without a class loader looks through several, and takes what any
 * of them sees: the thread's context class loader; that of the nearest caller whose classes neither
 * Ganglion's own class loader nor the JDK's has loaded; and Ganglion's own. So a plug-in finds the
 * backends that it brings along, even if Ganglion is part of the program that has loaded it. A
 * method with a class loader looks through that one and Ganglion's own.
 *
 * <p>What a class loader sees is looked up once, and remembered without keeping the class loader or
 * a provider in memory. {@link #list} looks anew, and so does a request for a backend by a name that
 * is not known or not available.
 *
 * <p><b>Fat jars.</b> A jar into which others were packed without merging their service files has
 * the classes of backends that no service file names. Such a backend is listed as unavailable, for
 * that reason; a warning is logged once if a backend is picked without it.
 */
public final class Backends {

  /** The system property that names a backend. */
  public static final String PROPERTY = "ganglion.backend";

  /** The environment variable that names a backend. */
  public static final String VARIABLE = "GANGLION_BACKEND";

  private Backends() {}

  /**
   * Creates the backend named by the system property or the environment variable, or otherwise the
   * available one with the highest priority.
   *
   * @param precision its precision
   * @return a new backend
   * @throws BackendUnavailableException if it is not available
   */
  public static Backend<?> create(Precision precision) {
    return create(precision, ClassLoaders.ofCaller());
  }

  /**
   * Creates the backend that {@link #create(Precision)} would create, if only a class loader and
   * Ganglion's own were looked through.
   *
   * @param precision its precision
   * @param loader the class loader, for example a plug-in's; null means the system class loader
   * @return a new backend
   * @throws BackendUnavailableException if it is not available
   */
  public static Backend<?> create(Precision precision, ClassLoader loader) {
    return create(precision, ClassLoaders.of(loader));
  }

  private static Backend<?> create(Precision precision, List<ClassLoader> loaders) {
    Optional<String> name = configuredName();
    if (name.isPresent()) {
      return configured(name.get(), precision, loaders);
    }
    List<Candidate> found = Candidates.remembered(loaders);
    Candidates.warnOfUnlisted(found);
    return make(best(found, precision), precision, found);
  }

  /** A caller who has not named the backend may not know who did. */
  private static Backend<?> configured(
      String name, Precision precision, List<ClassLoader> loaders) {
    try {
      return create(name, precision, loaders);
    } catch (BackendUnavailableException e) {
      String where =
          System.getProperty(PROPERTY) == null
              ? "the environment variable " + VARIABLE
              : "the system property " + PROPERTY;
      throw new BackendUnavailableException(
          e.getMessage() + "; the name is from " + where, e.getCause());
    }
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
    return create(name, precision, ClassLoaders.ofCaller());
  }

  /**
   * Creates the backend with the given name that a class loader or Ganglion's own sees.
   *
   * @param name for example {@code "ejml"}
   * @param precision its precision
   * @param loader the class loader, for example a plug-in's; null means the system class loader
   * @return a new backend
   * @throws BackendUnavailableException if it is not available
   */
  public static Backend<?> create(String name, Precision precision, ClassLoader loader) {
    return create(name, precision, ClassLoaders.of(loader));
  }

  private static Backend<?> create(String name, Precision precision, List<ClassLoader> loaders) {
    List<Candidate> found = Candidates.remembered(loaders);
    if (found.stream().noneMatch(c -> c.info().name().equals(name) && c.info().isAvailable())) {
      found = Candidates.anew(loaders);
    }
    return make(named(found, name, precision), precision, found);
  }

  /**
   * All backends that were found: available ones first, then by descending priority, then by name.
   *
   * @return at least the built-in backend
   */
  public static List<BackendInfo> list() {
    return list(ClassLoaders.ofCaller());
  }

  /**
   * All backends that a class loader or Ganglion's own sees, in the order of {@link #list()}.
   *
   * @param loader the class loader, for example a plug-in's; null means the system class loader
   * @return at least the built-in backend
   */
  public static List<BackendInfo> list(ClassLoader loader) {
    return list(ClassLoaders.of(loader));
  }

  private static List<BackendInfo> list(List<ClassLoader> loaders) {
    return Candidates.anew(loaders).stream().map(Candidate::info).toList();
  }

  /**
   * The name of the backend that {@link #create(Precision)} would make.
   *
   * @param precision its precision
   * @return the configured name, even if there is no such backend; otherwise that of the available
   *     one with the highest priority
   */
  public static String pick(Precision precision) {
    return pick(precision, ClassLoaders.ofCaller());
  }

  /**
   * The name of the backend that {@link #create(Precision, ClassLoader)} would make.
   *
   * @param precision its precision
   * @param loader the class loader, for example a plug-in's; null means the system class loader
   * @return the configured name, even if there is no such backend; otherwise that of the available
   *     one with the highest priority
   */
  public static String pick(Precision precision, ClassLoader loader) {
    return pick(precision, ClassLoaders.of(loader));
  }

  private static String pick(Precision precision, List<ClassLoader> loaders) {
    return configuredName()
        .orElseGet(() -> best(Candidates.remembered(loaders), precision).info().name());
  }

  /**
   * The kernels that a backend leaves to their default bodies. These are correct but slow, since
   * they copy their operands into arrays; only those of {@code linearGradientAndUpdate} and {@code
   * updateAndLinear} are as fast as the two products that they call. {@code release} is not listed, since most libraries have
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
  private static Candidate best(List<Candidate> found, Precision precision) {
    return found.stream()
        .filter(c -> c.info().isAvailable() && c.info().precisions().contains(precision))
        .findFirst()
        .orElseThrow(
            () ->
                new BackendUnavailableException(
                    "no backend computes in " + precision + "; found " + overview(found), null));
  }

  private static Candidate named(List<Candidate> found, String name, Precision precision) {
    List<Candidate> matches = found.stream().filter(c -> c.info().name().equals(name)).toList();
    if (matches.isEmpty()) {
      throw new BackendUnavailableException(
          "no backend is called '" + name + "'; found " + overview(found) + "; " + remedy(name),
          null);
    }
    Candidate match = matches.get(0);
    if (!match.info().isAvailable()) {
      throw new BackendUnavailableException(
          "the backend '"
              + name
              + "' cannot be used: "
              + match.info().unavailability().orElseThrow()
              + "; found "
              + overview(found),
          null);
    }
    if (!match.info().precisions().contains(precision)) {
      throw new BackendUnavailableException(
          "the backend '"
              + name
              + "' does not compute in "
              + precision
              + ", only in "
              + labels(match.info().precisions())
              + "; choose that precision or another backend; found "
              + overview(found),
          null);
    }
    return match;
  }

  private static Backend<?> make(Candidate candidate, Precision precision, List<Candidate> found) {
    try {
      return candidate.provider().create(precision);
    } catch (RuntimeException | Error e) {
      throw new BackendUnavailableException(
          "the backend '"
              + candidate.info().name()
              + "' could not be started: "
              + Candidate.reason(e)
              + "; found "
              + overview(found),
          e);
    }
  }

  private static String overview(List<Candidate> found) {
    return found.stream()
        .map(Candidate::info)
        .map(
            info ->
                info.name()
                    + info.unavailability().map(why -> " (unavailable: " + why + ")").orElse(""))
        .collect(Collectors.joining(", "));
  }

  private static String remedy(String name) {
    return Candidates.KNOWN.contains(name)
        ? "add the dependency io.ganglion:ganglion-backend-" + name
        : "for others, add a dependency such as io.ganglion:ganglion-backend-{"
            + String.join(",", Candidates.KNOWN)
            + "}";
  }

  private static String labels(Set<Precision> precisions) {
    return precisions.stream().sorted().map(Precision::label).collect(Collectors.joining(", "));
  }
}
