package io.ganglion.cli.option;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.failure.UsageException;
import io.ganglion.loss.Loss;
import io.ganglion.network.Architecture;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.Schedule;
import io.ganglion.train.LossFit;
import io.ganglion.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of the optimizer, the loss and the regularisation. */
final class OptimizerOptions {

  private static final String SGD = "sgd";
  private static final String CONSTANT = "constant";
  private static final String CROSS_ENTROPY = "cross-entropy";

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = SGD,
      description =
          "The optimizer: sgd, 'momentum 0.9', 'nesterov 0.9', 'rmsprop 0.9', adam, or 'adamw"
              + " 0.01', which is adam with --weight-decay 0.01; a number that you leave out is the"
              + " one shown (default: ${DEFAULT-VALUE}).")
  private OptimizerChoice optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.000125",
      converter = Numbers.Positive.class,
      description = "The learning rate (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      defaultValue = CONSTANT,
      description =
          "How the learning rate changes: constant; 'step 10 0.5': times 0.5 every 10 epochs;"
              + " 'exponential 0.95': times 0.95 every epoch; cosine: down to 0 along a cosine;"
              + " 'plateau 5 0.5': times 0.5 after 5 epochs without a lower loss (default:"
              + " ${DEFAULT-VALUE}).")
  private Schedule schedule;

  @Option(
      names = "--warm-up",
      paramLabel = "EPOCHS",
      converter = Numbers.NotNegative.class,
      description = "First raise the learning rate from 0 over this many epochs (default: 0).")
  private Double warmUp;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = CROSS_ENTROPY,
      description =
          "The loss: cross-entropy, as in the original program; 'softmax-cross-entropy 0.1', which"
              + " is numerically stable, here with label smoothing 0.1; binary-cross-entropy;"
              + " squared; absolute; 'huber 1' (default: ${DEFAULT-VALUE}).")
  private Loss loss;

  @Option(
      names = "--l2",
      paramLabel = "RATE",
      defaultValue = "0",
      converter = Numbers.NotNegative.class,
      description =
          "L2 regularisation: add RATE times the weights to their gradients (default:"
              + " ${DEFAULT-VALUE}).")
  private double l2;

  @Option(
      names = "--weight-decay",
      paramLabel = "RATE",
      converter = Numbers.NotNegative.class,
      description =
          "In every step, shrink the weights by RATE times the learning rate, independently of the"
              + " gradient (default: 0).")
  private Double weightDecay;

  @Option(
      names = "--max-norm",
      paramLabel = "NORM",
      converter = Numbers.Positive.class,
      description = "Limit the norm of each unit's incoming weights (default: no limit).")
  private Double maxNorm;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      converter = Numbers.Positive.class,
      description = "Limit the norm of all gradients together (default: no limit).")
  private Double clip;

  /** The optimizer, with its learning rate. */
  Optimizer optimizer() {
    return optimizer.optimizer(learningRate);
  }

  /**
   * Refuses two weight decays and two warm-ups, even if one of them is 0: it would be ignored.
   *
   * @throws UsageException if there are two
   */
  void check() {
    if (warmUp != null && schedule instanceof Schedule.WarmUp) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--schedule '%s' and --warm-up both set a warm-up; choose one",
              schedule.text()));
    }
    if (weightDecay != null && optimizer.weightDecay().isPresent()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--optimizer '%s' and --weight-decay both set the weight decay; choose one, or use --optimizer adam",
              optimizer.text()));
    }
  }

  /**
   * Refuses a loss that does not fit the network.
   *
   * @throws CommandException if the loss does not fit the network
   */
  void check(Architecture network) {
    try {
      LossFit.require(loss, network);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e.getMessage().replace("another loss", "another --loss"), e);
    }
  }

  /** Applies the options to a trainer. */
  void applyTo(Trainer.Builder trainer) {
    trainer
        .loss(loss)
        .schedule(warmUp == null || warmUp == 0 ? schedule : new Schedule.WarmUp(warmUp, schedule))
        .regularization(new Regularization(l2, decay(), limit(maxNorm), limit(clip)));
  }

  private double decay() {
    return optimizer.weightDecay().orElse(weightDecay == null ? 0 : weightDecay);
  }

  private static double limit(Double norm) {
    return norm == null ? Double.POSITIVE_INFINITY : norm;
  }

  /**
   * Describes the options for a banner, without defaults: {@code learning rate 0.1, optimizer
   * adam}.
   */
  List<String> describe() {
    List<String> parts = new ArrayList<>();
    parts.add("learning rate " + Numbers.plain(learningRate));
    Stream.of(
            part("optimizer ", optimizer.text(), SGD),
            part("schedule ", schedule.text(), CONSTANT),
            part("warm-up ", warmUp),
            part("loss ", loss.text(), CROSS_ENTROPY),
            part("L2 ", l2),
            part("weight decay ", weightDecay),
            part("max-norm ", maxNorm),
            part("clip ", clip))
        .flatMap(Optional::stream)
        .forEach(parts::add);
    return parts;
  }

  private static Optional<String> part(String name, String text, String usual) {
    return text.equals(usual) ? Optional.empty() : Optional.of(name + text);
  }

  private static Optional<String> part(String name, Double number) {
    return number == null || number == 0
        ? Optional.empty()
        : Optional.of(name + Numbers.plain(number));
  }
}
