package io.ganglion.train;

import io.ganglion.layer.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a training is between two batches: a {@link Trainer} of the same settings goes on from it to
 * the very bits that it would have come to without a break.
 *
 * <p>Generators of random numbers are not part of it: what they give depends on the seed, the epoch and
 * the place in the epoch alone. Nor are schedules, which depend on the epoch and the results.
 *
 * @param settings what the training is, by name; one with others cannot go on from here
 * @param epoch the current epoch, from 1 on; one more than there are, when training has ended
 * @param done how many samples of the epoch have been learnt
 * @param correct how many of them were predicted rightly
 * @param totalLoss the sum of their losses
 * @param results the finished epochs
 * @param parameters the values of each parameter, by name, in row-major order
 * @param memory what the optimizer remembers, by name, in row-major order
 * @param best the best epoch so far, where training may stop early
 */
public record TrainingState(
    Map<String, String> settings,
    int epoch,
    int done,
    int correct,
    double totalLoss,
    List<EpochResult> results,
    Map<String, double[]> parameters,
    Map<String, double[]> memory,
    Optional<Best> best) {

  /**
   * The epoch with the lowest loss on the validation samples.
   *
   * @param epoch which one, from 1 on
   * @param validationLoss that loss
   * @param parameters the values that each parameter had at its end, by name, in row-major order
   */
  public record Best(int epoch, double validationLoss, Map<String, double[]> parameters) {

    /** Whether training stops early after so many epochs. */
    boolean isTooLongAgo(int epochs, int patience) {
      return epochs - epoch >= patience;
    }
  }

  /**
   * Whether a training that goes on from here would learn nothing.
   *
   * @param epochs how many epochs it shall have in all
   * @param patience that of its early stopping, if it stops early
   * @return whether it has had them, or has stopped early
   */
  public boolean isOver(int epochs, Optional<Integer> patience) {
    return epoch > epochs
        || (patience.isPresent()
            && best.isPresent()
            && best.get().isTooLongAgo(results.size(), patience.get()));
  }

  /** The values of parameters, by name. */
  static Map<String, double[]> values(List<Parameter> parameters) {
    Map<String, double[]> values = new LinkedHashMap<>();
    parameters.forEach(parameter -> values.put(parameter.name(), parameter.values()));
    return values;
  }

  /** Sets parameters to values that {@link #values} gave. */
  static void restore(Map<String, double[]> values, List<Parameter> parameters) {
    parameters.forEach(parameter -> parameter.set(values.get(parameter.name())));
  }
}
