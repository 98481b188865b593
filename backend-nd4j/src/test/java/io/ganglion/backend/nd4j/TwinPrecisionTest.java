package io.ganglion.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As in core, the two precisions are two files, and must stay twins. */
class TwinPrecisionTest {

  private static final Path SOURCES = Path.of("src/main/java/io/ganglion/backend/nd4j");

  @ParameterizedTest
  @ValueSource(strings = {"Backend", "Matrix"})
  void theFloat32FileIsTheFloat64FileInTheOtherPrecision(String type) throws IOException {
    assertThat(text("Float32" + type))
        .as("make the same change in both files, with (float) where a double is rounded")
        .isEqualTo(text("Float64" + type))
        .isNotEmpty();
  }

  /** A source without what tells the precision, and without write and read, which convert. */
  private static String text(String type) throws IOException {
    return Files.readString(SOURCES.resolve(type + ".java"))
        .replaceAll("(?s)public void write\\(.*?public void copy\\(", "public void copy(")
        .replace("(float) ", "")
        .replaceAll("\\bfloat\\b", "double")
        .replaceAll("cblas_[ds]", "cblas_")
        .replaceAll("DataType\\.(FLOAT|DOUBLE)", "DataType")
        .replaceAll("(?i)float(32|64)", "Precision")
        .replaceAll("(Float|Double)(Buffer|Pointer)", "$2")
        .replaceAll("\\s+", "");
  }
}
