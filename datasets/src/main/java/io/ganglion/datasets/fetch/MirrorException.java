package io.ganglion.datasets.fetch;

/** A mirror's failure, after which the next one is tried. */
class MirrorException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param reason why the mirror could not give the file, in a few words
   */
  MirrorException(String reason) {
    super(reason);
  }
}
