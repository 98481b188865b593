package io.ganglion.backend;

import io.ganglion.spi.Precision;
import java.util.Optional;
import java.util.Set;

/**
 * What discovery found out about one backend.
 *
 * @param name the name by which it is chosen; the provider's class if the provider failed before
 *     naming it
 * @param library the library that it uses, with version; "unknown" if the provider failed
 * @param precisions the precisions in which it computes
 * @param priority if no backend is named, the available one with the highest priority is chosen
 * @param unavailability why it cannot be used and what to do about it; empty if it can
 */
public record BackendInfo(
    String name,
    String library,
    Set<Precision> precisions,
    int priority,
    Optional<String> unavailability) {

  /**
   * Copies the set, so that it cannot change.
   *
   * @param name the name by which it is chosen
   * @param library the library that it uses, with version
   * @param precisions the precisions in which it computes; copied
   * @param priority the priority
   * @param unavailability why it cannot be used; empty if it can
   */
  public BackendInfo {
    precisions = Set.copyOf(precisions);
  }

  /**
   * Whether this backend can be used.
   *
   * @return true if there is no {@link #unavailability}
   */
  public boolean isAvailable() {
    return unavailability.isEmpty();
  }
}
