package io.ganglion.backend.ejml;

import io.ganglion.spi.BackendProvider;
import io.ganglion.testkit.BackendContract;

class EjmlBackendTest extends BackendContract {

  @Override
  protected BackendProvider provider() {
    return new EjmlBackendProvider();
  }
}
