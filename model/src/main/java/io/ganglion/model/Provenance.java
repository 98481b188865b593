package io.ganglion.model;

import java.util.Objects;

/**
 * Where a model comes from.
 *
 * @param data the name of the data that it was trained on, or where they were
 * @param samples how many samples it learnt, at least 1
 * @param checksum tells whether other data are the same, such as {@code sha256:0f…}: of all their
 *     values and labels as they were read, those of samples that were held out too
 * @param training the settings of its training, as text for people
 * @param version the version of Ganglion that trained it
 */
public record Provenance(
    String data, long samples, String checksum, String training, String version) {

  /**
   * Checks the texts.
   *
   * @param data the name of the data that it was trained on, or where they were
   * @param samples how many samples it learnt, at least 1
   * @param checksum tells whether other data are the same
   * @param training the settings of its training, as text for people
   * @param version the version of Ganglion that trained it
   * @throws IllegalArgumentException if there are no samples
   */
  public Provenance {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(checksum, "checksum");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(version, "version");
    if (samples < 1) {
      throw new IllegalArgumentException(samples + " samples; expected at least 1");
    }
  }
}
