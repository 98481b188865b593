package io.ganglion.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code in {@code docs/writing-a-backend.md} compiles and passes, and it names every rule. */
class WritingABackendTest {

  private static final Path PAGE = Path.of("..", "docs", "writing-a-backend.md");

  private static final Pattern SHOWN_FILE =
      Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?\n)```\n", Pattern.DOTALL);

  @Test
  void theCodeOnThePageIsTheCodeThatPasses() throws IOException {
    List<MatchResult> shown =
        SHOWN_FILE
            .matcher(Files.readString(PAGE))
            .results()
            .filter(file -> file.group(1).startsWith("src/"))
            .toList();

    assertThat(shown)
        .extracting(file -> file.group(1))
        .containsExactlyInAnyOrder(
            "src/test/java/com/example/arrays/ArraysBackendTest.java",
            "src/main/java/com/example/arrays/ArraysBackendProvider.java",
            "src/main/resources/META-INF/services/io.ganglion.spi.BackendProvider",
            "src/main/java/com/example/arrays/ArraysBackend.java");
    for (MatchResult file : shown) {
      assertThat(file.group(2)).as(file.group(1)).isEqualTo(source(file.group(1)));
    }
  }

  @Test
  void theBackendOnThePageHasLessThanAHundredLines() throws IOException {
    assertThat(source("src/main/java/com/example/arrays/ArraysBackend.java").lines())
        .hasSizeLessThan(100);
  }

  @Test
  void theProjectOnThePageHasTheVersionsOfThisBuild() throws IOException {
    String parent = Files.readString(Path.of("..", "pom.xml"));
    String plugins = Files.readString(Path.of("..", "plugins.xml"));

    assertThat(Files.readString(PAGE))
        .contains("<artifactId>ganglion-core</artifactId>" + version("ganglion-build", plugins))
        .contains("<artifactId>ganglion-testkit</artifactId>" + version("ganglion-build", plugins))
        .contains(
            "<artifactId>junit-jupiter</artifactId>"
                + found("<junit.version>(.*)</junit.version>", parent))
        .contains(
            "<artifactId>maven-surefire-plugin</artifactId>"
                + version("maven-surefire-plugin", plugins))
        .contains(
            "<artifactId>maven-dependency-plugin</artifactId>"
                + version("maven-dependency-plugin", plugins));
  }

  /** Returns the version that follows an artifact, as an element. */
  private static String version(String artifact, String pom) {
    return found("<artifactId>" + artifact + "</artifactId>\\s+<version>(.*)</version>", pom);
  }

  private static String found(String pattern, String pom) {
    Matcher matcher = Pattern.compile(pattern).matcher(pom);
    assertThat(matcher.find()).as(pattern).isTrue();
    return "<version>" + matcher.group(1) + "</version>";
  }

  @Test
  void thePageSaysHowManyTestsOneShouldSee() throws IOException {
    long ofOnePrecision =
        Arrays.stream(PrecisionContract.class.getDeclaredClasses())
            .mapToLong(area -> rules(area).count())
            .sum();
    long ofTheProvider = rules(ProviderContract.class).count();
    long all = ofOnePrecision + ofTheProvider;

    assertThat(Files.readString(PAGE))
        .contains("Tests run: " + all + ", Failures: 0, Errors: 0, Skipped: 0")
        .contains(
            all
                + " tests are the "
                + ofOnePrecision
                + " rules of a backend, in one precision, and the "
                + ofTheProvider
                + " of its provider")
        .contains("both precisions has " + (all + ofOnePrecision) + ".");
  }

  /** Returns the rules of an area, including inherited ones. */
  private static Stream<Method> rules(Class<?> area) {
    return Stream.<Class<?>>iterate(area, Objects::nonNull, Class::getSuperclass)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class));
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
                ThreadContract.class,
                ServiceContract.class)
            .flatMap(area -> Arrays.stream(area.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> "`" + method.getName() + "`")
            .toList();

    assertThat(rules).isNotEmpty();
    assertThat(page).contains(rules);
  }

  /** Returns the text of a file of the page's project, which is among this module's tests. */
  private static String source(String file) throws IOException {
    return Files.readString(Path.of(file.replace("src/main/", "src/test/")));
  }
}
