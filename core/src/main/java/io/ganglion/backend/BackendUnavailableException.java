package io.ganglion.backend;

/**
 * The backend that was asked for cannot be had. The message says what was found instead, why each
 * was passed over, and which dependency to add.
 */
public final class BackendUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BackendUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
