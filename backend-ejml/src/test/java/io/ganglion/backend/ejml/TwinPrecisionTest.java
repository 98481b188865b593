package io.ganglion.backend.ejml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Java has no generics over primitives: the two precisions are two files, and must stay twins. */
class TwinPrecisionTest {

  private static final Path SOURCES = Path.of("src/main/java/io/ganglion/backend/ejml");

  @Test
  void theFloat32FileIsTheFloat64FileInTheOtherPrecision() throws IOException {
    assertThat(inFloat64(read("EjmlFloat32Backend")))
        .as("make the same change in both files, with (float) where a double is rounded")
        .isEqualTo(withoutReference(read("EjmlFloat64Backend")));
  }

  private static String read(String type) throws IOException {
    return Files.readString(SOURCES.resolve(type + ".java"));
  }

  /** Writes every name of float32 as its counterpart of float64, and drops the casts. */
  private static String inFloat64(String text) {
    return withoutReference(
        text.replace("FMatrixRMaj", "DMatrixRMaj")
            .replace("FDRM", "DDRM")
            .replace("FOperatorUnary", "DOperatorUnary")
            .replace("(float) ", "")
            .replaceAll("\\bfloat\\b", "double")
            .replaceAll("(?i)(float)32", "$164"));
  }

  /** Drops the words in which each of the two names the other, and how lines are broken. */
  private static String withoutReference(String text) {
    return text.replaceAll("\\{@code EjmlFloat..Backend} is this text", "this is the text")
        .replaceAll("\\s+", " ")
        .replace("( ", "(");
  }
}
