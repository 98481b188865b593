package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import io.ganglion.random.SplitMix64;
import io.ganglion.train.Trainer;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in a JVM of its own that is killed, again and again, at random moments. */
class KilledTrainingTest {

  private static final int KILLS = 50;

  /** The test watches a process for fewer steps than this. */
  private static final int MOST_STEPS = 20;

  /** How many more steps a process may take before it is killed. */
  private static final int LEASH = 100;

  /** Drawing this many random numbers takes about as long as writing a few checkpoints. */
  private static final int MOST_IDLE = 1 << 25;

  /** How many steps there are from one checkpoint to the next. */
  private static final int EVERY = 2;

  @TempDir Path folder;

  @Test
  void trainingThatIsKilledFiftyTimesGivesTheSameBits() throws Exception {
    assertThat(KILLS * (MOST_STEPS + LEASH)).isLessThanOrEqualTo(KilledTraining.STEPS);
    Path whole = Files.createDirectory(folder.resolve("whole"));
    KilledTraining.train(
        whole,
        KilledTraining.STEPS,
        1,
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream());

    Path killed = Files.createDirectory(folder.resolve("killed"));
    Path checkpoint = killed.resolve(KilledTraining.CHECKPOINT);
    SplitMix64 random = new SplitMix64(4);
    List<Integer> places = new ArrayList<>();
    int place = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int steps = random.nextInt(MOST_STEPS);
      runAndKill(killed, steps, random);
      // Reading the checkpoint also shows that it is complete.
      int reached = KilledTraining.steps(checkpoint);
      // The last step may have been reported but not saved.
      int kept = Math.max(place, (place + steps - 1) / EVERY * EVERY);
      assertThat(reached).isBetween(kept, place + steps + LEASH);
      place = reached;
      places.add(place);
    }
    assertThat(places).allSatisfy(last -> assertThat(last).isLessThan(KilledTraining.STEPS));
    assertThat(places.stream().distinct()).hasSizeGreaterThan(KILLS / 2);
    runToTheEnd(killed);

    for (String name : List.of(KilledTraining.WEIGHTS, KilledTraining.CHECKPOINT)) {
      assertThat(killed.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }
    assertThat(KilledTraining.steps(checkpoint)).isEqualTo(KilledTraining.STEPS);
    assertThat(killed.toFile().list())
        .containsExactlyInAnyOrder(KilledTraining.WEIGHTS, KilledTraining.CHECKPOINT);
  }

  /** Kills a training process a random while after a number of steps, whatever it is doing then. */
  private static void runAndKill(Path folder, int steps, SplitMix64 random) throws Exception {
    Process process = start(folder, EVERY);
    try {
      process.getOutputStream().write(new byte[steps + LEASH - 1]);
      process.getOutputStream().flush();
      for (int step = 0; step < steps; step++) {
        assertThat(process.getInputStream().read()).isEqualTo('.');
      }
      // Without this pause it would always be killed just after a step, never while it writes.
      for (int idle = random.nextInt(MOST_IDLE); idle > 0; idle--) {
        random.nextLong();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).isNotZero();
  }

  private static void runToTheEnd(Path folder) throws Exception {
    Process process = start(folder, KilledTraining.STEPS);
    try {
      process.getOutputStream().close();
      assertThat(process.getInputStream().readAllBytes()).isNotEmpty().containsOnly('.');
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Starts a JVM with options that make it start fast, since fifty have to start. */
  private static Process start(Path folder, int every) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-cp",
            classPath(),
            KilledTraining.class.getName(),
            folder.toString(),
            Integer.toString(every))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String classPath() {
    return Stream.of(KilledTraining.class, TrainingStates.class, Trainer.class, JsonFactory.class)
        .map(KilledTrainingTest::home)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The folder or jar that a class was loaded from. */
  private static String home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
