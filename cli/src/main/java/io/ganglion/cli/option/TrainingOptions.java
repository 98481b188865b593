package io.ganglion.cli.option;

import io.ganglion.cli.failure.UsageException;
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

/** How a network is trained: all that decides the result but the network and the data. */
public final class TrainingOptions {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "15",
      converter = Numbers.Count.class,
      description = "How many times to go through the data (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Mixin private OptimizerOptions optimizer;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "1",
      converter = Numbers.Count.class,
      description =
          "How many samples to learn at once, by their mean gradient (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Use the first N samples only (default: all).")
  private Integer limit;

  @Option(
      names = "--shuffle",
      paramLabel = "none|once|epoch",
      defaultValue = "once",
      converter = ShuffleConverter.class,
      description =
          "The order of the samples: as they are, in one random order, or in a new one every epoch"
              + " (default: ${DEFAULT-VALUE}).")
  private Shuffle shuffle;

  @Option(
      names = "--augment",
      paramLabel = "none|shift|affine|elastic",
      defaultValue = DeformationConverter.NONE,
      converter = DeformationConverter.class,
      description =
          "How to change every image at random whenever it is learnt (default: ${DEFAULT-VALUE}).")
  private Choice<Optional<Deformation>> augmentation;

  @Option(
      names = "--validate",
      paramLabel = "SHARE",
      converter = Numbers.Share.class,
      description =
          "Hold out this share of each class, such as 0.1, and judge by it after every epoch"
              + " (default: nothing).")
  private Double held;

  @Option(
      names = "--early-stop",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Stop after N epochs without a lower loss on what --validate holds out; the weights are"
              + " then those of the best epoch (default: never).")
  private Integer patience;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "How many threads share a batch of 128 or more; it changes no result (default: the number"
              + " of processors, 4 at most).")
  private Integer threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Where all chance comes from: fresh weights, the order, what is held out, dropout and"
              + " --augment (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** Refuses options that do not fit each other. */
  public void check() {
    if (patience != null && held == null) {
      throw new UsageException(
          "--early-stop goes by samples that are held out; add --validate, such as --validate 0.1");
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

  /** How many times to go through the data. */
  public int epochs() {
    return epochs;
  }

  /** How many samples to use at most. */
  public int limit() {
    return limit == null ? Integer.MAX_VALUE : limit;
  }

  /** After how many epochs without a lower loss to stop, if ever. */
  public Optional<Integer> patience() {
    return Optional.ofNullable(patience);
  }

  /** Where all chance comes from. */
  public long seed() {
    return seed;
  }

  /** Divides samples into those to learn and those held out, if any are. */
  public Optional<Holdout> holdout(Samples samples) {
    return Optional.ofNullable(held).map(share -> Holdout.of(samples, share, seed));
  }

  /** A trainer of a network, set as the options say. */
  public Trainer.Builder trainer(Network network) {
    Trainer.Builder trainer =
        Trainer.of(network, optimizer.optimizer())
            .batchSize(batchSize)
            .shuffle(shuffle)
            .threads(threads != null ? threads : Runtime.getRuntime().availableProcessors())
            .seed(seed);
    optimizer.applyTo(trainer);
    augmentation.value().ifPresent(trainer::augmentation);
    patience().ifPresent(trainer::earlyStopping);
    return trainer;
  }

  /** What a banner says: {@code epochs 15, learning rate 0.1}, without what is the default. */
  public String describe() {
    List<String> settings = new ArrayList<>();
    settings.add("epochs " + epochs);
    settings.addAll(optimizer.describe());
    settings.add("batch size " + batchSize);
    settings.add("shuffle " + ShuffleConverter.label(shuffle));
    if (augmentation.value().isPresent()) {
      settings.add("augment " + augmentation.text());
    }
    if (patience != null) {
      settings.add("early stop " + patience);
    }
    settings.add("seed " + seed);
    return String.join(", ", settings);
  }
}
