package io.ganglion.cli.option;

import io.ganglion.cli.file.WeightsFile;
import java.io.IOException;
import picocli.CommandLine.Mixin;

/** The options that choose a trained model and say how to use it. */
public final class ModelOptions {

  @Mixin private WeightsOption weights;
  @Mixin private NetworkOption network;
  @Mixin private InputOptions inputs;
  @Mixin private BackendOptions backend;

  /** The options of the backend. */
  public BackendOptions backend() {
    return backend;
  }

  /** The options of the network. */
  public NetworkOption network() {
    return network;
  }

  /** The options of the inputs. */
  public InputOptions inputs() {
    return inputs;
  }

  /**
   * Opens the weights file.
   *
   * @throws IOException if it cannot be read, or is damaged
   */
  public SavedModel open() throws IOException {
    WeightsFile file = weights.toUse();
    file.requireReadable();
    return SavedModel.open(file, network, inputs);
  }
}
