package io.ganglion.cli;

/** Options contradict each other; the message is one line for the user. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
