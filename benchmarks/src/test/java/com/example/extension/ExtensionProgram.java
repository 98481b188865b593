package com.example.extension;

import io.ganglion.backend.BackendInfo;
import io.ganglion.backend.Backends;
import io.ganglion.formats.FileCheckpointer;
import io.ganglion.formats.TrainingStates;
import io.ganglion.formats.Weights;
import io.ganglion.layer.Activate;
import io.ganglion.layer.Initialization;
import io.ganglion.loss.Loss;
import io.ganglion.metric.Decision;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Schedule;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Phrase;
import io.ganglion.train.Samples;
import io.ganglion.train.Shuffle;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingListener;
import io.ganglion.vocabulary.Vocabularies;
import io.ganglion.vocabulary.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A program that trains with the extensions; {@link ExtensionTest} starts it in another JVM. */
final class ExtensionProgram {

  static final String TRAIN = "train";
  static final String RESUME = "resume";
  static final String OPEN = "open";

  static final String NETWORK =
      "input 6, linear 8 he, running-mean 0.9, swish 1.5, linear 3, softmax";

  private static final int INPUTS = 6;
  private static final int CLASSES = 3;
  private static final int EPOCHS = 4;

  /** A batch is processed in two parts; three batches are an epoch. */
  private static final int BATCH = 128;

  private static final int SIZE = 3 * BATCH - 30;
  private static final double RATE = 0.02;

  /** The number of steps after which a training is stopped, in the middle of its second epoch. */
  private static final int STEPS = 5;

  private final Path folder;
  private final Backend<?> backend;
  private final String name;

  private ExtensionProgram(Path folder, Backend<?> backend) {
    this.folder = folder;
    this.backend = backend;
    this.name = backend.name() + "-" + backend.precision();
  }

  /**
   * Runs on every backend, in each of its precisions, and prints the names.
   *
   * @param arguments the action, and the folder for all files
   */
  public static void main(String[] arguments) throws IOException {
    for (BackendInfo info : Backends.list()) {
      for (Precision precision : info.precisions()) {
        ExtensionProgram program =
            new ExtensionProgram(Path.of(arguments[1]), Backends.create(info.name(), precision));
        switch (arguments[0]) {
          case TRAIN -> program.train();
          case RESUME -> program.resume();
          case OPEN -> program.open("whole");
          default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println(program.name);
      }
    }
  }

  private Path file(String ending) {
    return folder.resolve(name + "." + ending);
  }

  /**
   * Trains to the end, and a second time up to a checkpoint, with objects made by Java
   * constructors.
   */
  private void train() throws IOException {
    Architecture architecture =
        Architecture.builder(Shape.of(INPUTS))
            .linear(8, true, Initialization.HE)
            .layer(new RunningMean(0.9))
            .layer(new Activate(new Swish(1.5)))
            .linear(CLASSES)
            .softmax()
            .build();
    Optimizer optimizer = new Lion(RATE, 0.9, 0.99);
    Loss loss = new LogCosh(2);
    Schedule schedule = new Schedule.WarmUp(1, new Sawtooth(2));
    try (Network network = Network.of(backend, new SplitMix64(1), architecture)) {
      trainer(network, optimizer, loss, schedule).build().train(samples(), EPOCHS);
      save(network, "whole");
    }
    open("whole");
    try (Network network = Network.of(backend, new SplitMix64(1), architecture)) {
      trainer(network, optimizer, loss, schedule)
          .checkpointer(
              FileCheckpointer.everySteps(
                  file("checkpoint"),
                  STEPS,
                  failure -> {
                    throw new UncheckedIOException(failure);
                  }))
          .listener(new StopAfter(STEPS))
          .build()
          .train(samples(), EPOCHS);
    }
  }

  /** Resumes from the checkpoint, with objects made from texts. */
  private void resume() throws IOException {
    open("whole");
    Words words = Vocabularies.find();
    try (Network network = Network.of(backend, new SplitMix64(2), Architecture.parse(NETWORK))) {
      trainer(
              network,
              words.optimizer(Phrase.of("lion 0.9 0.99"), RATE),
              words.loss(Phrase.of("log-cosh 2")),
              words.schedule(Phrase.of("warm-up 1 (sawtooth 2)")))
          .build()
          .resume(TrainingStates.read(file("checkpoint")), samples(), EPOCHS);
      save(network, "resumed");
    }
  }

  private static Trainer.Builder trainer(
      Network network, Optimizer optimizer, Loss loss, Schedule schedule) {
    return Trainer.of(network, optimizer)
        .loss(loss)
        .schedule(schedule)
        .batchSize(BATCH)
        .shuffle(Shuffle.EPOCH)
        .seed(3)
        .threads(2);
  }

  private void save(Network network, String ending) throws IOException {
    Weights.save(file(ending + ".npz"), network);
    predict(network, ending + ".predicted");
  }

  /** Opens the network in a file, and predicts with it. */
  private void open(String ending) throws IOException {
    try (Network network = Weights.open(file(ending + ".npz"), backend)) {
      predict(network, ending + ".opened");
    }
  }

  private void predict(Network network, String ending) throws IOException {
    Files.writeString(
        file(ending), network.architecture() + "\n" + Arrays.toString(network.predict(sample(5))));
  }

  private static double[] sample(int i) {
    double[] sample = new double[INPUTS];
    SplitMix64 random = new SplitMix64(i);
    Arrays.setAll(sample, j -> random.nextDouble());
    return sample;
  }

  /** Points whose class is the index of the largest of their first three numbers. */
  private static Samples samples() {
    double[][] inputs = new double[SIZE][];
    double[][] targets = new double[SIZE][CLASSES];
    for (int i = 0; i < SIZE; i++) {
      inputs[i] = sample(i);
      targets[i][Decision.argmax(inputs[i], 0, CLASSES)] = 1;
    }
    return Samples.of(inputs, targets);
  }

  /** Stops a training after a number of steps, which leaves its checkpoint behind. */
  private static final class StopAfter implements TrainingListener {

    private int left;

    StopAfter(int steps) {
      left = steps;
    }

    @Override
    public void batchEnded(int epoch, int done, int samples) {
      left--;
    }

    @Override
    public boolean stopRequested() {
      return left <= 0;
    }
  }
}
