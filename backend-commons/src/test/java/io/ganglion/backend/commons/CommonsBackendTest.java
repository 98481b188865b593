package io.ganglion.backend.commons;

import io.ganglion.spi.BackendProvider;
import io.ganglion.testkit.BackendContract;

class CommonsBackendTest extends BackendContract {

  @Override
  protected BackendProvider provider() {
    return new CommonsBackendProvider();
  }
}
