package io.ganglion.train;

import io.ganglion.layer.Parameter;
import io.ganglion.network.Network;
import java.util.Locale;

/** Looks for NaN and infinity in training, and says where they appeared. */
final class DivergenceCheck {

  private static final String REMEDY = "use a lower learning rate";

  private final Network network;

  /** Working memory for a copy of one parameter, which grows to the size of the largest. */
  private double[] copy = {};

  DivergenceCheck(Network network) {
    this.network = network;
  }

  /**
   * Checks the parameters.
   *
   * @param epoch the current epoch
   * @param done number of samples of the epoch that have been learnt
   * @param size number of samples in the epoch
   * @throws DivergenceException if a parameter has NaN or infinity
   */
  void requireFiniteParameters(int epoch, int done, int size) {
    String broken = firstNotFinite();
    if (broken != null) {
      throw new DivergenceException(
          String.format(
              Locale.ROOT,
              "training diverged: after %sepoch %d, %s; %s",
              done == size ? "" : done + " samples of ",
              epoch,
              broken,
              REMEDY));
    }
  }

  /**
   * Checks the mean loss on the validation samples.
   *
   * @param epoch the epoch that has ended
   * @param meanLoss the mean loss
   * @throws DivergenceException if it is NaN or infinite
   */
  void requireFiniteValidation(int epoch, double meanLoss) {
    if (!Double.isFinite(meanLoss)) {
      throw new DivergenceException(
          String.format(
              Locale.ROOT,
              "training diverged: after epoch %d, the mean loss on the validation samples is %s; check"
                  + " their values, or %s",
              epoch,
              meanLoss,
              REMEDY));
    }
  }

  /**
   * Makes the exception for a sample's loss that is NaN or infinite.
   *
   * @param epoch the current epoch
   * @param sample the sample's index among the training samples
   * @param loss its loss
   * @return the exception, which says whether the parameters or the sample are to blame
   */
  DivergenceException ofLoss(int epoch, int sample, double loss) {
    String broken = firstNotFinite();
    String where =
        broken == null
            ? ", with finite parameters: check that sample's values, or "
            : ", where " + broken + "; ";
    return new DivergenceException(
        String.format(
            Locale.ROOT,
            "training diverged: the loss is %s at epoch %d, sample %d%s%s",
            loss,
            epoch,
            sample,
            where,
            REMEDY));
  }

  /** Names the first parameter with NaN or infinity and its layer; null if there is none. */
  private String firstNotFinite() {
    for (int layer = 0; layer < network.layers().size(); layer++) {
      for (Parameter parameter : network.parameters(layer)) {
        if (!isFinite(parameter)) {
          return String.format(
              Locale.ROOT,
              "layer %d (%s) has a parameter with NaN or infinity, %s",
              layer,
              network.layers().get(layer).name(),
              parameter);
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
