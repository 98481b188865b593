package io.ganglion.datasets.fetch;

import java.io.IOException;

/**
 * Thrown when a dataset cannot be fetched. The message is one line; if mirrors failed, it names
 * each with the reason.
 */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message one line: what could not be fetched, why, and what to do
   */
  public FetchException(String message) {
    super(message);
  }

  FetchException(String message, Throwable cause) {
    super(message, cause);
  }
}
