/** Models that know their inputs: how pictures and rows become numbers, and what the answers are called. */
module io.ganglion.model {
  requires transitive io.ganglion.core;
  requires transitive io.ganglion.formats;
  requires transitive java.desktop;

  exports io.ganglion.model;
  exports io.ganglion.picture;
}
