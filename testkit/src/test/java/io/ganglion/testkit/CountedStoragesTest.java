package io.ganglion.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.spi.Backend;
import org.junit.jupiter.api.Test;

class CountedStoragesTest {

  private final CountedStorages storages = new CountedStorages(new DelegatingBackend());

  @Test
  void releasingOneStorageTwiceDoesNotHideThatAnotherIsNeverReleased() {
    releaseTheFirst(storages.backend(), 2);

    assertThat(storages.live()).isEqualTo(1);
    assertThat(storages.releasedTwice()).isEqualTo(1);
  }

  @Test
  void whatIsReleasedOnceIsNeitherLiveNorReleasedTwice() {
    releaseTheFirst(storages.backend(), 1);

    assertThat(storages.live()).isEqualTo(1);
    assertThat(storages.releasedTwice()).isZero();
  }

  private static <S> void releaseTheFirst(Backend<S> backend, int times) {
    S first = backend.create(1, 2);
    backend.create(1, 2);
    for (int i = 0; i < times; i++) {
      backend.release(first);
    }
  }
}
