package io.ganglion.backend;

/**
 * Thrown if the requested backend is not available. The message says what was found instead, why
 * each was rejected, and which dependency to add.
 */
public final class BackendUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BackendUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
