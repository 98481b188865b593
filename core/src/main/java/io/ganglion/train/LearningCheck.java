package io.ganglion.train;

import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import io.ganglion.text.Numbers;
import io.ganglion.train.LearningProblem.Symptom;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges by the results of the epochs whether a training learns.
 *
 * <p>What the results suggest is confirmed by evaluating the network on all its training samples, as
 * they are: dropout, augmentation and the first steps of an epoch make results worse than the
 * network. A training that learns is not evaluated.
 */
final class LearningCheck {

  /** An untrained network's loss times this is absurd. */
  private static final double ABSURD = 100;

  /** The part by which a loss must have become lower to be falling. */
  private static final double FALLING = 0.01;

  /** The baseline's loss times this is clearly worse. */
  private static final double WORSE = 1.2;

  /** The part by which losses may differ and still be flat. */
  static final double FLAT = 0.001;

  private static final int FEWEST_EPOCHS = 3;

  /** A training of fewer updates is too short to be judged, unless it has many epochs. */
  private static final int FEWEST_UPDATES = 100;

  /** As many epochs are enough for few samples, which give few updates. */
  private static final int ENOUGH_EPOCHS = 10;

  /** Some good trainings begin with a plateau. */
  private static final int UPDATES_OF_A_PLATEAU = 1000;

  private static final double EPOCHS_OF_A_PLATEAU = 0.1;

  private final Network network;
  private final Samples samples;
  private final Loss loss;
  private final double learningRate;
  private final int updatesPerEpoch;
  private final int plateau;
  private Baseline baseline;
  private boolean warned;

  LearningCheck(
      Network network,
      Samples samples,
      Loss loss,
      double learningRate,
      int updatesPerEpoch,
      int epochs) {
    this.network = network;
    this.samples = samples;
    this.loss = loss;
    this.learningRate = learningRate;
    this.updatesPerEpoch = updatesPerEpoch;
    this.plateau =
        (int)
            Math.max(
                Math.max(FEWEST_EPOCHS, Math.ceil(EPOCHS_OF_A_PLATEAU * epochs)),
                Math.ceil((double) UPDATES_OF_A_PLATEAU / updatesPerEpoch));
  }

  /**
   * Looks at a training that goes on, once it is too long for a plateau at its beginning. It reports
   * and evaluates at most once.
   */
  Optional<LearningProblem> duringTraining(List<EpochResult> results) {
    if (warned || results.size() < plateau) {
      return Optional.empty();
    }
    Optional<Symptom> suspicion = suspicion(results, plateau);
    warned = suspicion.isPresent();
    return suspicion.flatMap(symptom -> confirm(symptom, results));
  }

  /** Judges a training that has ended. */
  Optional<LearningProblem> atEnd(List<EpochResult> results) {
    return results.isEmpty()
        ? Optional.empty()
        : suspicion(results, FEWEST_EPOCHS).flatMap(symptom -> confirm(symptom, results));
  }

  private Optional<Symptom> suspicion(List<EpochResult> results, int last) {
    if (baseline == null) {
      baseline = Baseline.of(samples, loss);
    }
    if (isAbsurd(results.get(results.size() - 1).meanLoss())) {
      return Optional.of(Symptom.ABSURD_LOSS);
    }
    if (!baseline.isMeaningful()
        || results.size() < last
        || ((results.size() < ENOUGH_EPOCHS || !baseline.isTelling(samples.size()))
            && (long) results.size() * updatesPerEpoch < FEWEST_UPDATES)) {
      return Optional.empty();
    }
    List<EpochResult> recent = results.subList(results.size() - last, results.size());
    if (isFalling(recent)) {
      return Optional.empty();
    }
    if (recent.stream().noneMatch(this::isBetter)) {
      return Optional.of(Symptom.CHANCE);
    }
    return recent.stream().allMatch(this::isWorse) || isFlat(results)
        ? Optional.of(Symptom.FLAT_LOSS)
        : Optional.empty();
  }

  private boolean isAbsurd(double meanLoss) {
    double usual = Math.max(baseline.loss(), baseline.untrained());
    return !Double.isFinite(meanLoss) || (usual > 0 && meanLoss > ABSURD * usual);
  }

