package io.ganglion.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.backend.Backends;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulePathTest {

  /**
   * An application that requires only core; x has zeros, so that lists of non-zero elements are
   * used.
   */
  private static final String APPLICATION =
      """
      package application;

      import io.ganglion.backend.Backends;
      import io.ganglion.spi.Backend;
      import io.ganglion.spi.Precision;
      import io.ganglion.tensor.Shape;
      import io.ganglion.tensor.Tensor;

      public final class Main {
        public static void main(String[] arguments) {
          Backend<?> backend = Backends.create(Precision.FLOAT32);
          Tensor x = Tensor.of(backend, Shape.of(2, 3), 0, 0, 2, 0, 5, 0);
          Tensor w = Tensor.of(backend, Shape.of(3, 1), 7, 11, 13);
          Tensor y = Tensor.zeros(backend, Shape.of(2, 1));
          Tensor.linear(x, w, y);
          System.out.println(backend.name() + " " + java.util.Arrays.toString(y.toArray()));
          System.out.println(backend.getClass().getModule());
        }
      }
      """;

  @Test
  void itIsAvailableWithoutAFlag(@TempDir Path folder) throws Exception {
    String libraries = location(Backends.class) + File.pathSeparator + location(VectorWidth.class);
    Path application = compile(folder, libraries);

    List<String> printed =
        ChildJvm.run(
            List.of(
                "--module-path",
                libraries + File.pathSeparator + application,
                "--module",
                "application/application.Main"));

    assertThat(printed).containsExactly("vector [26.0, 55.0]", "module io.ganglion.backend.vector");
  }

  private static Path compile(Path folder, String libraries) throws IOException {
    Path module =
        Files.writeString(
            folder.resolve("module-info.java"),
            "module application { requires io.ganglion.core; }");
    Path main = Files.writeString(folder.resolve("Main.java"), APPLICATION);
    Path classes = folder.resolve("application");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--module-path",
                libraries,
                "-d",
                classes.toString(),
                module.toString(),
                main.toString());
    assertThat(status).isZero();
    return classes;
  }

  /** The jar or the folder that a class was loaded from. */
  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
