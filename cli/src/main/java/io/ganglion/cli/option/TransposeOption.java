package io.ganglion.cli.option;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.ImageSize;
import io.ganglion.model.ModelInput;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Transposition;
import picocli.CommandLine.Option;

/** The option that exchanges rows and columns of images. */
public final class TransposeOption {

  @Option(
      names = "--transpose",
      negatable = true,
      description =
          "Exchange the rows and columns of each image, for data that store them so; EMNIST's own"
              + " files are recognised by their names and need no option (default: as the model was"
              + " trained).")
  private Boolean transposed;

  /** Whether it is given. */
  boolean isGiven() {
    return transposed != null;
  }

  /** Transposes images if that is chosen, and not done already. */
  public Dataset upright(Dataset dataset) {
    if (transposed == null || !transposed) {
      return dataset;
    }
    if (!(dataset.layout() instanceof ImageSize)) {
      throw new CommandException(
          dataset.name() + ": has rows of " + dataset.layout() + ", but --transpose needs images");
    }
    return dataset.isTransposed() ? dataset : dataset.transposed();
  }

  /** Applies the option to what a model takes: with it, everything is transposed. */
  ModelInput applyTo(ModelInput input) {
    if (transposed == null || !(input instanceof PictureInput picture)) {
      return input;
    }
    return picture.withTransposition(transposed ? Transposition.ALL : Transposition.NONE);
  }
}
