package io.ganglion.torture;

import io.ganglion.backend.Backends;
import io.ganglion.formats.TrainingStates;
import io.ganglion.formats.Weights;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills {@code ganglion train} at random moments, resumes it, and kills it again. After each kill
 * every file is whole; in the end the weights are those of a training that was never killed, bit
 * for bit.
 */
final class KilledCommand {
  private static final String CHECKPOINT = "c.checkpoint";
  private static final String NETWORK = "linear 12, relu, linear 10, softmax";

  private final Path folder;
  private final String weights;
  private final SplitMix64 random;

  private KilledCommand(Path folder, String weights, long seed) {
    this.folder = folder;
    this.weights = weights;
    this.random = new SplitMix64(seed);
  }

  /** Kills as often as the argument says, a third of the times for each format of weights. */
  public static void main(String[] arguments) throws Exception {
    int kills = Integer.parseInt(arguments[0]);
    for (String ending : List.of("json", "npz", "safetensors")) {
      Path folder = Files.createTempDirectory("killed");
      try {
        run(folder, ending, Math.max(1, kills / 3), System.nanoTime());
      } finally {
        delete(folder);
      }
    }
  }

  /** Kills trainings in an empty folder, which the caller deletes. */
  static void run(Path folder, String ending, int kills, long seed) throws Exception {
    KilledCommand whole =
        new KilledCommand(Files.createDirectory(folder.resolve("whole")), "w." + ending, seed);
    long milliseconds = whole.finish();
    KilledCommand killed =
        new KilledCommand(Files.createDirectory(folder.resolve("killed")), "w." + ending, seed);
    int interrupted = 0;
    for (int kill = 0; kill < kills; kill++) {
      if (killed.killOnce(milliseconds / 2)) {
        interrupted++;
      }
      killed.requireWholeFiles();
      if (killed.isFinished()) {
        killed.requireSameAs(whole);
        killed.clear();
      }
    }
    killed.finish();
    killed.requireSameAs(whole);
    if (interrupted == 0) {
      throw new AssertionError("none of " + kills + " runs was killed before its end");
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d of %d runs killed before their end; every file whole, the same bits in the end%n",
        ending,
        interrupted,
        kills);
  }

  private Process start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "io.ganglion.cli.Main",
                "train"));
    command.addAll(
        List.of("--data", "digits", "--limit", "600", "--epochs", "60", "--batch-size", "10"));
    command.addAll(List.of("--backend", "java", "--validate", "0.2", "--network", NETWORK));
    command.addAll(List.of("--weights", weights, "--history", "h.csv"));
    command.addAll(List.of("--checkpoint", CHECKPOINT, "--checkpoint-every", "7", "--resume"));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("../output").toFile())
        .start();
  }

  /**
   * Starts or resumes the training, kills it a random time after its first checkpoint, and says if
   * it was running.
   */
  private boolean killOnce(long mostMilliseconds) throws IOException, InterruptedException {
    Optional<FileTime> before = checkpoint();
    Process process = start();
    boolean ended =
        awaitCheckpoint(process, before)
            || process.waitFor(random.nextInt(1 + (int) mostMilliseconds), TimeUnit.MILLISECONDS);
    int status = process.destroyForcibly().waitFor();
    if (ended && status != 0) {
      throw failed(process);
    }
    return status != 0;
  }

  /** Waits until there is another checkpoint than before, and says if the process has ended. */
  private boolean awaitCheckpoint(Process process, Optional<FileTime> before)
      throws IOException, InterruptedException {
    while (checkpoint().equals(before)) {
      if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  /** When the checkpoint was written, if there is one. */
  private Optional<FileTime> checkpoint() throws IOException {
    Path file = folder.resolve(CHECKPOINT);
    return Files.exists(file) ? Optional.of(Files.getLastModifiedTime(file)) : Optional.empty();
  }

  /** Trains to the end, and returns how many milliseconds that took from the first checkpoint. */
  private long finish() throws IOException, InterruptedException {
    Optional<FileTime> before = checkpoint();
    Process process = start();
    awaitCheckpoint(process, before);
    long start = System.nanoTime();
    if (process.waitFor() != 0) {
      throw failed(process);
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private AssertionError failed(Process process) throws IOException {
    return new AssertionError(
        "the training ended with "
            + process.exitValue()
            + ": "
            + Files.readString(folder.resolve("../output")));
  }

  private boolean isFinished() {
    return Files.exists(folder.resolve(weights));
  }

  private void clear() throws IOException {
    delete(folder);
    Files.createDirectory(folder);
  }

  private void requireWholeFiles() throws IOException {
    Path file = folder.resolve(weights);
    if (Files.exists(file)) {
      try (Network network =
          Network.of(
              Backends.create("java", Precision.FLOAT64),
              new SplitMix64(0),
              Architecture.parse("input 28x28, " + NETWORK))) {
        Weights.load(file, network);
      }
    }
    Path checkpoint = folder.resolve(CHECKPOINT);
    if (Files.exists(checkpoint)) {
      TrainingStates.read(checkpoint);
    }
    Path history = folder.resolve("h.csv");
    if (Files.exists(history) && Files.size(history) > 0) {
      List<String> lines = Files.readAllLines(history);
      // The last line alone may be incomplete; a resumed training writes it again.
      for (String line : lines.subList(0, lines.size() - 1)) {
        if (line.split(",", -1).length != 6) {
          throw new AssertionError("a line of the history is not whole: " + line);
        }
      }
    }
  }

  private void requireSameAs(KilledCommand whole) throws IOException {
    for (String name : List.of(weights, "h.csv")) {
      if (!Arrays.equals(
          Files.readAllBytes(folder.resolve(name)),
          Files.readAllBytes(whole.folder.resolve(name)))) {
        throw new AssertionError(name + " differs from that of a training that was never killed");
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
