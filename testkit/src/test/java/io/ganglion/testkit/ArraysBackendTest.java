package io.ganglion.testkit;

import io.ganglion.spi.BackendProvider;

class ArraysBackendTest extends BackendContract {

  @Override
  protected BackendProvider provider() {
    return new ArraysBackendProvider();
  }
}
