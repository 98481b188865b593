package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The README's Java code compiles and does what it says, and no document has a broken link. CI runs
 * the README's commands (.ci/run).
 */
class ReadmeTest {

  /** A Markdown link or image. */
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)[^)]*\\)");

  @TempDir private Path folder;

  @Test
  void itsJavaLearnsToReadADigit() throws Exception {
    Path source = folder.resolve("Example.java");
    Files.writeString(source, program(javaOfTheReadme()));

    assertThat(compile(source)).isEmpty();
    assertThat(run("Example")).matches("It is a \\d\\R");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkInADocumentLeadsToAFile(Path document) throws IOException {
    assertThat(relativeLinks(Files.readString(document)))
        .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    documents.add(Path.of("../README.md"));
    documents.add(Path.of("../CONTRIBUTING.md"));
    try (DirectoryStream<Path> docs = Files.newDirectoryStream(Path.of("../docs"), "*.md")) {
      docs.forEach(documents::add);
    }
    return documents;
  }

  /** Returns the files that links and images name, without fragments. */
  private static List<String> relativeLinks(String markdown) {
    return LINK.matcher(markdown)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.isEmpty() && !link.contains(":"))
        .toList();
  }

  @Test
  void findsLinksAndImagesButNotAddresses() {
    assertThat(relativeLinks("![a](b.png) [`c`](../d/E.java#f) [g](#h) [i](https://j.org/k)"))
        .containsExactly("b.png", "../d/E.java");
  }

  private static String javaOfTheReadme() throws IOException {
    Matcher blocks =
        Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../README.md")));
    assertThat(blocks.find()).isTrue();
    return blocks.group(1);
  }

  /** Puts the statements, which follow a blank line after the imports, into a main method. */
  private static String program(String java) {
    int statements = java.indexOf("\n\n");
    return java.substring(0, statements)
        + "\npublic class Example {\n  public static void main(String[] arguments) {"
        + java.substring(statements)
        + "  }\n}\n";
  }

  /** Compiles a file into the folder, and returns the compiler's messages. */
  private String compile(Path source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    compiler.run(
        null,
        complaints,
        complaints,
        "-proc:none",
        "-cp",
        System.getProperty("java.class.path"),
        "-d",
        folder.toString(),
        source.toString());
    return complaints.toString(StandardCharsets.UTF_8);
  }

  private String run(String main) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader.loadClass(main).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
