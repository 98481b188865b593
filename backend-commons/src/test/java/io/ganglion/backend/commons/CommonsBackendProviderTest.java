package io.ganglion.backend.commons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ganglion.backend.Backends;
import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.net.URL;
import java.net.URLClassLoader;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.junit.jupiter.api.Test;

class CommonsBackendProviderTest {

  @Test
  void isFoundByItsNameInFloat64() {
    Backend<?> backend = Backends.create("commons", Precision.FLOAT64);

    assertThat(backend.name()).isEqualTo("commons");
    assertThat(backend.precision()).isEqualTo(Precision.FLOAT64);
  }

  @Test
  void refusesFloat32AndSaysWhatToUse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommonsBackendProvider().create(Precision.FLOAT32))
        .withMessage(
            "the backend 'commons' computes in float64 only, not in float32;"
                + " use float64 or another backend");
  }

  @Test
  void isPreferredToTheBuiltInBackend() {
    assertThat(Backends.list())
        .extracting(info -> info.name())
        .containsSubsequence("commons", "java");
  }

  @Test
  void namesTheVersionOfCommonsMathOnTheClassPath() {
    String jar = location(ArrayRealVector.class).getPath();

    String library = new CommonsBackendProvider().library();

    assertThat(library).matches("Apache Commons Math \\d+\\.\\d+.*");
    assertThat(jar).endsWith("-" + library.substring("Apache Commons Math ".length()) + ".jar");
  }

  @Test
  void saysWhatToAddIfCommonsMathIsMissing() throws Exception {
    URL[] withoutLibrary = {
      location(CommonsBackendProvider.class), location(BackendProvider.class)
    };
    try (URLClassLoader loader =
        new URLClassLoader(withoutLibrary, ClassLoader.getPlatformClassLoader())) {
      Object provider =
          loader.loadClass(CommonsBackendProvider.class.getName()).getConstructor().newInstance();

      assertThat(call(provider, "library")).isEqualTo("Apache Commons Math of unknown version");
      assertThat(call(provider, "unavailability"))
          .contains(
              "Apache Commons Math is not on the class path; "
                  + "add org.apache.commons:commons-math3");
    }
  }

  /** Calls the provider reflectively, because it was loaded by another class loader. */
  private static String call(Object provider, String method) throws ReflectiveOperationException {
    return provider.getClass().getMethod(method).invoke(provider).toString();
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
