package io.ganglion.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.backend.BackendInfo;
import io.ganglion.backend.BackendUnavailableException;
import io.ganglion.backend.Backends;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;

/** Runs every benchmark, without regard to time. */
class BenchmarksTest {

  static Stream<Arguments> backends() {
    return Backends.list().stream()
        .filter(BackendInfo::isAvailable)
        .flatMap(
            backend ->
                backend.precisions().stream()
                    .map(precision -> Arguments.of(backend.name(), precision.label())));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void anEpochLearnsEverySample(String backend, String precision) throws Exception {
    PerSampleSgd benchmark = new PerSampleSgd();
    benchmark.backend = backend;
    benchmark.precision = precision;
    benchmark.network = "small";
    benchmark.input = "mnist";
    benchmark.make();
    try {
      assertThat(benchmark.step().samples()).isEqualTo(PerSampleSgd.SAMPLES);
    } finally {
      benchmark.close();
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void everyKernelRunsAloneAndInABatch(String backend, String precision) throws Exception {
    List<Method> kernels =
        Arrays.stream(Kernel.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Benchmark.class))
            .toList();
    assertThat(kernels).hasSize(22);
    for (int batch : new int[] {1, 32}) {
      Kernel benchmark = new Kernel();
      benchmark.backend = backend;
      benchmark.precision = precision;
      benchmark.batch = batch;
      benchmark.make();
      try {
        for (Method kernel : kernels) {
          kernel.invoke(benchmark);
        }
      } finally {
        benchmark.close();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void predictionInBatchesGivesTheSameClassesAsOneByOne(String backend, String precision)
      throws Exception {
    assertThat(classes(backend, precision, 32)).isEqualTo(classes(backend, precision, 1));
  }

  private static int classes(String backend, String precision, int batch) throws Exception {
    Forward benchmark = new Forward();
    benchmark.backend = backend;
    benchmark.precision = precision;
    benchmark.network = "small";
    benchmark.input = "mnist";
    benchmark.batch = batch;
    benchmark.make();
    try {
      return benchmark.predict();
    } finally {
      benchmark.close();
    }
  }

  @Test
  void miniBatchesLearnEverySample() throws Exception {
    MiniBatch benchmark = new MiniBatch();
    benchmark.backend = "java";
    benchmark.precision = "float64";
    benchmark.network = "small";
    benchmark.input = "dense";
    benchmark.batch = 256;
    benchmark.make();
    try {
      assertThat(benchmark.step().samples()).isEqualTo(10_240);
    } finally {
      benchmark.close();
    }
  }

  @Test
  void aColdStartSucceeds() throws Exception {
    ColdStart benchmark = new ColdStart();
    benchmark.backend = "java";
    benchmark.precision = "float64";

    assertThat(benchmark.startToFirstPrediction()).isZero();
  }

  @Test
  void anUnavailableBackendSaysWhy() {
    PerSampleSgd benchmark = new PerSampleSgd();
    benchmark.backend = "commons";
    benchmark.precision = "float32";
    benchmark.network = "small";
    benchmark.input = "mnist";

    assertThatThrownBy(benchmark::make)
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessageContaining("'commons' does not compute in float32");
    benchmark.close();
  }
}
