package io.ganglion.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The life of a JVM that makes one prediction: one operation is one JVM, from its start to its
 * exit, in wall-clock time.
 *
 * <p>Like the command's launcher, it passes {@code -XX:+UseSerialGC}. The class path is the
 * benchmarks' one large jar; the command has smaller jars and starts faster.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 10)
@Fork(1)
public class ColdStart {

  /** The name of the backend. */
  @Param({"java", "vector", "ejml", "commons", "nd4j"})
  public String backend;

  /** The precision: {@code float64} or {@code float32}. */
  @Param("float64")
  public String precision;

  /** Creates the state of one thread, for JMH. */
  public ColdStart() {}

  /**
   * Starts a JVM that predicts one image, and waits until it exits.
   *
   * @return 0
   * @throws IOException if it cannot be started, or fails
   */
  @Benchmark
  public int startToFirstPrediction() throws IOException {
    List<String> flags = new ArrayList<>(Flags.measured());
    flags.add("-XX:+UseSerialGC");
    List<String> command = ChildJvm.command(flags, FirstPrediction.class, backend, precision);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int status = ChildJvm.waitFor(process);
    if (status != 0) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "a JVM that predicts with '%s' ended with status %d, expected 0; to see why, run %s",
              backend,
              status,
              String.join(" ", command)));
    }
    return status;
  }
}
