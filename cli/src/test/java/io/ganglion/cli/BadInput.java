package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trained weights, for tests of bad input: it must give exit status 1 and one clear line, and leave
 * the weights file unchanged.
 */
abstract class BadInput {

  @TempDir Path folder;
  Path data;
  Path weights;
  private byte[] before;

  @BeforeEach
  void trainOnce() throws IOException {
    data = Idx.write(folder.resolve("data"), 4, 2, 20);
    weights = folder.resolve("weights.json");
    assertThat(train().status()).isZero();
    before = Files.readAllBytes(weights);
  }

  Run train(Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--weights", weights));
    args.addAll(List.of(more));
    if (!args.contains("--epochs")) {
      args.addAll(List.of("--epochs", 1));
    }
    if (!args.contains("--data")) {
      args.addAll(List.of("--data", data));
    }
    return Run.of(args.toArray());
  }

  /** Status 1, nothing on standard output, one line on standard error with all of these texts. */
  static void assertRefused(Run run, Object... sayings) {
    assertThat(run.out()).isEmpty();
    assertThat(run.complaints()).as(run.err()).hasSize(1);
    assertThat(run.err()).doesNotContain("\tat ", "Exception", "bug in Ganglion");
    for (Object saying : sayings) {
      assertThat(run.complaints().get(0)).contains(saying.toString());
    }
    assertThat(run.status()).isEqualTo(1);
  }

  void assertWeightsUntouched() throws IOException {
    assertThat(weights).hasBinaryContent(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::toString).filter(name -> name.endsWith(".tmp"))).isEmpty();
    }
  }
}
