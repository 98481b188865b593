package io.ganglion.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JVMs that the tests cannot start; {@link VectorBackendProviderTest} starts those they can. */
class JvmTest {

  private static final String SERVER = "OpenJDK 64-Bit Server VM";

  private static Jvm jvm(String name, String vendor, int feature, String... options) {
    Map<String, String> properties =
        Map.of(
            "java.vm.name",
            name,
            "java.vm.info",
            "mixed mode, sharing",
            "java.vm.version",
            vendor.contains("GraalVM") ? feature + "+9-jvmci-b01" : feature + "+9",
            "java.vendor.version",
            vendor,
            "os.arch",
            "amd64");
    return new Jvm(
        property -> properties.getOrDefault(property, ""),
        feature,
        VmOptions.parsed(Map.of(), List.of(options)));
  }

  private static String obstacle(String name, String vendor, int feature, String... options) {
    return jvm(name, vendor, feature, options).obstacle().orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "OpenJDK 64-Bit Server VM",
    "Java HotSpot(TM) 64-Bit Server VM",
  })
  void hotSpotWithC2CompilesVectors(String name) {
    assertThat(obstacle(name, "Temurin-21", 21)).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({
    "Eclipse OpenJ9 VM, ', not HotSpot with its compiler C2'",
    "Substrate VM, ', not HotSpot with its compiler C2'",
    "OpenJDK 64-Bit Zero VM, ', without the compiler C2'",
    "OpenJDK Client VM, ', without the compiler C2'",
    "OpenJDK 64-Bit Minimal VM, ', without the compiler C2'",
  })
  void anotherJvmIsRefusedByItsName(String name, String lack) {
    assertThat(obstacle(name, "", 21))
        .isEqualTo(
            "the JVM is "
                + name
                + lack
                + ", and vectors are then slower than loops; use a JDK with HotSpot's Server VM,"
                + " such as Temurin, or another backend");
  }

  @Test
  void graalCompilesVectorsSinceJdk25() {
    assertThat(obstacle(SERVER, "GraalVM CE 25+37.1", 25)).isEqualTo("none");
    assertThat(obstacle(SERVER, "Oracle GraalVM 21.0.1+12.1", 21))
        .isEqualTo(
            "the JVM compiles with a JVMCI compiler that is not known to make vector instructions,"
                + " and vectors are then slower than loops; add -XX:-UseJVMCICompiler, or use"
                + " GraalVM for JDK 25 or later");
    assertThat(obstacle(SERVER, "Oracle GraalVM 21.0.1+12.1", 21, "-XX:-UseJVMCICompiler"))
        .isEqualTo("none");
  }

  @Test
  void anUnknownJvmciCompilerIsRefused() {
    assertThat(obstacle(SERVER, "Temurin-25", 25, "-XX:+UseJVMCICompiler"))
        .startsWith("the JVM compiles with a JVMCI compiler that is not known");
  }

  @Test
  void whereTheJvmDoesNotTellWideVectorsOrArmMeanFastFma() {
    Jvm x86 = jvm(SERVER, "", 21);
    Jvm arm = new Jvm(property -> "aarch64", 21, option -> Optional.empty());

    assertThat(x86.hasFastFma(256)).isTrue();
    assertThat(x86.hasFastFma(128)).isFalse();
    assertThat(arm.hasFastFma(128)).isTrue();
    assertThat(jvm(SERVER, "", 21, "-XX:-UseFMA").hasFastFma(512)).isFalse();
  }

  @Test
  void theLastOptionOfANameCounts() {
    Function<String, Optional<String>> options =
        VmOptions.parsed(
            Map.of(
                "JAVA_TOOL_OPTIONS", "-XX:-A -XX:B=1",
                "JDK_JAVA_OPTIONS", "-XX:+A -XX:B=2 -XX:-C",
                "_JAVA_OPTIONS", " -XX:-D "),
            List.of("-XX:B=3", "-XX:+D", "Main", "x"));

    assertThat(options.apply("A")).contains("true");
    assertThat(options.apply("B")).contains("3");
    assertThat(options.apply("C")).contains("false");
    assertThat(options.apply("D")).contains("false");
    assertThat(options.apply("E")).isEmpty();
  }
}
