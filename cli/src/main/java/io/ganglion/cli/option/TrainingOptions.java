package io.ganglion.cli.option;

import io.ganglion.cli.failure.UsageException;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.augment.Deformation;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.train.Holdout;
import io.ganglion.train.Samples;
import io.ganglion.train.Shuffle;
import io.ganglion.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of training: all that determines the result, except the network and the data. */
public final class TrainingOptions {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "15",
      converter = Numbers.Count.class,
      description = "The number of passes through the data (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Mixin private OptimizerOptions optimizer;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "1",
      converter = Numbers.Count.class,
      description =
          "The number of samples in a step, which uses their mean gradient (default:"
              + " ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Use only the first N samples (default: all).")
  private Integer limit;

  @Option(
      names = "--shuffle",
      paramLabel = "none|once|epoch",
      defaultValue = "once",
      converter = ShuffleConverter.class,
      description =
          "The order of the samples: as they are, in one random order, or in a new random order"
              + " every epoch (default: ${DEFAULT-VALUE}).")
  private Shuffle shuffle;

  @Option(
      names = "--augment",
      paramLabel = "none|shift|affine|elastic",
      defaultValue = DeformationConverter.NONE,
      converter = DeformationConverter.class,
      description =
          "Deform every image at random, in a new way each time it is learnt; ganglion show"
              + " --augment shows how (default: ${DEFAULT-VALUE}).")
  private Choice<Optional<Deformation>> augmentation;

  @Option(
      names = "--class-weights",
      paramLabel = "none|balanced|CLASS=WEIGHT,...",
      defaultValue = ClassWeightsChoice.NONE,
      converter = ClassWeightsChoice.Converter.class,
      description =
          "Multiply the loss of each sample by the weight of its class. balanced: all classes count"
              + " the same in total, so that a rare one is not lost; a class that is not named has"
              + " the weight 1; only ratios matter (default: ${DEFAULT-VALUE}).")
  private ClassWeightsChoice classWeights;

  @Option(
      names = "--validate",
      paramLabel = "SHARE",
      converter = Numbers.Share.class,
      description =
          "Hold out this share of each class, such as 0.1, and evaluate on it after every epoch"
              + " (default: none).")
  private Double held;

  @Option(
      names = "--early-stop",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Stop after N epochs without a lower loss on the samples that --validate holds out, and"
              + " keep the weights of the best epoch (default: never).")
  private Integer patience;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "The number of threads that share a batch of 128 or more; it does not change the result"
              + " (default: the number of processors, at most 4).")
  private Integer threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The seed of everything random: new weights, the order, held-out samples, dropout and"
              + " --augment (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** Refuses options that contradict each other. */
  public void check() {
    if (patience != null && held == null) {
      throw new UsageException(
          "--early-stop needs held-out samples; add --validate, such as --validate 0.1");
    }
    optimizer.check();
  }

  /**
   * Refuses a loss that does not fit a network.
   *
   * @throws io.ganglion.cli.failure.CommandException if it does not
   */
  public void check(Architecture network) {
    optimizer.check(network);
  }

  /**
   * Refuses data that the options do not suit.
   *
   * @throws io.ganglion.cli.failure.CommandException if they do not
   */
  public void check(Dataset dataset) {
    DataOptions.requirePictures(dataset, augmentation);
    classWeights.of(dataset.classNames());
  }

  /** The number of passes through the data. */
  public int epochs() {
    return epochs;
  }

  /** The largest number of samples to use. */
  public int limit() {
    return limit == null ? Integer.MAX_VALUE : limit;
  }

  /** The number of epochs without a lower loss after which to stop, if there is early stopping. */
  public Optional<Integer> patience() {
    return Optional.ofNullable(patience);
  }

  /** The seed of everything random. */
  public long seed() {
    return seed;
  }

  /** Splits samples into those to learn and those held out, if any are. */
  public Optional<Holdout> holdout(Samples samples) {
    return Optional.ofNullable(held).map(share -> Holdout.of(samples, share, seed));
  }

  /**
   * Makes a trainer of a network with these options.
   *
   * @param classNames the names of the classes, in the order of the labels
   * @throws io.ganglion.cli.failure.CommandException if the options name a class that there is not
   */
  public Trainer.Builder trainer(Network network, List<String> classNames) {
    Trainer.Builder trainer =
        Trainer.of(network, optimizer.optimizer())
            .batchSize(batchSize)
            .shuffle(shuffle)
            .threads(threads != null ? threads : Runtime.getRuntime().availableProcessors())
            .seed(seed);
    optimizer.applyTo(trainer);
    augmentation.value().ifPresent(trainer::augmentation);
    classWeights.of(classNames).ifPresent(trainer::classWeights);
    patience().ifPresent(trainer::earlyStopping);
    return trainer;
  }

  /** Describes the options for a banner: {@code epochs 15, learning rate 0.1, …, seed 1}. */
  public String describe() {
    List<String> settings = new ArrayList<>();
    settings.add("epochs " + epochs);
    settings.addAll(optimizer.describe());
    settings.add("batch size " + batchSize);
    settings.add("shuffle " + ShuffleConverter.label(shuffle));
    if (augmentation.value().isPresent()) {
      settings.add("augment " + augmentation.text());
    }
    if (classWeights.isGiven()) {
      settings.add("class weights " + classWeights.text());
    }
    if (patience != null) {
      settings.add("early stop " + patience);
    }
    settings.add("seed " + seed);
    return String.join(", ", settings);
  }
}
