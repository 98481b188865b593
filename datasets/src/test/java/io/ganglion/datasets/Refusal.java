package io.ganglion.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The assertions that every refusal of bad input has in common. */
final class Refusal {
  private Refusal() {}

  /** Asserts that reading fails with a message of one line, and returns assertions on it. */
  static AbstractStringAssert<?> assertRefused(ThrowingCallable reading) {
    Throwable thrown = catchThrowable(reading);
    assertThat(thrown).isInstanceOf(IOException.class);
    return assertThat(thrown.getMessage()).hasLineCount(1).doesNotContain("heap");
  }
}