  /** Whether the loss falls, and did so in the last epoch. */
  private static boolean isFalling(List<EpochResult> recent) {
    double last = recent.get(recent.size() - 1).meanLoss();
    return last < (1 - FALLING) * recent.get(0).meanLoss()
        && last < (1 - FLAT) * recent.get(recent.size() - 2).meanLoss();
  }

  /** Whether an epoch was better than the baseline, on the training or validation samples. */
  private boolean isBetter(EpochResult result) {
    return isBetter(result.meanLoss(), result.accuracy(), result.samples())
        || result
            .validation()
            .filter(held -> baseline.isTelling(held.samples()))
            .filter(held -> isBetter(held.meanLoss(), held.accuracy(), held.samples()))
            .isPresent();
  }

  private boolean isBetter(double meanLoss, OptionalDouble accuracy, int size) {
    return baseline.isWorseThan(meanLoss, size)
        || (accuracy.isPresent() && !baseline.isChance(accuracy.getAsDouble(), size));
  }

  /**
   * Whether the loss is where it was in the first epoch, no better than the baseline, and accuracy
   * is low: a network that was finished before is none of this.
   */
  private boolean isFlat(List<EpochResult> results) {
    double first = results.get(0).meanLoss();
    return results.stream()
        .allMatch(
            result ->
                Math.abs(result.meanLoss() - first) <= FLAT * first
                    && !baseline.isWorseThan(result.meanLoss(), result.samples())
                    && isLow(result.accuracy()));
  }

  /** Whether an epoch was clearly worse than the baseline, although its accuracy is not chance. */
  private boolean isWorse(EpochResult result) {
    return result.meanLoss() > WORSE * baseline.loss() && isLow(result.accuracy());
  }

  /** Whether an accuracy is closer to chance than to 100 %. */
  private boolean isLow(OptionalDouble accuracy) {
    return accuracy.orElse(0) < (baseline.accuracy().orElse(0) + 100) / 2;
  }

  private Optional<LearningProblem> confirm(Symptom symptom, List<EpochResult> results) {
    Evaluation evaluation = Evaluation.of(network, samples, loss);
    double meanLoss = evaluation.meanLoss().orElseThrow();
    boolean confirmed =
        switch (symptom) {
          case ABSURD_LOSS -> isAbsurd(meanLoss);
          case CHANCE -> !isBetter(meanLoss, evaluation.accuracy(), samples.size());
          case FLAT_LOSS -> !baseline.isWorseThan(meanLoss, samples.size());
        };
    if (!confirmed) {
      return Optional.empty();
    }
    Causes causes = new Causes(network, samples, baseline, learningRate);
    return Optional.of(
        new LearningProblem(
            symptom,
            describe(symptom, meanLoss, evaluation.accuracy()) + "; " + causes.inputs(),
            causes.of(symptom, results.get(0).meanLoss(), meanLoss)));
  }

  private String describe(Symptom symptom, double meanLoss, OptionalDouble accuracy) {
    String achieved =
        "its loss on the training samples is "
            + number(meanLoss)
            + percent(", its accuracy ", accuracy);
    String constant =
        baseline.accuracy().isPresent()
            ? "that of always answering the shares of the classes is "
            : "that of always answering the mean is ";
    String what =
        switch (symptom) {
          case ABSURD_LOSS -> "the network has not learnt: ";
          case CHANCE -> "the network has learnt nothing from its inputs: ";
          case FLAT_LOSS -> "the loss does not fall: ";
        };
    return what
        + achieved
        + "; "
        + constant
        + number(baseline.loss())
        + percent(", with an accuracy of ", baseline.accuracy());
  }

  private static String percent(String before, OptionalDouble percent) {
    return percent.isPresent() ? before + number(percent.getAsDouble()) + " %" : "";
  }

  /** A number of at most four digits. */
  static String number(double value) {
    return Double.isFinite(value)
        ? Numbers.text(new BigDecimal(value).round(new MathContext(4)).doubleValue())
        : Double.toString(value);
  }
}
