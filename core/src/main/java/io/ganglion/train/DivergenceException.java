package io.ganglion.train;

/**
 * Thrown if training diverges: a loss or a parameter is NaN or infinite, and the network's
 * parameters are no longer usable. The message says where it happened and what to do.
 */
public final class DivergenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DivergenceException(String message) {
    super(message);
  }
}
