package io.ganglion.train;

/**
 * Training has gone wrong: a loss or a parameter is NaN or infinite. The network's parameters are of
 * no use any more. The message says where it showed and what to do.
 */
public final class DivergenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DivergenceException(String message) {
    super(message);
  }
}
