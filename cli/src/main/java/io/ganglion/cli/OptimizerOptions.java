package io.ganglion.cli;

import io.ganglion.loss.Loss;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.Schedule;
import io.ganglion.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How parameters change. */
final class OptimizerOptions {

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "sgd",
      converter = OptimizerConverter.class,
      description =
          "sgd, 'momentum 0.9', 'nesterov 0.9', 'rmsprop 0.9', adam or 'adamw 0.01'; the numbers may be"
              + " left out (default: ${DEFAULT-VALUE}).")
  private OptimizerConverter.Choice optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.000125",
      description = "How far a step goes against the gradient (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      defaultValue = "constant",
      converter = ScheduleConverter.class,
      description =
          "How the rate changes: constant; 'step 10 0.5' times 0.5 every 10 epochs; 'exponential 0.95'"
              + " times 0.95 every epoch; cosine down to 0; 'plateau 5 0.5' times 0.5 after 5 epochs"
              + " without a lower loss (default: ${DEFAULT-VALUE}).")
  private Schedule schedule;

  @Option(
      names = "--warm-up",
      paramLabel = "EPOCHS",
      defaultValue = "0",
      description = "Over how many epochs the rate rises from 0 first (default: ${DEFAULT-VALUE}).")
  private double warmUp;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "cross-entropy",
      converter = LossConverter.class,
      description =
          "What is made small: cross-entropy, as the original has it; 'softmax-cross-entropy 0.1', the"
              + " stable one, here with labels smoothed by 0.1; binary-cross-entropy; squared;"
              + " absolute; 'huber 1' (default: ${DEFAULT-VALUE}).")
  private LossConverter.Choice loss;

  @Option(
      names = "--l2",
      paramLabel = "RATE",
      defaultValue = "0",
      description =
          "Adds this many times the weights to their gradients (default: ${DEFAULT-VALUE}).")
  private double l2;

  @Option(
      names = "--weight-decay",
      paramLabel = "RATE",
      defaultValue = "0",
      description =
          "Shrinks the weights by this share of the learning rate in every step, apart from the"
              + " gradient (default: ${DEFAULT-VALUE}).")
  private double weightDecay;

  @Option(
      names = "--max-norm",
      paramLabel = "NORM",
      description = "Keeps the norm of the weights into one unit at most so large (default: any).")
  private Double maxNorm;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "Shortens a gradient whose norm, over all, is larger (default: never).")
  private Double clip;

  /** The optimizer, with its rate. */
  Optimizer optimizer() {
    return optimizer.of().apply(learningRate);
  }

  /** The loss. */
  Loss loss() {
    return loss.loss();
  }

  /** How the rate changes, the warm-up before it. */
  private Schedule schedule() {
    return warmUp == 0 ? schedule : new Schedule.WarmUp(warmUp, schedule);
  }

  private Regularization regularization() {
    return new Regularization(l2, weightDecay, limit(maxNorm), limit(clip));
  }

  private static double limit(Double norm) {
    return norm == null ? Double.POSITIVE_INFINITY : norm;
  }

  /** Tells a trainer. */
  void applyTo(Trainer.Builder trainer) {
    trainer.loss(loss()).schedule(schedule()).regularization(regularization());
  }

  /** Refuses what is out of range, before anything else is done. */
  void check() {
    optimizer();
    schedule();
    regularization();
  }

  /** What a banner says: {@code learning rate 0.1, optimizer adam}. What is the default is left out. */
  List<String> describe() {
    List<String> parts = new ArrayList<>();
    parts.add("learning rate " + Numbers.plain(learningRate));
    parts.add("optimizer " + optimizer.text());
    return parts;
  }
}
