package io.ganglion.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.backend.BackendInfo;
import io.ganglion.backend.Backends;
import io.ganglion.spi.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorBackendProviderTest {

  @Test
  void isPreferredToAllOthers() {
    assertThat(Backends.create(Precision.FLOAT64)).isInstanceOf(VectorFloat64Backend.class);
    assertThat(Backends.create(Precision.FLOAT32)).isInstanceOf(VectorFloat32Backend.class);
  }

  @Test
  void withoutTheModuleItSaysWhichFlagToAdd() throws IOException {
    assertThat(listBackends())
        .containsExactly(
            "java: available",
            "vector: the JVM was started without the module jdk.incubator.vector; add"
                + " --add-modules jdk.incubator.vector");
  }

  @Test
  void isUnavailableRatherThanSlowIfTheJvmOnlyInterprets() throws IOException {
    assertThat(listBackends("--add-modules", "jdk.incubator.vector", "-Xint"))
        .contains(
            "vector: the JVM only interprets, and vectors are then slower than loops; leave out"
                + " -Xint");
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void everyWidthComputesTheSameProducts(int bits) throws IOException {
    assertThat(
            run(
                Products.class,
                "--add-modules",
                "jdk.incubator.vector",
                "-D" + VectorWidth.PROPERTY + "=" + bits))
        .containsExactly("lanes " + bits / 64, "equal");
  }

  private static List<String> listBackends(String... options) throws IOException {
    return run(Listing.class, options);
  }

  private static List<String> run(Class<?> main, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return ChildJvm.run(arguments);
  }

  /** Prints every backend, and why it is unavailable if it is. */
  static final class Listing {

    private Listing() {}

    public static void main(String[] arguments) {
      for (BackendInfo info : Backends.list()) {
        System.out.println(info.name() + ": " + info.unavailability().orElse("available"));
      }
    }
  }

  /** Compares kernels with the built-in backend at awkward sizes, and prints whether all agree. */
  static final class Products {

    private Products() {}

    public static void main(String[] arguments) {
      System.out.println("lanes " + VectorFloat64Matrix.LANES);
      boolean equal = true;
      for (int n : new int[] {1, 3, 7, 8, 13, 17, 64, 100, 129}) {
        equal &= ProductComparison.equal(3, n, 5) && ProductComparison.equal(1, 17, n);
      }
      System.out.println(equal ? "equal" : "different");
    }
  }
}
