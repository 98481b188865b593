package io.ganglion.model;

import io.ganglion.formats.FormatException;
import io.ganglion.formats.SavedWeights;
import io.ganglion.formats.Weights;
import io.ganglion.network.Network;
import io.ganglion.network.SharedPredictor;
import io.ganglion.picture.GrayImage;
import io.ganglion.spi.Backend;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A trained network that knows its inputs and the names of its answers.
 *
 * <pre>{@code
 * try (Model model = Model.open(Path.of("weights.safetensors"), Backends.create())) {
 *   Prediction prediction = model.predict(Path.of("photo.png"));
 *   System.out.println(prediction.best().name());
 * }
 * }</pre>
 *
 * <p>What it is asked about is prepared exactly as its training data were. Any number of threads
 * may predict at once. It owns its network.
 */
public final class Model implements AutoCloseable {

  private final Network network;
  private final ModelDescription description;
  private final SharedPredictor predictor;

  private Model(Network network, ModelDescription description) {
    this.network = network;
    this.description = description;
    this.predictor = new SharedPredictor(network);
  }

  /**
   * Makes a model.
   *
   * @param network the network, owned by the model from now on
   * @param description what it takes and answers
   * @return the model
   * @throws IllegalArgumentException if the network takes inputs of another size, or has more or
   *     fewer outputs than there are classes
   */
  public static Model of(Network network, ModelDescription description) {
    description.requireFit(network.architecture());
    return new Model(network, description);
  }

  /**
   * Opens a model that was saved with its description.
   *
   * @param file an {@code .npz} or {@code .safetensors}
   * @param backend the backend that stores the parameters and computes
   * @return the model
   * @throws IllegalArgumentException if the file's name has none of the extensions of weights
   * @throws FormatException if the file is damaged, or does not describe its network and its
   *     inputs: see {@link Weights#open} and {@link #of} for such files
   * @throws IOException if the file cannot be read
   */
  public static Model open(Path file, Backend<?> backend) throws IOException {
    try (SavedWeights saved = SavedWeights.open(file)) {
      ModelDescription description =
          description(saved, file)
              .orElseThrow(
                  () ->
                      new FormatException(
                          file,
                          "does not say what its inputs are: open its network with Weights.open,"
                              + " and describe them with Model.of"));
      return of(saved.network(backend), description, file);
    }
  }

  private static Model of(Network network, ModelDescription description, Path file)
      throws IOException {
    try {
      return of(network, description);
    } catch (IllegalArgumentException e) {
      network.close();
      throw new FormatException(file, e.getMessage(), e);
    }
  }

  /**
   * Reads what the model in a file says of itself.
   *
   * @param saved the open file
   * @param file its name, for errors
   * @return the description, or empty if the file has none: a {@code .json}, weights of other
   *     programs and those of early versions of Ganglion
   * @throws FormatException if the description is damaged
   * @throws IOException if the file cannot be read
   */
  public static Optional<ModelDescription> description(SavedWeights saved, Path file)
      throws IOException {
    return DescriptionText.read(saved.texts(), file);
  }

  /**
   * Saves the weights and the description, atomically.
   *
   * @param file an {@code .npz} or {@code .safetensors}, replaced if it exists
   * @throws IllegalArgumentException if its name has neither extension: a {@code .json} cannot hold
   *     the description
   * @throws FormatException if a parameter is not finite; nothing is then written
   * @throws IOException if the file cannot be written; an existing file is then unchanged
   */
  public void save(Path file) throws IOException {
    save(file, network, description);
  }

  /**
   * Saves a network's weights and a description, atomically.
   *
   * @param file an {@code .npz} or {@code .safetensors}, replaced if it exists
   * @param network not modified
   * @param description what it takes and answers
   * @throws IllegalArgumentException if the file's name has neither extension: a {@code .json}
   *     cannot hold the description; or if the description does not fit the network
   * @throws FormatException if a parameter is not finite; nothing is then written
   * @throws IOException if the file cannot be written; an existing file is then unchanged
   */
  public static void save(Path file, Network network, ModelDescription description)
      throws IOException {
    description.requireFit(network.architecture());
    Weights.save(file, network, DescriptionText.write(description));
  }

  /**
   * Returns what the model takes and answers.
   *
   * @return the description
   */
  public ModelDescription description() {
    return description;
  }

  /**
   * Returns the network, to evaluate it or to train it on.
   *
   * @return the network, which the model owns
   */
  public Network network() {
    return network;
  }

  /**
   * Predicts for raw values, as the training data have them: they are scaled as those were.
   *
   * @param raw as many values as the model takes; not modified
   * @return the prediction
   * @throws IllegalArgumentException if there are fewer or more
   * @throws IllegalStateException if the model is closed, or its network is being trained
   */
  public Prediction predict(double... raw) {
    return predictInputs(description.input().inputs(raw));
  }

  /**
   * Predicts for a picture, which is prepared as the training data were.
   *
   * @param picture the picture; not modified
   * @return the prediction
   * @throws IllegalArgumentException if the model takes no pictures, or nothing is found in this
   *     one
   * @throws IllegalStateException if the model is closed, or its network is being trained
   */
  public Prediction predict(BufferedImage picture) {
    PictureInput input =
        pictures()
            .orElseThrow(
                () -> new IllegalArgumentException("a picture was given; " + takesNoPictures()));
    return predictInputs(input.inputs(input.prepare(picture)));
  }

  /**
   * Predicts for a picture's file, which is prepared as the training data were.
   *
   * @param picture a picture's file
   * @return the prediction
   * @throws FormatException if the model takes no pictures, or if the file is not a picture, is
   *     damaged or too large, or nothing is found in it
   * @throws IOException if it cannot be read
   * @throws IllegalStateException if the model is closed, or its network is being trained
   */
  public Prediction predict(Path picture) throws IOException {
    return predict(see(picture));
  }

  /**
   * Prepares a picture's file as the training data were: what the network sees of it.
   *
   * @param picture a picture's file
   * @return an image of the size that the model takes
   * @throws FormatException if the model takes no pictures, or if the file is not a picture, is
   *     damaged or too large, or nothing is found in it
   * @throws IOException if it cannot be read
   */
  public GrayImage see(Path picture) throws IOException {
    return pictures()
        .orElseThrow(() -> new FormatException(picture, takesNoPictures()))
        .read(picture);
  }

  /**
   * Predicts for an image that is prepared already: by {@link #see}, or one of the digits that
   * {@link io.ganglion.picture.DigitImage#all} finds.
   *
   * @param prepared the image, of any size
   * @return the prediction
   * @throws IllegalArgumentException if the model takes no pictures
   * @throws IllegalStateException if the model is closed, or its network is being trained
   */
  public Prediction predict(GrayImage prepared) {
    PictureInput input =
        pictures()
            .orElseThrow(
                () -> new IllegalArgumentException("an image was given; " + takesNoPictures()));
    return predictInputs(input.inputs(prepared.scaledTo(input.height(), input.width())));
  }

  private Optional<PictureInput> pictures() {
    return description.input() instanceof PictureInput picture
        ? Optional.of(picture)
        : Optional.empty();
  }

  private String takesNoPictures() {
    return "the model takes " + description.input() + ", not pictures";
  }

  private Prediction predictInputs(double... inputs) {
    return Prediction.of(description, predictor.predict(inputs));
  }

  /** Closes the network, when the predictions that are running have ended. */
  @Override
  public void close() {
    predictor.close();
  }
}
