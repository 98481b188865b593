package io.ganglion.cli.option;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.file.WeightsFile;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.ImageSize;
import io.ganglion.formats.FormatException;
import io.ganglion.formats.SavedWeights;
import io.ganglion.metric.Decision;
import io.ganglion.model.Model;
import io.ganglion.model.ModelDescription;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Transposition;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.spi.Backend;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A model in a weights file, which is opened once, so that its description, network and weights are
 * of one save.
 */
public final class SavedModel implements Closeable {

  private final WeightsFile file;
  private final SavedWeights saved;
  private final Optional<Architecture> architecture;
  private final Optional<ModelDescription> description;
  private final NetworkOption network;
  private final InputOptions inputs;

  private SavedModel(
      WeightsFile file, SavedWeights saved, NetworkOption network, InputOptions inputs)
      throws IOException {
    this.file = file;
    this.saved = saved;
    this.network = network;
    this.inputs = inputs;
    this.architecture = saved.architecture();
    this.description = Model.description(saved, file.path());
  }

  /**
   * Opens a weights file.
   *
   * @param file the file
   * @param network the option of the network, which must be the file's
   * @param inputs the options of the inputs
   * @throws IOException if it cannot be read, or is damaged
   */
  public static SavedModel open(WeightsFile file, NetworkOption network, InputOptions inputs)
      throws IOException {
    SavedWeights saved = file.open();
    try {
      return new SavedModel(file, saved, network, inputs);
    } catch (IOException | RuntimeException e) {
      saved.close();
      throw e;
    }
  }

  /** The file. */
  public WeightsFile file() {
    return file;
  }

  /** The network that the file describes, if it does. */
  public Optional<Architecture> architecture() {
    return architecture;
  }

  /** What the file says of its inputs and classes, if it does; the options are not applied. */
  public Optional<ModelDescription> description() {
    return description;
  }

  /**
   * Returns datasets whose pictures are prepared as the model takes them; pictures for a file that
   * does not describe its inputs are used as they are.
   */
  public Datasets datasets(Datasets all) {
    Datasets prepared = all;
    if (description.isPresent() && description.get().input() instanceof PictureInput picture) {
      PictureInput taken = (PictureInput) inputs.transpose().applyTo(picture);
      boolean turned = taken.transposition() == Transposition.ALL;
      prepared =
          all.withPreparation(taken.preparation())
              .withImageSize(
                  turned
                      ? new ImageSize(taken.width(), taken.height())
                      : new ImageSize(taken.height(), taken.width()));
    }
    return inputs.preparation().map(prepared::withPreparation).orElse(prepared);
  }

  /** Describes a model that learns these data. */
  public static ModelDescription learning(Dataset dataset) {
    return ModelDescription.of(dataset.input(), dataset.classNames());
  }

  /**
   * What is assumed of this file if it does not describe its inputs: that it learnt data like these.
   * If the data lack some of its classes, which they only number, all are numbered from 0.
   */
  public ModelDescription assumed(Dataset dataset) {
    ModelDescription likely = learning(dataset);
    List<String> names = likely.classes();
    List<String> all =
        architecture
            .map(known -> Dataset.numberedClasses(Decision.classes(known.outputShape().size())))
            .orElse(names);
    return all.size() > names.size() && all.containsAll(names) ? likely.withClasses(all) : likely;
  }

  /**
   * Makes the network of the file, with its weights.
   *
   * @param network what it must be
   * @throws IOException if the weights cannot be read, or do not belong to the network
   */
  public Network network(Backend<?> backend, Architecture network) throws IOException {
    return saved.network(backend, network);
  }

  /**
   * Makes the model, with the options applied.
   *
   * @param assumed what is assumed of a file that does not describe its inputs
   * @throws IOException if the weights cannot be read, or do not belong to the network
   * @throws CommandException if the options do not fit the network
   */
  public Model model(Backend<?> backend, ModelDescription assumed) throws IOException {
    ModelDescription applied = inputs.applyTo(description.orElse(assumed));
    ModelDescription used = applied.withInput(inputs.transpose().applyTo(applied.input()));
    requireAsManyNames();
    try {
      return described(backend, used);
    } catch (FormatException e) {
      Optional<ModelDescription> zero = withZero(used);
      if (zero.isEmpty()) {
        throw e;
      }
      return described(backend, zero.get());
    }
  }

  /**
   * The same model with a class 0, which the data lack: a file of numbers alone does not say whether
   * it was one of its classes.
   */
  private Optional<ModelDescription> withZero(ModelDescription used) throws IOException {
    int end = used.classes().size() + 1;
    List<String> all = Dataset.numberedClasses(end);
    boolean lacking = used.classes().equals(all.subList(1, end));
    return lacking
            && description.isEmpty()
            && architecture.isEmpty()
            && inputs.classNames().isEmpty()
        ? Optional.of(used.withClasses(all))
        : Optional.empty();
  }

  private Model described(Backend<?> backend, ModelDescription used) throws IOException {
    int outputs =
        used.classes().isEmpty()
            ? architecture.map(known -> known.outputShape().size()).orElse(1)
            : used.classes().size();
    Architecture chosen =
        network.ofWeights(
            file, architecture, used.input().shape(), outputs, NetworkOption.LEAVE_OUT);
    Network loaded = saved.network(backend, chosen);
    try {
      return Model.of(loaded, used);
    } catch (IllegalArgumentException e) {
      loaded.close();
      throw new CommandException(file + ": " + e.getMessage(), e);
    }
  }

  /** Refuses more or fewer names of classes than the network has outputs. */
  private void requireAsManyNames() throws IOException {
    Optional<List<String>> names = inputs.classNames();
    if (names.isEmpty() || architecture.isEmpty()) {
      return;
    }
    List<String> held = description.map(ModelDescription::classes).orElse(List.of());
    if (!held.equals(names.get())
        && held.size() == names.get().size()
        && held.containsAll(names.get())) {
      throw new CommandException(
          "--classes has the names of " + file + " in another order; leave the option out");
    }
    int given = names.get().size();
    int outputs = architecture.get().outputShape().size();
    if (given != outputs && given != Decision.classes(outputs)) {
      throw new CommandException(
          file
              + ": its network tells "
              + Decision.classes(outputs)
              + " classes, but --classes has "
              + given
              + (given == 1 ? " name" : " names")
              + "; name each of them");
    }
  }

  /** Says what had to be assumed, if anything: a file may not describe its inputs. */
  public Optional<String> assumption(ModelDescription used) {
    if (description.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "assumed   "
            + used.input()
            + " and "
            + used.classes().size()
            + " classes"
            + (inputs.areComplete()
                ? ""
                : "; the file does not say: --prepare, --input-scale and --classes do"));
  }

  @Override
  public void close() throws IOException {
    saved.close();
  }
}
