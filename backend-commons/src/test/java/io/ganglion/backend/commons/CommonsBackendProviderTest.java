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
  void refusesFloat32AndSaysWhatThereIs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommonsBackendProvider().create(Precision.FLOAT32))
        .withMessage(
            "the backend 'commons' computes in float64 only, not in float32;"
                + " take float64 or another backend");
  }

  @Test
  void isPreferredToTheBuiltInBackend() {
    assertThat(Backends.list())
        .extracting(info -> info.name())
        .containsSubsequence("commons", "java");
  }

  @Test
  void namesTheVersionOfCommonsMathThatIsThere() {
    String jar = location(ArrayRealVector.class).getPath();

    String library = new CommonsBackendProvider().library();

    assertThat(library).matches("Apache Commons Math \\d+\\.\\d+.*");
    assertThat(jar).endsWith("-" + library.substring("Apache Commons Math ".length()) + ".jar");
  }

  @Test
  void saysWhatToAddWhereCommonsMathIsMissing() throws Exception {
    URL[] withoutLibrary = {
      location(CommonsBackendProvider.class), location(BackendProvider.class)
    };
    try (URLClassLoader loader =
        new URLClassLoader(withoutLibrary, ClassLoader.getPlatformClassLoader())) {
      Object provider =
          loader.loadClass(CommonsBackendProvider.class.getName()).getConstructor().newInstance();

      assertThat(ask(provider, "library")).isEqualTo("Apache Commons Math of unknown version");
      assertThat(ask(provider, "unavailability"))
          .contains(
              "Apache Commons Math is not on the class path; "
                  + "add org.apache.commons:commons-math3");
    }
  }

  /** The provider is of another class loader, so that this one cannot cast it. */
  private static String ask(Object provider, String method) throws ReflectiveOperationException {
    return provider.getClass().getMethod(method).invoke(provider).toString();
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
