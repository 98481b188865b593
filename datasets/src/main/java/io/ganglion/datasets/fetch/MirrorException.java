package io.ganglion.datasets.fetch;

/** Thrown if a mirror cannot deliver a file; the next mirror is then tried. */
class MirrorException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param reason why the mirror cannot deliver the file, in a few words
   */
  MirrorException(String reason) {
    super(reason);
  }
}
