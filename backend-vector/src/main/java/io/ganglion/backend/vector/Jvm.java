package io.ganglion.backend.vector;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A JVM, as far as it matters whether it compiles vectors to vector instructions. Where it does
 * not, each operation on a vector is a call that makes an object, and a product takes 10 to 10,000
 * times as long.
 *
 * @param properties its system properties
 * @param feature its Java version
 * @param options its {@code -XX} options; empty if unknown
 */
record Jvm(
    UnaryOperator<String> properties, int feature, Function<String, Optional<String>> options) {

  /** The first version whose JVMCI compiler, Graal, makes vector instructions of every operation. */
  private static final int GRAAL_KNOWS_VECTORS = 25;

  /** The level of C2, the only compiler of HotSpot that makes vector instructions. */
  private static final int C2 = 4;

  /** Options without which C2 makes objects of vectors. All are on by default. */
  private static final List<String> NEEDED =
      List.of("EnableVectorSupport", "EnableVectorReboxing", "Inline", "UseTypeProfile");

  private static final String SLOW = ", and vectors are then slower than loops; ";

  /** This JVM. */
  static Jvm current() {
    return new Jvm(
        name -> System.getProperty(name, ""), Runtime.version().feature(), VmOptions.ofThisJvm());
  }

  /** Why it does not compile vectors to vector instructions, and what to do about it. */
  Optional<String> obstacle() {
    return unknownVm().or(this::interpreter).or(this::clientCompiler).or(this::jvmci).or(this::off);
  }

  /**
   * Whether it multiplies and adds in one instruction. Where it does not, {@code fma} computes with
   * big decimals: 10,000 times as slow as a multiplication and an addition.
   *
   * @param bits the width of its vectors, for where it does not tell: x86 has had the instruction
   *     for as long as vectors of 256 bits, and ARM always
   */
  boolean hasFastFma(int bits) {
    return options
        .apply("UseFMA")
        .map(Boolean::parseBoolean)
        .orElseGet(() -> bits >= 256 || properties.apply("os.arch").equals("aarch64"));
  }

  private Optional<String> unknownVm() {
    String name = properties.apply("java.vm.name");
    if (name.endsWith("Server VM")) {
      return Optional.empty();
    }
    boolean hotSpot = name.contains("HotSpot") || name.contains("OpenJDK");
    return Optional.of(
        "the JVM is "
            + (name.isEmpty() ? "unknown" : name)
            + (hotSpot ? ", without the compiler C2" : ", not HotSpot with its compiler C2")
            + SLOW
            + "use a JDK with HotSpot's Server VM, such as Temurin, or another backend");
  }

  private Optional<String> interpreter() {
    String flag = "";
    if (properties.apply("java.vm.info").contains("interpreted")) {
      flag = "-Xint";
    } else if (level() == 0) {
      flag = "-XX:TieredStopAtLevel=0";
    } else if (isOff("UseCompiler")) {
      flag = "-XX:-UseCompiler";
    }
    return flag.isEmpty()
        ? Optional.empty()
        : Optional.of("the JVM only interprets" + SLOW + "leave out " + flag);
  }

  private Optional<String> clientCompiler() {
    String flag = "";
    if (tiered() && level() < C2) {
      flag = "-XX:TieredStopAtLevel=" + level();
    } else if (properties.apply("java.vm.info").contains("emulated-client")) {
      flag = "-XX:CompilationMode=quick-only or -XX:+NeverActAsServerClassMachine";
    }
    return flag.isEmpty()
        ? Optional.empty()
        : Optional.of("the JVM compiles without C2" + SLOW + "leave out " + flag);
  }

  private Optional<String> jvmci() {
    boolean byDefault = properties.apply("java.vm.version").contains("jvmci");
    boolean used = options.apply("UseJVMCICompiler").map(Boolean::parseBoolean).orElse(byDefault);
    if (!used) {
      return Optional.empty();
    }
    String vendor = properties.apply("java.vendor.version");
    if (vendor.contains("GraalVM") && feature >= GRAAL_KNOWS_VECTORS) {
      return Optional.empty();
    }
    return Optional.of(
        "the JVM compiles with a JVMCI compiler that is not known to make vector instructions"
            + SLOW
            + "add -XX:-UseJVMCICompiler, or use GraalVM for JDK "
            + GRAAL_KNOWS_VECTORS
            + " or later");
  }

  private Optional<String> off() {
    return NEEDED.stream()
        .filter(this::isOff)
        .findFirst()
        .map(
            option ->
                "the JVM makes no vector instructions without "
                    + option
                    + SLOW
                    + "leave out -XX:-"
                    + option);
  }

  private boolean isOff(String option) {
    return options.apply(option).filter(value -> value.equals("false")).isPresent();
  }

  /** Whether the level counts: with {@code -XX:-TieredCompilation}, C2 compiles all. */
  private boolean tiered() {
    return !isOff("TieredCompilation");
  }

  private int level() {
    return options.apply("TieredStopAtLevel").map(Integer::decode).orElse(C2);
  }
}
