/**
 * Arrays and weights on disk: JSON, NPY and NPZ, safetensors, and atomic writing; the state and the
 * history of training.
 */
module io.ganglion.formats {
  requires transitive io.ganglion.core;
  requires com.fasterxml.jackson.core;

  exports io.ganglion.formats;
}
