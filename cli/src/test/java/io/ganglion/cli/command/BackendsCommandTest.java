package io.ganglion.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.Run;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackendsCommandTest {

  @Test
  void listsEveryBackendAndWhyOneIsMissing() {
    Run run = Run.of("backends");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .anyMatch(line -> line.matches("java +.+ +float64, float32 +0 +.*yes"))
        .anyMatch(line -> line.matches("ejml +EJML 0\\.\\S+ +float64, float32 +\\d+ +.*yes"))
        .anyMatch(line -> line.matches("commons +.*Commons Math 3\\.6\\.1 +float64 +\\d+ +.*yes"))
        .anyMatch(
            line ->
                line.matches("nd4j .* no: .*--backend nd4j.*io.ganglion:ganglion-backend-nd4j.*"));
  }

  @Test
  void marksOneBackendAsPickedForEachPrecision() {
    List<String> picked =
        Run.of("backends").lines().stream()
            .skip(1)
            .takeWhile(line -> !line.isEmpty())
            .map(line -> line.split(" {2,}", -1)[4])
            .filter(precisions -> !precisions.equals("-"))
            .flatMap(precisions -> Stream.of(precisions.split(", ", -1)))
            .toList();

    assertThat(picked).containsExactlyInAnyOrder("float64", "float32");
  }

  @Test
  void listsTheKernelsThatABackendLeavesToTheirDefaultBodies() {
    assertThat(Run.of("backends").lines().stream().dropWhile(line -> !line.isEmpty()))
        .anyMatch(line -> line.matches("name +default kernels"))
        .anyMatch(line -> line.matches("java +linearGradientAndUpdate, updateAndLinear"));
  }

  @Test
  void marksTheChosenBackend() {
    assertThat(Run.of("backends", "--backend", "java").lines())
        .anyMatch(line -> line.matches("java .* 0 +float64, float32 +yes"));
  }

  @Test
  void refusesAnUnknownBackend() {
    Run run = Run.of("backends", "--backend", "abacus");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.complaints()).singleElement().asString().contains("'abacus'", "java", "commons");
  }
}
