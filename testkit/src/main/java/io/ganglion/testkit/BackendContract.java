package io.ganglion.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/**
 * The whole contract of a backend. Its author extends this class once:
 *
 * <pre>{@code
 * class EjmlBackendTest extends BackendContract {
 *   @Override
 *   protected BackendProvider provider() {
 *     return new EjmlBackendProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>Every rule then runs in float64 and in float32; a precision that the provider does not offer
 * is reported as skipped. While writing a backend, you can extend a single area instead, such as
 * {@link StorageContract} or {@link LinearContract}.
 *
 * <p>A rule's name is its area and method, as in {@code Linear.betaOfZeroOverwritesNaN}.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
public abstract class BackendContract {

  /** For subclasses. */
  protected BackendContract() {}

  /**
   * Makes the provider of the backend under test.
   *
   * @return a new provider
   */
  protected abstract BackendProvider provider();

  /**
   * Whether the backend may be unavailable where this test runs; if so, its rules are skipped
   * instead of failing. For a backend that needs something that not every build machine has.
   *
   * @return false, unless overridden
   */
  protected boolean mayBeUnavailable() {
    return false;
  }

  private Backend<?> create(Precision precision) {
    BackendProvider provider = provider();
    assumeTrue(
        provider.precisions().contains(precision),
        () -> provider.name() + " does not offer " + precision);
    assumeTrue(
        provider.unavailability().isEmpty(),
        () -> provider.name() + " is unavailable: " + provider.unavailability().orElse(""));
    return provider.create(precision);
  }

  @Nested
  @Order(1)
  class Provider extends ProviderContract {
    @Override
    protected BackendProvider provider() {
      return BackendContract.this.provider();
    }

    @Override
    protected boolean mayBeUnavailable() {
      return BackendContract.this.mayBeUnavailable();
    }
  }

  @Nested
  @Order(2)
  class Float64 extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return create(Precision.FLOAT64);
    }
  }

  @Nested
  @Order(3)
  class Float32 extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return create(Precision.FLOAT32);
    }
  }
}
