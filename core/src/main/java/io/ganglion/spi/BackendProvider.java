package io.ganglion.spi;

import java.util.Optional;
import java.util.Set;

/**
 * Offers a {@link Backend} to {@code io.ganglion.backend.Backends}, which finds providers with
 * {@link java.util.ServiceLoader}.
 *
 * <p>The constructor and every method except {@link #create} must be cheap, load no native code and
 * print nothing: they are called on every provider on the class path, chosen or not. One provider
 * serves all threads.
 */
public interface BackendProvider {

  /**
   * The name by which users choose this backend.
   *
   * @return lower-case letters and digits, for example {@code "ejml"}
   */
  String name();

  /**
   * The library that does the work.
   *
   * @return its name and version, as its authors write them, for example {@code "EJML 0.44.0"}
   */
  String library();

  /**
   * The priority of this backend where no backend is named: the available one with the highest
   * priority is chosen. The built-in {@code java} backend has 0; others are above it.
   *
   * @return the priority
   */
  int priority();

  /**
   * The precisions in which {@link #create} can make a backend.
   *
   * @return at least one
   */
  Set<Precision> precisions();

  /**
   * Why this backend cannot be used here, and what to do about it: for example, a missing native
   * library or JVM flag. Never throws.
   *
   * @return one sentence, or empty if the backend can be used
   */
  Optional<String> unavailability();

  /**
   * Makes a backend. Instances are independent of each other.
   *
   * @param precision one of {@link #precisions}
   * @return a new backend of that precision
   * @throws IllegalArgumentException if the precision is not one of them
   * @throws IllegalStateException if the library turns out to be unusable; the message says why and
   *     what to do
   */
  Backend<?> create(Precision precision);
}
