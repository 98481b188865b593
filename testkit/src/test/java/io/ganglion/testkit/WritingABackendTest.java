package io.ganglion.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/writing-a-backend.md} shows what is compiled and passes, and names every rule. */
class WritingABackendTest {

  private static final Path PAGE = Path.of("..", "docs", "writing-a-backend.md");

  private static final Pattern SHOWN_FILE =
      Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?\n)```\n", Pattern.DOTALL);

  @Test
  void theCodeOnThePageIsTheCodeThatPasses() throws IOException {
    List<MatchResult> shown = SHOWN_FILE.matcher(Files.readString(PAGE)).results().toList();

    assertThat(shown)
        .extracting(file -> file.group(1))
        .containsExactlyInAnyOrder(
            "ArraysBackendTest.java",
            "ArraysBackendProvider.java",
            "META-INF/services/io.ganglion.spi.BackendProvider",
            "ArraysBackend.java");
    for (MatchResult file : shown) {
      assertThat(file.group(2)).as(file.group(1)).isEqualTo(source(file.group(1)));
    }
  }

  @Test
  void thePageNamesEveryRule() throws IOException {
    String page = Files.readString(PAGE);
    List<String> rules =
        Stream.of(
                ProviderContract.class,
                StorageContract.class,
                KernelContract.class,
                ArithmeticContract.class,
                ElementwiseContract.class,
                ActivationContract.class,
                RowContract.class,
                SoftmaxContract.class,
                LinearContract.class,
                AdaptiveContract.class,
                AliasingContract.class,
                TrainingContract.class,
                OptimizerContract.class,
                ThreadContract.class)
            .flatMap(area -> Arrays.stream(area.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> "`" + method.getName() + "`")
            .toList();

    assertThat(rules).isNotEmpty();
    assertThat(page).contains(rules);
  }

  /** Returns the text of one of this module's test files. */
  private static String source(String name) throws IOException {
    Path file =
        name.endsWith(".java")
            ? Path.of("src", "test", "java", "io", "ganglion", "testkit", name)
            : Path.of("src", "test", "resources", name);
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
