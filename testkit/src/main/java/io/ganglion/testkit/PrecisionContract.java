package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import org.junit.jupiter.api.Nested;

/** All areas of the contract of {@link Backend}, in one precision. */
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
  class Storage extends StorageContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  class Elementwise extends ElementwiseContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  class Activations extends ActivationContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  class Rows extends RowContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  class Softmax extends SoftmaxContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  class Linear extends LinearContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  class Adaptive extends AdaptiveContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  class Aliasing extends AliasingContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  class Training extends TrainingContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  class Optimizers extends OptimizerContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  class Threads extends ThreadContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }

  @Nested
  class Service extends ServiceContract {
    @Override
    protected Backend<?> backend() {
      return PrecisionContract.this.backend();
    }
  }
}
