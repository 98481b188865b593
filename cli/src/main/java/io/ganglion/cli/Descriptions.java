package io.ganglion.cli;

import io.ganglion.datasets.Dataset;

/** How banners describe things. */
final class Descriptions {

  private Descriptions() {}

  /** Name, count, size and classes of a dataset. */
  static String of(Dataset dataset) {
    return "%s: %d images of %d×%d, %d classes"
        .formatted(
            dataset.name(),
            dataset.size(),
            dataset.height(),
            dataset.width(),
            dataset.classNames().size());
  }
}
