package io.ganglion.backend.ejml;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.backend.Backends;
import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.net.URL;
import java.net.URLClassLoader;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EjmlBackendProviderTest {

  @ParameterizedTest
  @EnumSource
  void isFoundByItsNameInBothPrecisions(Precision precision) {
    Backend<?> backend = Backends.create("ejml", precision);

    assertThat(backend.name()).isEqualTo("ejml");
    assertThat(backend.precision()).isEqualTo(precision);
  }

  @Test
  void isPreferredToTheBuiltInBackend() {
    assertThat(Backends.list()).extracting(info -> info.name()).containsSubsequence("ejml", "java");
  }

  @Test
  void namesTheVersionOfEjmlOnTheClassPath() {
    String jar = location(CommonOps_DDRM.class).getPath();

    String library = new EjmlBackendProvider().library();

    assertThat(library).matches("EJML \\d+\\.\\d+.*");
    assertThat(jar).endsWith("-" + library.substring("EJML ".length()) + ".jar");
  }

  @Test
  void saysWhatToAddIfEjmlIsMissing() throws Exception {
    URL[] withoutEjml = {location(EjmlBackendProvider.class), location(BackendProvider.class)};
    try (URLClassLoader loader =
        new URLClassLoader(withoutEjml, ClassLoader.getPlatformClassLoader())) {
      Object provider =
          loader.loadClass(EjmlBackendProvider.class.getName()).getConstructor().newInstance();

      assertThat(call(provider, "library")).isEqualTo("EJML of unknown version");
      assertThat(call(provider, "unavailability"))
          .contains(
              "EJML's CommonOps_DDRM is not on the class path; "
                  + "add org.ejml:ejml-ddense and org.ejml:ejml-fdense");
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
