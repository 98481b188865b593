package io.ganglion.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discovery with providers of every kind on the class path: good, missing, broken, ambiguous. */
class BackendsTest {

  @TempDir private Path folder;

  private ClassLoader before;

  @BeforeEach
  void rememberTheClassLoader() {
    before = Thread.currentThread().getContextClassLoader();
  }

  @AfterEach
  void restoreTheClassLoader() {
    Thread.currentThread().setContextClassLoader(before);
    System.clearProperty(Backends.PROPERTY);
  }

  /** Makes a service file of the given lines visible to discovery. */
  private void provide(String... lines) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(BackendProvider.class.getName()), List.of(lines));
    Thread.currentThread().setContextClassLoader(loaderOf(folder));
  }

  private ClassLoader loaderOf(Path path) throws MalformedURLException {
    return new URLClassLoader(new URL[] {path.toUri().toURL()}, before);
  }

  @Test
  void theBuiltInBackendIsAlwaysAvailable() {
    assertThat(Backends.list()).extracting(BackendInfo::name).containsExactly("java");
    assertThat(Backends.create(Precision.FLOAT32).name()).isEqualTo("java");
    assertThat(Backends.pick(Precision.FLOAT64)).isEqualTo("java");
  }

  @Test
  void theBuiltInBackendIsAvailableToAThreadWithoutClassLoader() {
    Thread.currentThread().setContextClassLoader(null);

    assertThat(Backends.create("java", Precision.FLOAT64).precision()).isEqualTo(Precision.FLOAT64);
  }

  @Test
  void theAvailableBackendWithTheHighestPriorityIsChosen() throws IOException {
    provide(Better.class.getName(), Unavailable.class.getName());

    assertThat(Backends.create(Precision.FLOAT64).name()).isEqualTo("better");
    assertThat(Backends.pick(Precision.FLOAT64)).isEqualTo("better");
    assertThat(Backends.list())
        .extracting(BackendInfo::name)
        .containsExactly("better", "java", "unavailable");
  }

  @Test
  void aBackendIsPassedOverInAPrecisionThatItLacks() throws IOException {
    provide(Better.class.getName());

    assertThat(Backends.create(Precision.FLOAT32).name()).isEqualTo("java");
    assertThat(Backends.pick(Precision.FLOAT32)).isEqualTo("java");
  }

  @Test
  void theSystemPropertyNamesTheBackend() throws IOException {
    provide(Better.class.getName());
    System.setProperty(Backends.PROPERTY, "java");

    assertThat(Backends.create(Precision.FLOAT64).name()).isEqualTo("java");
    assertThat(Backends.pick(Precision.FLOAT64)).isEqualTo("java");
  }

  @Test
  void anUnknownNameInTheSystemPropertyNeverFallsBack() {
    System.setProperty(Backends.PROPERTY, "nonsense");

    refused(
        () -> Backends.create(Precision.FLOAT64),
        "no backend is called 'nonsense'; found java; for others, add a dependency such as"
            + " io.ganglion:ganglion-backend-{commons,ejml,nd4j,vector}; the name is from the system"
            + " property ganglion.backend");
  }

  @Test
  void aKnownBackendThatIsMissingIsRefusedWithItsDependency() {
    refused(
        () -> Backends.create("ejml", Precision.FLOAT64),
        "no backend is called 'ejml'; found java; add the dependency"
            + " io.ganglion:ganglion-backend-ejml");
  }

  @Test
  void anUnavailableBackendIsRefusedWithTheReason() throws IOException {
    provide(Unavailable.class.getName());

    refused(
        () -> Backends.create("unavailable", Precision.FLOAT64),
        "the backend 'unavailable' cannot be used: the moon is not full, wait for it; found java,"
            + " unavailable (unavailable: the moon is not full, wait for it)");
  }

  @Test
  void aPrecisionThatTheBackendLacksIsRefused() throws IOException {
    provide(Better.class.getName());

    refused(
        () -> Backends.create("better", Precision.FLOAT32),
        "the backend 'better' does not compute in float32, only in float64; choose that precision"
            + " or another backend; found better, java");
  }

  @Test
  void brokenProvidersAreListedAndHideNoOthers() throws IOException {
    provide("not.There", Throwing.class.getName(), Linkage.class.getName(), Better.class.getName());

    assertThat(Backends.create(Precision.FLOAT64).name()).isEqualTo("better");
    assertThat(Backends.list())
        .extracting(info -> info.name() + ": " + info.unavailability().orElse("available"))
        .containsExactlyInAnyOrder(
            "better: available",
            "java: available",
            "a provider that could not be loaded: ServiceConfigurationError:"
                + " io.ganglion.spi.BackendProvider: Provider not.There not found",
            Throwing.class.getName() + ": UnsupportedOperationException: I have no name",
            Linkage.class.getName()
                + ": ExceptionInInitializerError: no native library for this machine");
  }

  @Test
  void anErrorOfAnyKindIsListedAndHidesNoOthers() throws IOException {
    provide(Failing.class.getName(), Better.class.getName());

    assertThat(Backends.create(Precision.FLOAT64).name()).isEqualTo("better");
    assertThat(Backends.list())
        .extracting(info -> info.name() + ": " + info.unavailability().orElse("available"))
        .contains(Failing.class.getName() + ": AssertionError: wrong processor");
  }

  @Test
  void twoProvidersThatLackTheSameClassHideNoOthers() throws IOException {
    provide("lacking.One", "lacking.Two", Better.class.getName());
    Thread.currentThread()
        .setContextClassLoader(
            new ClassLoader(Thread.currentThread().getContextClassLoader()) {
              @Override
              protected Class<?> loadClass(String name, boolean resolve)
                  throws ClassNotFoundException {
                if (name.startsWith("lacking.")) {
                  throw new NoClassDefFoundError("org/library/Missing");
                }
                return super.loadClass(name, resolve);
              }
            });

    assertThat(Backends.create(Precision.FLOAT64).name()).isEqualTo("better");
  }

  @Test
  void theBuiltInBackendIsAvailableWithoutItsServiceFile() throws IOException {
    provide(Better.class.getName());
    String services = "META-INF/services/" + BackendProvider.class.getName();
    URL kept = folder.resolve(services).toUri().toURL();
    Thread.currentThread()
        .setContextClassLoader(
            new ClassLoader(Thread.currentThread().getContextClassLoader()) {
              @Override
              public Enumeration<URL> getResources(String name) throws IOException {
                return name.equals(services)
                    ? Collections.enumeration(List.of(kept))
                    : super.getResources(name);
              }
            });

    assertThat(Backends.list()).extracting(BackendInfo::name).containsExactly("better", "java");
  }

  @Test
  void withoutAnyUsableBackendTheErrorSaysWhatWasFound() throws IOException {
    provide(Impostor.class.getName());

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> Backends.create(Precision.FLOAT64))
        .withMessageStartingWith(
            "no backend computes in float64; found java (unavailable: several providers have the"
                + " name 'java': ");
  }

  @Test
  void aFailureToStartSaysWhy() throws IOException {
    provide(DoesNotStart.class.getName());

    refused(
        () -> Backends.create("dead", Precision.FLOAT64),
        "the backend 'dead' could not be started: the class org.nd4j.Missing is missing; add the library"
            + " that has it to the class path; found dead, java");
  }

  @Test
  void twoProvidersOfOneNameAreBothRefused() throws IOException {
    provide(Better.class.getName(), Namesake.class.getName());

    assertThat(Backends.create(Precision.FLOAT64).name()).isEqualTo("java");
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> Backends.create("better", Precision.FLOAT64))
        .withMessageStartingWith(
            "the backend 'better' cannot be used: several providers have the name 'better': "
                + Better.class.getName()
                + ", "
                + Namesake.class.getName()
                + "; remove all but one from the class path");
  }

  private static void refused(Supplier<Backend<?>> choice, String message) {
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(choice::get)
        .withMessage(message);
  }

  /** A provider that works; its backend can only tell its name. */
  public static class Better implements BackendProvider {
    @Override
    public String name() {
      return "better";
    }

    @Override
    public String library() {
      return "Better 1.0";
    }

    @Override
    public int priority() {
      return 10;
    }

    @Override
    public Set<Precision> precisions() {
      return Set.of(Precision.FLOAT64);
    }

    @Override
    public Optional<String> unavailability() {
      return Optional.empty();
    }

    @Override
    public Backend<?> create(Precision precision) {
      return (Backend<?>)
          Proxy.newProxyInstance(
              Backend.class.getClassLoader(),
              new Class<?>[] {Backend.class},
              (proxy, method, arguments) -> name());
    }
  }

  /** Another provider of the same name. */
  public static final class Namesake extends Better {}

  /** A provider that cannot be used here. */
  public static final class Unavailable extends Better {
    @Override
    public String name() {
      return "unavailable";
    }

    @Override
    public int priority() {
      return 99;
    }

    @Override
    public Optional<String> unavailability() {
      return Optional.of("the moon is not full, wait for it");
    }
  }

  /** A provider that fails when asked. */
  public static final class Throwing extends Better {
    @Override
    public String name() {
      throw new UnsupportedOperationException("I have no name");
    }
  }

  /** A provider whose class cannot be initialised, like ND4J without its natives. */
  public static final class Linkage extends Better {
    @Override
    public Optional<String> unavailability() {
      throw new ExceptionInInitializerError("no native library for this machine");
    }
  }

  /** A provider with an error that is not the JVM's own. */
  public static final class Failing extends Better {
    @Override
    public Optional<String> unavailability() {
      throw new AssertionError("wrong processor");
    }
  }

  /** A provider that takes the built-in backend's name. */
  public static final class Impostor extends Better {
    @Override
    public String name() {
      return "java";
    }
  }

  /** A provider that reports itself available but is not. */
  public static final class DoesNotStart extends Better {
    @Override
    public String name() {
      return "dead";
    }

    @Override
    public Backend<?> create(Precision precision) {
      throw new NoClassDefFoundError("org/nd4j/Missing");
    }
  }
}
