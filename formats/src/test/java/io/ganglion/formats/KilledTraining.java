package io.ganglion.formats;

import io.ganglion.backend.Backends;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Adam;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Numbers;
import io.ganglion.train.Augmentation;
import io.ganglion.train.Augmenter;
import io.ganglion.train.Samples;
import io.ganglion.train.Shuffle;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingListener;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that trains, and is killed. It reads a byte from its input before every step except the
 * first, and writes a byte after every step, so that the process that started it knows how far it
 * is and can limit how far it gets.
 */
final class KilledTraining {

  static final int STEPS_PER_EPOCH = 40;
  static final int EPOCHS = 150;
  static final int STEPS = STEPS_PER_EPOCH * EPOCHS;

  static final String CHECKPOINT = "training.checkpoint";
  static final String WEIGHTS = "weights.safetensors";

  /** Learnt in two parts, one for each of two threads. */
  private static final int BATCH = 128;

  /** The last batch of an epoch is smaller than the others. */
  private static final int SIZE = BATCH * STEPS_PER_EPOCH - 30;

  private static final int INPUTS = 6;
  private static final int CLASSES = 3;

  private KilledTraining() {}

  /** Adds a little to each number. */
  private record Noise(double most) implements Augmentation {
    @Override
    public String text() {
      return "noise " + Numbers.text(most);
    }

    @Override
    public Augmenter augmenter(Shape input) {
      return (x, offset, random) -> {
        for (int i = 0; i < input.size(); i++) {
          x[offset + i] += most * random.nextDouble();
        }
      };
    }
  }

  /** Reads and writes those bytes. */
  private record Leash(InputStream in, OutputStream out) implements TrainingListener {
    @Override
    public void batchEnded(int epoch, int done, int samples) {
      try {
        out.write('.');
        out.flush();
        in.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    train(Path.of(arguments[0]), Integer.parseInt(arguments[1]), 2, System.in, System.out);
  }

  /**
   * Trains to the end, from the checkpoint in a folder if there is one.
   *
   * @param every how many steps there are from one checkpoint to the next
   */
  static void train(Path folder, int every, int threads, InputStream in, OutputStream out)
      throws IOException {
    Path checkpoint = folder.resolve(CHECKPOINT);
    try (Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Architecture.parse(
                "input " + INPUTS + ", linear 8 he, relu, dropout 0.2, linear 3, softmax"))) {
      Trainer trainer =
          Trainer.of(network, new Adam(0.01))
              .batchSize(BATCH)
              .shuffle(Shuffle.EPOCH)
              .seed(2)
              .threads(threads)
              .augmentation(new Noise(0.1))
              .validation(samples(20, 4))
              .earlyStopping(EPOCHS)
              .checkpointer(
                  FileCheckpointer.everySteps(
                      checkpoint,
                      every,
                      failure -> {
                        throw new UncheckedIOException(failure);
                      }))
              .listener(new Leash(in, out))
              .build();
      Samples samples = samples(SIZE, 3);
      if (Files.exists(checkpoint)) {
        trainer.resume(TrainingStates.read(checkpoint), samples, EPOCHS);
      } else {
        trainer.train(samples, EPOCHS);
      }
      Weights.save(folder.resolve(WEIGHTS), network);
    }
  }

  /** How many steps a saved state has completed. */
  static int steps(Path checkpoint) throws IOException {
    if (!Files.exists(checkpoint)) {
      return 0;
    }
    TrainingState state = TrainingStates.read(checkpoint);
    return (state.epoch() - 1) * STEPS_PER_EPOCH + state.done() / BATCH;
  }

  /** Points whose class is the largest of their first three numbers. */
  private static Samples samples(int size, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    double[][] inputs = new double[size][INPUTS];
    double[][] targets = new double[size][CLASSES];
    for (int i = 0; i < size; i++) {
      int largest = 0;
      for (int j = 0; j < INPUTS; j++) {
        inputs[i][j] = random.nextDouble();
        if (j < CLASSES && inputs[i][j] > inputs[i][largest]) {
          largest = j;
        }
      }
      targets[i][largest] = 1;
    }
    return Samples.of(inputs, targets);
  }
}
