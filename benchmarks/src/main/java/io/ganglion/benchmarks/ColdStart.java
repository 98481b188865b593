package io.ganglion.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
 * From the start of a JVM to its first prediction and its end: one operation is one JVM, as the
 * operating system's clock on the wall sees it.
 *
 * <p>It runs as the launcher runs the command, with {@code -XX:+UseSerialGC}, on the class path of
 * the benchmarks, whose jar is large; the command's is smaller and quicker.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 10)
@Fork(1)
public class ColdStart {

  /** Which backend computes. */
  @Param({"java", "vector", "ejml", "commons", "nd4j"})
  public String backend;

  /** In what precision. */
  @Param("float64")
  public String precision;

  /** Makes the state of one thread, as JMH asks for it. */
  public ColdStart() {}

  /**
   * Starts a JVM that predicts one image, and waits for its end.
   *
   * @return 0
   * @throws IOException if it could not be started, or failed
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
          "a JVM that predicts with the backend '%s' ended with status %d; try %s"
              .formatted(backend, status, String.join(" ", command)));
    }
    return status;
  }
}
