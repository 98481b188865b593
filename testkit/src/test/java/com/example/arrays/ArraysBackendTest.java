package com.example.arrays;

import io.ganglion.spi.BackendProvider;
import io.ganglion.testkit.BackendContract;

class ArraysBackendTest extends BackendContract {

  @Override
  protected BackendProvider provider() {
    return new ArraysBackendProvider();
  }
}
