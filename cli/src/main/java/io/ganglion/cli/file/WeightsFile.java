package io.ganglion.cli.file;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.terminal.CommandName;
import io.ganglion.datasets.Dataset;
import io.ganglion.formats.FormatException;
import io.ganglion.formats.SavedWeights;
import io.ganglion.formats.Weights;
import io.ganglion.model.Model;
import io.ganglion.model.ModelDescription;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Preparation;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.picture.DigitImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A file of a network's weights.
 *
 * @param path the file, which need not exist yet
 */
public record WeightsFile(Path path) {

  /** Whether the file exists. */
  public boolean exists() {
    return Files.exists(path);
  }

  /** When the file was saved; the epoch, 1970, if that is unknown. */
  public FileTime saved() {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** Refuses a file that does not exist or is not in a format for weights. */
  public void requireReadable() {
    Weights.requireSupported(path);
    if (!exists()) {
      throw new CommandException(
          path
              + ": no such weights file; make one with: "
              + CommandName.typed()
              + " train --weights "
              + path);
    }
  }

  /**
   * Refuses a file that cannot be written, before hours of training. Does not touch the file.
   *
   * @throws IOException if it fails in another way
   */
  public void requireWritable() throws IOException {
    Weights.requireSupported(path);
    output().requireWritable();
  }

  /**
   * Refuses to replace a file that does not hold weights.
   *
   * @throws IOException if the file cannot be read
   */
  public void requireReplaceable() throws IOException {
    output().requireReplaceable("weights that Ganglion has saved", Weights::isReplaceable);
  }

  private OutputFile output() {
    return new OutputFile(path, "--weights");
  }

  /**
   * Opens the file, to read its network and its weights of one and the same save.
   *
   * @throws IOException if the file cannot be read, or is damaged
   */
  public SavedWeights open() throws IOException {
    return SavedWeights.open(path);
  }

  /**
   * The network that the file describes, if it describes one.
   *
   * @throws IOException if the file cannot be read, or its description is not a network
   */
  public Optional<Architecture> network() throws IOException {
    return Weights.architecture(path);
  }

  /**
   * Saves a model. If the file cannot be written after all, saves it in a new file.
   *
   * @return a line about what the file's format cannot keep, if there is something
   * @throws CommandException if the file cannot be written; the message names the new one
   * @throws IOException if weights are not finite
   */
  public Optional<String> save(Network network, ModelDescription description) throws IOException {
    try {
      return write(path, network, description);
    } catch (FormatException e) {
      throw e;
    } catch (IOException e) {
      throw rescued(e, "the weights", file -> write(file, network, description));
    } catch (IllegalArgumentException e) {
      // What the description says cannot be stored.
      throw rescued(e, "the weights alone", file -> Weights.save(file, network));
    }
  }

  private CommandException rescued(Exception cause, String what, Rescue.Writer weights) {
    return new CommandException(
        cause.getMessage()
            + Rescue.of(path)
                .save(weights)
                .map(file -> "; " + what + " are saved in " + file)
                .orElse("; the weights could not be saved in any other folder either"),
        cause);
  }

  /** Saves what the format can keep: a JSON file has numbers only. */
  private static Optional<String> write(Path file, Network network, ModelDescription description)
      throws IOException {
    if (!Weights.keepsTexts(file)) {
      Weights.save(file, network);
      return isAssumed(description)
          ? Optional.empty()
          : Optional.of(
              "note      "
                  + file
                  + " has the weights alone; .safetensors and .npz also keep how inputs are prepared,"
                  + " the names of the classes, and the calibration");
    }
    Model.save(file, network, description);
    return Optional.empty();
  }

  /**
   * Whether a description says no more than what {@code predict} assumes of weights without one:
   * images like MNIST's, divided by 255, classes that are numbered from 0, and no calibration.
   */
  private static boolean isAssumed(ModelDescription description) {
    ModelDescription assumed =
        ModelDescription.of(
            PictureInput.ofBytes(DigitImage.SIDE, DigitImage.SIDE, Preparation.DIGIT),
            Dataset.numberedClasses(description.classes().size()));
    return description.input().equals(assumed.input())
        && description.classes().equals(assumed.classes())
        && description.calibration().equals(assumed.calibration())
        && description.metadata().isEmpty();
  }

  /** Returns the path. */
  @Override
  public String toString() {
    return path.toString();
  }
}
