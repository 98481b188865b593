package io.ganglion.backend;

import io.ganglion.spi.Precision;
import java.util.Optional;
import java.util.Set;

/**
 * What discovery found out about one backend.
 *
 * @param name the name by which it is chosen; the provider's class where it could not even say its
 *     name
 * @param library the library behind it, with version; "unknown" where it could not say
 * @param precisions what it computes in
 * @param priority the available backend of highest priority is taken when none is named
 * @param unavailability why it cannot be used and what to do about it; nothing if it can
 */
public record BackendInfo(
    String name,
    String library,
    Set<Precision> precisions,
    int priority,
    Optional<String> unavailability) {

  /**
   * Keeps a copy of the set that nobody can change.
   *
   * @param name the name by which it is chosen
   * @param library the library behind it, with version
   * @param precisions what it computes in; copied
   * @param priority the priority
   * @param unavailability why it cannot be used; nothing if it can
   */
  public BackendInfo {
    precisions = Set.copyOf(precisions);
  }

  /**
   * Whether this backend can be used.
   *
   * @return whether there is nothing against it
   */
  public boolean isAvailable() {
    return unavailability.isEmpty();
  }
}
