package io.ganglion.datasets.fetch;

import java.io.IOException;

/** A dataset could not be fetched. The message is one line, with each mirror and its reason. */
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
