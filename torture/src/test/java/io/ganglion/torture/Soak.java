package io.ganglion.torture;

import com.sun.management.UnixOperatingSystemMXBean;
import io.ganglion.backend.Backends;
import io.ganglion.formats.Weights;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import io.ganglion.network.SharedPredictor;
import io.ganglion.optimizer.Momentum;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.train.Samples;
import io.ganglion.train.Trainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Trains, saves, loads, replaces and predicts from many threads, for as long as it is told. Each
 * prediction must have the bits of one of the two networks that there are, each training those of
 * the first; and neither memory nor threads nor open files may grow.
 */
final class Soak {
  private static final int PREDICTING = 8;
  private static final int INPUTS = 40;
  private static final int OUTPUTS = 5;
  private static final String[] ENDINGS = {".json", ".npz", ".safetensors"};

  /** What the live heap may grow by after the first tenth. */
  private static final long MOST_HEAP = 16L << 20;

  /** What the process may grow by beside a heap of a fixed size, which is all in memory. */
  private static final long MOST_NATIVE = 96L << 20;

  private static final int MOST_THREADS = 8;
  private static final int MOST_FILES = 16;

  private final String name;
  private final Backend<?> backend;
  private final Path folder;
  private final double[] input = inputs(7);

  /** What a network answers before its training, and after it. */
  private final double[] untrained;

  private final double[] trained;

  private final SharedPredictor replaced;
  private final Network loaded;
  private volatile boolean stop;

  private Soak(String name, Path folder) throws IOException {
    this.name = name;
    // Commons Math has no float32.
    this.backend =
        Backends.create(name, name.equals("commons") ? Precision.FLOAT64 : Precision.FLOAT32);
    this.folder = folder;
    this.replaced = new SharedPredictor(network());
    this.loaded = network();
    this.untrained = loaded.predict(input);
    try (Network network = network()) {
      Weights.save(weights(0), network);
      train(network);
      this.trained = network.predict(input);
    }
    if (Arrays.equals(trained, untrained)) {
      throw new AssertionError("the training changed nothing");
    }
  }

  /** What the process holds. */
  private record Held(long heap, long resident, int threads, long files) {
    static Held now() throws IOException {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      long pages = 0;
      Path statm = Path.of("/proc/self/statm");
      if (Files.isReadable(statm)) {
        pages = Long.parseLong(Files.readString(statm).split(" ", 3)[1]);
      }
      long files =
          ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
              ? system.getOpenFileDescriptorCount()
              : 0;
      return new Held(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          pages * 4096,
          ManagementFactory.getThreadMXBean().getThreadCount(),
          files);
    }

    void requireNoMoreThan(Held first) {
      if (heap > first.heap + MOST_HEAP
          || resident > first.resident + MOST_NATIVE
          || threads > first.threads + MOST_THREADS
          || files > first.files + MOST_FILES) {
        throw new AssertionError("it holds " + this + ", at first it held " + first);
      }
    }
  }

  /** Soaks a backend for some seconds. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("soak");
    try {
      new Soak(arguments[0], folder).run(Integer.parseInt(arguments[1]));
    } finally {
      for (String ending : ENDINGS) {
        Files.deleteIfExists(folder.resolve("w" + ending));
      }
      Files.delete(folder);
    }
  }

  private static double[] inputs(long seed) {
    SplitMix64 random = new SplitMix64(seed);
    return random.doubles(INPUTS).toArray();
  }

  private static Samples samples() {
    double[][] inputs = new double[300][];
    double[][] targets = new double[inputs.length][OUTPUTS];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = inputs(i);
      targets[i][i % OUTPUTS] = 1;
    }
    return Samples.of(inputs, targets);
  }

  private Network network() {
    return Network.of(
        backend,
        new SplitMix64(1),
        Architecture.parse("input " + INPUTS + ", linear 64, relu, linear 5, softmax"));
  }

  private static void train(Network network) {
    Trainer.of(network, new Momentum(0.05, 0.9, false))
        .batchSize(150)
        .threads(2)
        .build()
        .train(samples(), 1);
  }

  private Path weights(int number) {
    return folder.resolve("w" + ENDINGS[number % ENDINGS.length]);
  }

  void run(int seconds) throws Exception {
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    long warm = start + TimeUnit.SECONDS.toNanos(Math.max(1, seconds / 10));
    ExecutorService threads = Executors.newFixedThreadPool(PREDICTING);
    List<Future<Long>> predicting = new ArrayList<>();
    try {
      for (int i = 0; i < PREDICTING; i++) {
        boolean shared = i % 2 == 0;
        predicting.add(threads.submit(() -> shared ? predictShared() : predictLoaded()));
      }
      Held first = null;
      int rounds = 0;
      while (System.nanoTime() < end) {
        round(rounds++);
        if (first == null && System.nanoTime() > warm) {
          first = Held.now();
        }
        for (Future<Long> each : predicting) {
          if (each.isDone()) {
            each.get();
          }
        }
      }
      Held last = Held.now();
      if (first != null) {
        last.requireNoMoreThan(first);
      }
      stop = true;
      long predictions = 0;
      for (Future<Long> each : predicting) {
        predictions += each.get();
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %d s, %,d predictions from %d threads beside %,d rounds of training, saving, loading"
              + " and replacing, all exact; held %s, then %s%n",
          name,
          seconds,
          predictions,
          PREDICTING,
          rounds,
          first,
          last);
    } finally {
      stop = true;
      threads.shutdown();
      threads.awaitTermination(1, TimeUnit.MINUTES);
      replaced.close();
      loaded.close();
    }
  }

  /** Trains, saves, loads into the network in use, and puts a new network in place of another. */
  private void round(int number) throws IOException {
    Path file = weights(number);
    try (Network network = network()) {
      if (number % 2 == 0) {
        train(network);
      }
      requireEqual(network.predict(input), number % 2 == 0 ? trained : untrained);
      Weights.save(file, network);
    }
    Weights.load(file, loaded);
    Network next = network();
    Weights.load(file, next);
    replaced.replace(next);
  }

  private static void requireEqual(double[] found, double... expected) {
    if (!Arrays.equals(found, expected)) {
      throw new AssertionError(
          "found " + Arrays.toString(found) + ", expected " + Arrays.toString(expected));
    }
  }

  private long predictShared() {
    long predictions = 0;
    for (; !stop; predictions++) {
      requireOneOf(replaced.predict(input));
      letOthersRun(predictions);
    }
    return predictions;
  }

  private long predictLoaded() {
    long predictions = 0;
    try (Predictor predictor = loaded.predictor()) {
      for (; !stop; predictions++) {
        requireOneOf(predictor.predict(input));
        letOthersRun(predictions);
      }
    }
    return predictions;
  }

  /** Otherwise threads that predict all the time leave hardly any to the one that replaces. */
  private static void letOthersRun(long predictions) {
    if (predictions % 64 == 0) {
      LockSupport.parkNanos(1);
    }
  }

  /** Weights of two networks in one prediction would give a third answer. */
  private void requireOneOf(double... answer) {
    if (!Arrays.equals(answer, untrained)) {
      requireEqual(answer, trained);
    }
  }
}
