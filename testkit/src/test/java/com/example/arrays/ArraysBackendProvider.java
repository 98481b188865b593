package com.example.arrays;

import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.util.Optional;
import java.util.Set;

/** Offers the backend {@code arrays}. */
public final class ArraysBackendProvider implements BackendProvider {

  /** For {@link java.util.ServiceLoader}. */
  public ArraysBackendProvider() {}

  @Override
  public String name() {
    return "arrays";
  }

  @Override
  public String library() {
    return "arrays of arrays 1.0";
  }

  @Override
  public int priority() {
    return 1;
  }

  @Override
  public Set<Precision> precisions() {
    return Set.of(Precision.FLOAT64);
  }

  @Override
  public Optional<String> unavailability() {
    return Optional.empty();
  }

  @Override
  public Backend<?> create(Precision precision) {
    return new ArraysBackend();
  }
}
