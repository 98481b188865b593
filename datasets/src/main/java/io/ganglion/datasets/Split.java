package io.ganglion.datasets;

import java.util.Locale;

/** The two parts of a dataset: one to learn from, and one, never learnt from, to measure with. */
public enum Split {
  /** The samples that a network learns from. */
  TRAIN,
  /** The samples with which a trained network is measured. */
  TEST;

  /**
   * Returns the name that files, folders and options use.
   *
   * @return {@code train} or {@code test}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Split other() {
    return this == TRAIN ? TEST : TRAIN;
  }
}
