package io.ganglion.cli.training;

import io.ganglion.cli.option.TrainingOptions;
import io.ganglion.cli.option.Version;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.ScaleMatch;
import io.ganglion.layer.Layer;
import io.ganglion.metric.Decision;
import io.ganglion.model.Calibration;
import io.ganglion.model.ModelDescription;
import io.ganglion.model.Provenance;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import io.ganglion.train.Samples;
import java.util.List;
import java.util.Optional;

/**
 * A network that learns, and what will be said of the model that it becomes.
 *
 * @param network the network, to be closed by its user
 * @param description what the model takes and answers
 * @param dataset the data, with the model's classes
 * @param scaling how their values become the network's inputs
 */
record Learner(Network network, ModelDescription description, Dataset dataset, ScaleMatch scaling)
    implements AutoCloseable {

  /** The data as the network sees them. */
  Samples samples() {
    return dataset.samples(scaling.value());
  }

  /**
   * Describes the model that comes from training, all but its calibration. It is made before
   * training, so that what cannot be saved is refused then.
   *
   * @param read the data as they were read, before they were matched with a model's classes and
   *     columns
   * @param options the settings of the training
   * @param learnt how many samples will be learnt
   * @throws IllegalArgumentException if names or texts are too long
   */
  ModelDescription trained(Dataset read, TrainingOptions options, int learnt) {
    return description
        .withCalibration(Calibration.NONE)
        .withProvenance(
            new Provenance(
                read.name(),
                learnt,
                "sha256:" + read.checksum(),
                options.describe(),
                Version.ganglion()));
  }

  /**
   * Calibrates the trained network.
   *
   * @param held samples that were not learnt; without them, the model says what the network says
   */
  Calibration calibration(Optional<Samples> held) {
    return held.filter(samples -> givesProbabilities())
        .map(this::calibration)
        .orElse(Calibration.NONE);
  }

  private boolean givesProbabilities() {
    List<Layer> layers = network.architecture().layers();
    Layer last = layers.get(layers.size() - 1);
    return network.outputShape().size() == 1 ? last.givesProbabilities() : last.givesDistribution();
  }

  private Calibration calibration(Samples held) {
    double[][] predictions = new double[held.size()][];
    int[] labels = new int[held.size()];
    double[] input = new double[held.inputShape().size()];
    double[] target = new double[held.targetShape().size()];
    try (Predictor predictor = network.predictor()) {
      for (int i = 0; i < labels.length; i++) {
        held.readInput(i, input, 0);
        held.readTarget(i, target, 0);
        predictions[i] = predictor.predict(input);
        labels[i] = Decision.of(target, 0, target.length);
      }
    }
    return Calibration.of(predictions, labels);
  }

  @Override
  public void close() {
    network.close();
  }
}
