package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/**
 * All areas of the contract of {@link Backend}, in one precision: first storage and each kernel by
 * itself, then what needs all of them, so that the first failure is the nearest to its cause.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
public abstract class PrecisionContract {

  /** For subclasses. */
  protected PrecisionContract() {}

  /**
   * Makes the backend under test. If it is not available, this aborts the test with an {@link
   * org.junit.jupiter.api.Assumptions assumption}, so that it is reported as skipped.
   *
   * @return a new backend
   */
  protected abstract Backend<?> backend();

  @Nested
  @Order(1)
  class Storage extends StorageContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  @Order(2)
  class Elementwise extends ElementwiseContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  @Order(3)
  class Activations extends ActivationContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  @Order(4)
  class Rows extends RowContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  @Order(5)
  class Softmax extends SoftmaxContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  @Order(6)
  class Linear extends LinearContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  @Order(7)
  class Adaptive extends AdaptiveContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  @Order(8)
  class Aliasing extends AliasingContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  @Order(9)
  class Threads extends ThreadContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  @Order(10)
  class Training extends TrainingContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  @Order(11)
  class Optimizers extends OptimizerContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  @Order(12)
  class Service extends ServiceContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }
}
