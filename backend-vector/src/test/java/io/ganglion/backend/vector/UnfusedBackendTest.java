package io.ganglion.backend.vector;

import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import io.ganglion.testkit.BackendContract;
import java.util.Optional;
import java.util.Set;

/** The kernels for processors without a fused multiply-add, on any processor. */
class UnfusedBackendTest extends BackendContract {

  @Override
  protected BackendProvider provider() {
    return new Unfused(new VectorBackendProvider());
  }

  private record Unfused(BackendProvider vector) implements BackendProvider {

    @Override
    public String name() {
      return vector.name();
    }

    @Override
    public String library() {
      return vector.library();
    }

    @Override
    public int priority() {
      return vector.priority();
    }

    @Override
    public Set<Precision> precisions() {
      return vector.precisions();
    }

    @Override
    public Optional<String> unavailability() {
      return vector.unavailability();
    }

    @Override
    public Backend<?> create(Precision precision) {
      return switch (precision) {
        case FLOAT64 -> new UnfusedFloat64Backend();
        case FLOAT32 -> new UnfusedFloat32Backend();
      };
    }
  }
}
