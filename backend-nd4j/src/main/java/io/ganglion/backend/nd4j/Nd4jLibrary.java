package io.ganglion.backend.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Finds ND4J on the class path, and starts it.
 *
 * <p>All methods except {@link #start} only look for files, because the first use of ND4J's classes
 * unpacks and loads 350 MB of native libraries.
 */
final class Nd4jLibrary {

  /** The environment variable that tells ND4J, like any OpenMP program, how many threads to use. */
  private static final String THREADS = "OMP_NUM_THREADS";

  /** Classes that the others need, with the dependencies that have them. */
  private static final Map<String, String> PARTS =
      Map.of(
          "org/nd4j/linalg/factory/Nd4j.class", "org.nd4j:nd4j-api",
          "org/bytedeco/javacpp/Loader.class", "org.bytedeco:javacpp");

  /**
   * The suffixes of the folders of ND4J's native builds, in the order in which its loader tries
   * them.
   */
  private static final List<String> BUILDS =
      List.of(
          "",
          "-avx2",
          "-avx512",
          "-compat",
          "-onednn",
          "-onednn-avx2",
          "-onednn-avx512",
          "-vednn",
          "-vednn-avx2",
          "-vednn-avx512");

  /**
   * The first use of ND4J's classes: kept, because Java reports the cause of its failure only once.
   */
  private static final class FirstUse {

    static final Optional<Throwable> FAILURE = attempt();

    /**
     * Makes an array too: that needs more of ND4J than its backend does. ND4J looks up its parts
     * through the context class loader, which may not see them.
     */
    private static Optional<Throwable> attempt() {
      Thread thread = Thread.currentThread();
      ClassLoader context = thread.getContextClassLoader();
      thread.setContextClassLoader(loader());
      try {
        // An application that has used JavaCPP before may have let it choose another folder.
        NativeCache.check(Loader.getCacheDir().toPath());
        if (Nd4j.getBackend() instanceof CpuBackend) {
          Nd4j.createUninitializedDetached(DataType.DOUBLE, 'c', 1, 1).close();
        }
        return Optional.empty();
      } catch (LinkageError | IOException | RuntimeException e) {
        return Optional.of(e);
      } finally {
        thread.setContextClassLoader(context);
      }
    }
  }

  private Nd4jLibrary() {}

  /** The library's name, with its version if known. */
  static String name() {
    return version().map(version -> "ND4J " + version).orElse("ND4J");
  }

  /**
   * The part of ND4J that is missing from the class path, with the dependency to add, or what else
   * keeps ND4J from working; empty if nothing does.
   */
  static Optional<String> missing() {
    if (!exists("org/nd4j/linalg/cpu/nativecpu/CpuBackend.class")) {
      return Optional.of("ND4J is not on the class path; add the dependency org.nd4j:nd4j-native");
    }
    for (Map.Entry<String, String> part : PARTS.entrySet()) {
      if (!exists(part.getKey())) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "ND4J's %s is not on the class path; add the dependency %s",
                part.getKey(),
                part.getValue()));
      }
    }
    String platform =
        System.getProperty("org.bytedeco.javacpp.platform", Loader.Detector.getPlatform());
    String nd4j = System.mapLibraryName("jnind4jcpu");
    String bindings = "org/nd4j/linalg/cpu/nativecpu/bindings/" + platform;
    if (BUILDS.stream().noneMatch(build -> exists(bindings + build + "/" + nd4j))) {
      return Optional.of(missing(nd4j, "org.nd4j:nd4j-native", platform));
    }
    String openblas = System.mapLibraryName("jniopenblas_nolapack");
    if (!exists("org/bytedeco/openblas/" + platform + "/" + openblas)) {
      return Optional.of(missing(openblas, "org.bytedeco:openblas", platform));
    }
    return Nd4jConditions.unfulfilled().or(NativeCache::objection);
  }

  /**
   * Loads ND4J, and sets its BLAS to one thread unless {@value #THREADS} is set.
   *
   * @throws IllegalStateException if ND4J cannot be used; the message says why and what to do
   */
  static void start() {
    Nd4jConditions.unfulfilled()
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    NativeCache.prepare();
    if (FirstUse.FAILURE.isPresent()) {
      Throwable failure = FirstUse.FAILURE.get();
      throw new IllegalStateException(name() + " cannot be loaded: " + reason(failure), failure);
    }
    Object chosen = Nd4j.getBackend();
    if (!(chosen instanceof CpuBackend)) {
      throw new IllegalStateException(
          String.format(
                  Locale.ROOT,
                  "ND4J chose %s, but this backend needs nd4j-native, whose arrays are in main memory; ",
                  chosen == null ? "none of its backends" : chosen.getClass().getName())
              + "remove the other one from the class path");
    }
    if (System.getenv().getOrDefault(THREADS, "").isEmpty()) {
      Nd4j.factory().blas().setMaxThreads(1);
    }
  }

  private static String missing(String file, String dependency, String platform) {
    return String.format(
        Locale.ROOT,
        "ND4J's native library %s for %s is not on the class path; add the dependency %s with the classifier %s",
        file,
        platform,
        dependency,
        platform);
  }

  /** The root cause of a failure to load, and what to do about it. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message =
        root.getMessage() == null || root instanceof UnsupportedOperationException
            ? root.toString()
            : root.getMessage();
    return Runtime.version().feature() < 24
        ? message
        : message
            + "; Java 24 and later need --enable-native-access=ALL-UNNAMED and"
            + " --sun-misc-unsafe-memory-access=allow for ND4J";
  }

  private static Optional<String> version() {
    String place = "META-INF/maven/org.nd4j/nd4j-native/pom.properties";
    try (InputStream file = loader().getResourceAsStream(place)) {
      if (file == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(file);
      return Optional.ofNullable(properties.getProperty("version"));
    } catch (IOException e) {
      return Optional.empty(); // The name is enough.
    }
  }

  private static boolean exists(String resource) {
    return loader().getResource(resource) != null;
  }

  private static ClassLoader loader() {
    return Nd4jLibrary.class.getClassLoader();
  }
}
