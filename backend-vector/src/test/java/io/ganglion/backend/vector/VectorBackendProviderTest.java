package io.ganglion.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.backend.BackendInfo;
import io.ganglion.backend.BackendUnavailableException;
import io.ganglion.backend.Backends;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorBackendProviderTest {

  /** As in a trimmed image, in which the JVM cannot be asked for its options. */
  private static final String LEAN = "--limit-modules=java.base,jdk.incubator.vector";

  @Test
  void isPreferredToAllOthers() {
    assertThat(Backends.create(Precision.FLOAT64)).isInstanceOf(VectorFloat64Backend.class);
    assertThat(Backends.create(Precision.FLOAT32)).isInstanceOf(VectorFloat32Backend.class);
  }

  @Test
  void withoutTheModuleItSaysWhichFlagToAdd() throws IOException {
    assertThat(listBackends())
        .contains(
            "java: available",
            "vector: the JVM was started without the module jdk.incubator.vector; add"
                + " --add-modules jdk.incubator.vector",
            "picked: JavaFloat64Backend");
  }

  /**
   * Where vectors are not compiled to vector instructions, a product takes up to 10,000 times as
   * long.
   */
  @ParameterizedTest
  @MethodSource
  void isUnavailableRatherThanSlow(String flags, String reason) throws IOException {
    assertThat(listBackends(withModule(flags)))
        .containsExactly(
            "java: available",
            "vector: " + reason,
            "picked: JavaFloat64Backend",
            "by name: the backend 'vector' cannot be used: "
                + reason
                + "; found java, vector (unavailable: "
                + reason
                + ")");
  }

  static Stream<Arguments> isUnavailableRatherThanSlow() {
    String slow = ", and vectors are then slower than loops; ";
    String interprets = "the JVM only interprets" + slow + "leave out ";
    String client = "the JVM compiles without C2" + slow + "leave out ";
    String off = "the JVM makes no vector instructions without ";
    String narrow =
        "this JVM's vectors have 64 bits, and at least 128 are needed; leave out"
            + " -XX:MaxVectorSize, or use another backend";
    return Stream.of(
        Arguments.of("-Xint", interprets + "-Xint"),
        Arguments.of("-XX:-UseCompiler", interprets + "-XX:-UseCompiler"),
        Arguments.of("-XX:TieredStopAtLevel=0", interprets + "-XX:TieredStopAtLevel=0"),
        Arguments.of("-XX:TieredStopAtLevel=1", client + "-XX:TieredStopAtLevel=1"),
        Arguments.of("-XX:TieredStopAtLevel=3", client + "-XX:TieredStopAtLevel=3"),
        Arguments.of(
            "-XX:CompilationMode=quick-only",
            client + "-XX:CompilationMode=quick-only or -XX:+NeverActAsServerClassMachine"),
        Arguments.of(
            "-XX:+UnlockExperimentalVMOptions -XX:-EnableVectorSupport",
            off + "EnableVectorSupport" + slow + "leave out -XX:-EnableVectorSupport"),
        Arguments.of("-XX:-Inline", off + "Inline" + slow + "leave out -XX:-Inline"),
        Arguments.of("-XX:MaxVectorSize=8", narrow),
        Arguments.of(
            "-Dganglion.vector.bits=64",
            "the system property ganglion.vector.bits is '64'; it must be a power of two from 128"
                + " to "
                + VectorWidth.preferredBits()
                + ", or absent"),
        Arguments.of(LEAN + " -XX:TieredStopAtLevel=2", client + "-XX:TieredStopAtLevel=2"),
        Arguments.of(
            LEAN + " -XX:+UnlockExperimentalVMOptions -XX:-EnableVectorSupport",
            off + "EnableVectorSupport" + slow + "leave out -XX:-EnableVectorSupport"));
  }

  /** These flags leave vectors as they are, or take only the fused multiply-add away. */
  @ParameterizedTest
  @CsvSource({
    "'', VectorFloat64Backend",
    "-XX:-TieredCompilation -XX:TieredStopAtLevel=1, VectorFloat64Backend",
    "-XX:-UseFMA, UnfusedFloat64Backend",
    "'" + LEAN + " -XX:-UseFMA', UnfusedFloat64Backend",
    "'" + LEAN + " -XX:+UseFMA', VectorFloat64Backend",
  })
  void isPickedWhereVectorsAreCompiled(String flags, String picked) throws IOException {
    assertThat(listBackends(withModule(flags)))
        .containsExactly(
            "vector: available", "java: available", "picked: " + picked, "by name: " + picked);
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

  private static String[] withModule(String flags) {
    return ("--add-modules=jdk.incubator.vector " + flags).strip().split(" ");
  }

  private static List<String> listBackends(String... options) throws IOException {
    return run(Listing.class, options);
  }

  private static List<String> run(Class<?> main, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return ChildJvm.run(arguments);
  }

  /** Prints every backend, why it is unavailable if it is, and what is made without and by name. */
  static final class Listing {

    private Listing() {}

    public static void main(String[] arguments) {
      for (BackendInfo info : Backends.list()) {
        System.out.println(info.name() + ": " + info.unavailability().orElse("available"));
      }
      Backend<?> picked = Backends.create(Precision.FLOAT64);
      System.out.println("picked: " + picked.getClass().getSimpleName());
      System.out.println("by name: " + byName());
    }

    private static String byName() {
      try {
        return Backends.create("vector", Precision.FLOAT64).getClass().getSimpleName();
      } catch (BackendUnavailableException e) {
        return e.getMessage();
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
