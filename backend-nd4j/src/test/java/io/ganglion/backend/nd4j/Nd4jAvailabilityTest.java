package io.ganglion.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.backend.BackendInfo;
import io.ganglion.backend.Backends;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.io.File;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class Nd4jAvailabilityTest {

  private static final String PLATFORM = Loader.Detector.getPlatform();

  /** A separate class loader for Ganglion and ND4J that lacks some files of the class path. */
  private static final class PartialClassPath extends URLClassLoader {

    PartialClassPath(Predicate<String> hidden) {
      super(
          Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
              .map(File::new)
              .filter(file -> !hidden.test(file.getName()))
              .map(PartialClassPath::url)
              .toArray(URL[]::new),
          ClassLoader.getPlatformClassLoader());
    }

    boolean hasLoaded(String name) {
      return findLoadedClass(name) != null;
    }

    /**
     * Calls a method of a provider that this loader has loaded, and whose types the test cannot
     * use.
     */
    Object call(String name, Object... arguments) throws Exception {
      Class<?> type = loadClass(Nd4jBackendProvider.class.getName());
      Object provider = type.getConstructor().newInstance();
      Class<?> spi = loadClass(BackendProvider.class.getName());
      for (Method method : spi.getMethods()) {
        if (method.getName().equals(name)) {
          return method.invoke(provider, arguments);
        }
      }
      throw new NoSuchMethodException(name);
    }

    Object create() throws Exception {
      Class<?> precision = loadClass(Precision.class.getName());
      return call("create", precision.getMethod("of", String.class).invoke(null, "float64"));
    }

    private static URL url(File file) {
      try {
        return file.toURI().toURL();
      } catch (MalformedURLException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Predicate<String> nativesOf(String library) {
    return file -> file.startsWith(library) && file.endsWith("-" + PLATFORM + ".jar");
  }

  private static String unavailability(Predicate<String> hidden) throws Exception {
    try (PartialClassPath loader = new PartialClassPath(hidden)) {
      return ((Optional<?>) loader.call("unavailability"))
          .map(Object::toString)
          .orElse("available");
    }
  }

  @Test
  void blasUsesOneThreadByDefault() {
    assumeTrue(System.getenv("OMP_NUM_THREADS") == null, "OMP_NUM_THREADS is set");
    Nd4j.factory().blas().setMaxThreads(2);

    new Nd4jBackendProvider().create(Precision.FLOAT64);

    assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(1);
  }

  @Test
  void itIsListedWithTheVersionOfTheLibrary() {
    assertThat(Backends.list())
        .filteredOn(info -> info.name().equals("nd4j"))
        .singleElement()
        .satisfies(info -> assertThat(info.library()).matches("ND4J \\d.*"))
        .matches(BackendInfo::isAvailable);
  }

  @Test
  void itStartsOnAThreadWhoseContextClassLoaderDoesNotSeeNd4j() throws Exception {
    try (PartialClassPath loader = new PartialClassPath(file -> false)) {
      assertThat(loader.create().getClass().getName())
          .isEqualTo(Nd4jFloat64Backend.class.getName());
    }
  }

  @Test
  void checkingItsAvailabilityLoadsNoClassOfNd4j() throws Exception {
    try (PartialClassPath loader = new PartialClassPath(file -> false)) {
      assertThat(loader.call("unavailability")).isEqualTo(Optional.empty());
      assertThat(loader.call("library").toString()).startsWith("ND4J ");
      assertThat(loader.hasLoaded("org.nd4j.linalg.factory.Nd4j")).isFalse();
      assertThat(loader.hasLoaded("org.bytedeco.javacpp.Loader")).isFalse();
    }
  }

  @Test
  void withoutNd4jItIsUnavailableAndSaysWhatToAdd() throws Exception {
    Predicate<String> nd4j =
        file ->
            file.startsWith("nd4j") || file.startsWith("javacpp") || file.startsWith("openblas");

    assertThat(unavailability(nd4j))
        .isEqualTo("ND4J is not on the class path; add the dependency org.nd4j:nd4j-native");
    try (PartialClassPath loader = new PartialClassPath(nd4j)) {
      assertThat(loader.call("library")).isEqualTo("ND4J");
    }
  }

  @Test
  void withoutAPartOfNd4jItIsUnavailableAndSaysWhatToAdd() throws Exception {
    assertThat(unavailability(file -> file.startsWith("javacpp")))
        .isEqualTo(
            "ND4J's org/bytedeco/javacpp/Loader.class is not on the class path; add the dependency"
                + " org.bytedeco:javacpp");
  }

  @Test
  void withoutNd4jsNativesItIsUnavailableAndSaysWhatToAdd() throws Exception {
    assertThat(unavailability(nativesOf("nd4j-native")))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "ND4J's native library %s for %s is not on the class path; add the dependency org.nd4j:nd4j-native with the classifier %s",
                System.mapLibraryName("jnind4jcpu"),
                PLATFORM,
                PLATFORM));
  }

  @Test
  void withoutTheNativesOfOpenBlasItIsUnavailableAndSaysWhatToAdd() throws Exception {
    assertThat(unavailability(nativesOf("openblas")))
        .contains(System.mapLibraryName("jniopenblas_nolapack"))
        .endsWith("add the dependency org.bytedeco:openblas with the classifier " + PLATFORM);
  }

  @Test
  void creatingItWithoutNativesFailsWithTheReasonEveryTime() throws Exception {
    try (PartialClassPath loader = new PartialClassPath(nativesOf("nd4j-native"))) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(loader::create)
            .isInstanceOf(InvocationTargetException.class)
            .cause()
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining(" cannot be loaded: ")
            .hasMessageContaining("jnind4jcpu");
      }
    }
  }
}
