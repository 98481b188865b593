/**
 * Arrays and weights on disk (JSON, NPY, NPZ and safetensors), checkpoints and histories of
 * training, and atomic writing of files.
 */
@SuppressWarnings("module") // io.ganglion.model is compiled later.
module io.ganglion.formats {
  requires transitive io.ganglion.core;
  requires com.fasterxml.jackson.core;

  exports io.ganglion.formats;
  exports io.ganglion.formats.json to
      io.ganglion.model;
}
