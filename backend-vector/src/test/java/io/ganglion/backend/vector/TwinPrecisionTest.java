package io.ganglion.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java has no generics over primitives: the two precisions are two files, and must stay twins. */
class TwinPrecisionTest {

  private static final Path SOURCES = Path.of("src/main/java/io/ganglion/backend/vector");

  @ParameterizedTest
  @ValueSource(strings = {"Batch", "BlockKernels", "Kernels", "Matrix", "VectorBackend"})
  void theFloat32FileIsTheFloat64FileInTheOtherPrecision(String type) throws IOException {
    String text64 = Files.readString(SOURCES.resolve("Float64" + type + ".java"));
    String text32 = Files.readString(SOURCES.resolve("Float32" + type + ".java"));

    assertThat(inFloat64(text32))
        .as("make the same change in both files, with (float) where a double is rounded")
        .isEqualTo(inFloat64(text64));
  }

  /** Takes away what may differ: the type, casts to it, and how the formatter then breaks lines. */
  private static String inFloat64(String text) {
    return text.replace("(float) ", "")
        .replace("Float", "Double")
        .replace("float", "double")
        .replace("FLOAT32", "FLOAT64")
        .replace("32", "64")
        .replaceAll("(?m)^ *\\*", "")
        .replaceAll("\\s+", "");
  }
}
