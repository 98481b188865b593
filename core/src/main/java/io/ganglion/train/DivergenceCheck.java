package io.ganglion.train;

import io.ganglion.layer.Parameter;
import io.ganglion.network.Network;

/** Looks for NaN and infinity in what a training makes, and says where they showed. */
final class DivergenceCheck {

  private static final String REMEDY = "use a lower learning rate";

  private final Network network;

  /** A copy of one parameter; as long as the largest, once it was needed. */
  private double[] copy = {};

  DivergenceCheck(Network network) {
    this.network = network;
  }

  /**
   * Checks the parameters.
   *
   * @param epoch in which they are as they are
   * @param done how many samples of the epoch have been learnt
   * @param size how many it has
   * @throws DivergenceException if one has NaN or infinity
   */
  void requireFiniteParameters(int epoch, int done, int size) {
    String broken = firstNotFinite();
    if (broken != null) {
      throw new DivergenceException(
          "training diverged: after %sepoch %d %s; %s"
              .formatted(done == size ? "" : done + " samples of ", epoch, broken, REMEDY));
    }
  }

  /**
   * Checks how the network does on the validation samples.
   *
   * @param epoch after which
   * @param meanLoss of those samples
   * @throws DivergenceException if it is NaN or infinite
   */
  void requireFiniteValidation(int epoch, double meanLoss) {
    if (!Double.isFinite(meanLoss)) {
      throw new DivergenceException(
          "training diverged: after epoch %d the mean loss on the validation samples is %s; look at their values, or %s"
              .formatted(epoch, meanLoss, REMEDY));
    }
  }

  /**
   * What to throw for a sample's loss that is NaN or infinite.
   *
   * @param epoch in which it was learnt
   * @param sample its number among the training samples
   * @param loss its loss
   * @return the exception, which says whether the parameters or the sample are to blame
   */
  DivergenceException ofLoss(int epoch, int sample, double loss) {
    String broken = firstNotFinite();
    String where =
        broken == null
            ? ", with finite parameters: look at that sample's values, or "
            : ", where " + broken + "; ";
    return new DivergenceException(
        "training diverged: the loss is %s at epoch %d, sample %d%s%s"
            .formatted(loss, epoch, sample, where, REMEDY));
  }

  /** Names the first parameter with NaN or infinity and its layer; null if there is none. */
  private String firstNotFinite() {
    for (int layer = 0; layer < network.layers().size(); layer++) {
      for (Parameter parameter : network.parameters(layer)) {
        if (!isFinite(parameter)) {
          return "layer %d (%s) has a parameter with NaN or infinity, %s"
              .formatted(layer, network.layers().get(layer).name(), parameter);
        }
      }
    }
    return null;
  }

  private boolean isFinite(Parameter parameter) {
    int size = parameter.shape().size();
    if (copy.length < size) {
      copy = new double[size];
    }
    parameter.tensor().read(copy, 0);
    for (int i = 0; i < size; i++) {
      if (!Double.isFinite(copy[i])) {
        return false;
      }
    }
    return true;
  }
}
