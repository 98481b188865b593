/** Labelled images for training and measuring networks. */
module io.ganglion.datasets {
  requires transitive io.ganglion.core;
  requires transitive io.ganglion.formats;
  requires transitive io.ganglion.model;
  requires de.siegmar.fastcsv;
  requires java.net.http;

  exports io.ganglion.datasets;
  exports io.ganglion.datasets.augment;
  exports io.ganglion.datasets.digits;
  exports io.ganglion.datasets.fetch;
}
