package io.ganglion.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ganglion.layer.Layer;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Architecture;
import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Phrase;
import io.ganglion.vocabulary.LayerReader;
import io.ganglion.vocabulary.Vocabularies;
import io.ganglion.vocabulary.Vocabulary;
import io.ganglion.vocabulary.Word;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discovery through class loaders: plug-ins, fat jars, missing libraries, what is remembered. */
class DiscoveryTest {

  private static final String SERVICES = "META-INF/services/" + BackendProvider.class.getName();

  @TempDir private Path folder;

  /** A plug-in's class loader: its own copies of the classes below, and its own service files. */
  private static final class PlugIn extends URLClassLoader {

    private int scans;

    PlugIn(Path folder) throws MalformedURLException {
      super(new URL[] {folder.toUri().toURL()}, DiscoveryTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals("org.acme.AcmeBackendProvider")) {
        throw new NoClassDefFoundError("org/acme/matrix/Matrix");
      }
      if (!name.startsWith(DiscoveryTest.class.getName() + "$My")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? copy(name) : loaded;
      }
    }

    private Class<?> copy(String name) throws ClassNotFoundException {
      try (var file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      if (name.equals(SERVICES)) {
        scans++;
      }
      return super.getResources(name);
    }

    /** Calls a class of the plug-in, while the thread's class loader is the program's. */
    String call(Class<?> type) throws ReflectiveOperationException {
      return (String)
          ((Supplier<?>) loadClass(type.getName()).getConstructor().newInstance()).get();
    }
  }

  private PlugIn plugIn(String... providers) throws IOException {
    write(SERVICES, providers);
    return new PlugIn(folder);
  }

  private void write(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }

  private static List<String> listed(ClassLoader loader) {
    return Backends.list(loader).stream()
        .map(info -> info.name() + ": " + info.unavailability().orElse("available"))
        .toList();
  }

  @Test
  void aPlugInNamesItsClassLoader() throws IOException {
    try (PlugIn plugIn = plugIn(MyProvider.class.getName())) {
      assertThat(Backends.create(Precision.FLOAT64, plugIn).name()).isEqualTo("mine");
      assertThat(Backends.create("mine", Precision.FLOAT64, plugIn).name()).isEqualTo("mine");
      assertThat(Backends.pick(Precision.FLOAT64, plugIn)).isEqualTo("mine");
      assertThat(listed(plugIn)).containsExactly("mine: available", "java: available");
      assertThat(Backends.create(Precision.FLOAT64).name()).isEqualTo("java");
    }
  }

  @Test
  void aPlugInThatNamesNoClassLoaderFindsItsOwnBackends() throws Exception {
    try (PlugIn plugIn = plugIn(MyProvider.class.getName())) {
      assertThat(plugIn.call(MyCaller.class)).isEqualTo("mine mine mine 2");
    }
  }

  @Test
  void aPlugInsWordsAreKnownToItAndToWhoNamesItsClassLoader() throws Exception {
    write("META-INF/services/" + Vocabulary.class.getName(), MyVocabulary.class.getName());
    try (PlugIn plugIn = plugIn()) {
      assertThat(plugIn.call(MyReader.class)).isEqualTo("input 3, softmax");
      assertThat(Vocabularies.find(plugIn).layer(Phrase.of("mine"), Shape.of(3)))
          .isEqualTo(new Softmax());
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> Architecture.parse("input 3, mine"));
    }
  }

  @Test
  void noClassLoaderMeansTheSystemClassLoader() {
    assertThat(Backends.create(Precision.FLOAT64, null).name()).isEqualTo("java");
    assertThat(listed(null)).containsExactly("java: available");
  }

  @Test
  void aClassLoaderIsScannedOnce() throws IOException {
    try (PlugIn plugIn = plugIn(MyProvider.class.getName())) {
      for (int i = 0; i < 3; i++) {
        Backends.create(Precision.FLOAT64, plugIn);
        Backends.create("mine", Precision.FLOAT64, plugIn);
        Backends.pick(Precision.FLOAT64, plugIn);
      }

      assertThat(plugIn.scans).isEqualTo(1);
    }
  }

  @Test
  void aBackendThatWasAddedLaterIsFoundByItsName() throws IOException {
    try (PlugIn plugIn = plugIn()) {
      assertThat(Backends.create(Precision.FLOAT64, plugIn).name()).isEqualTo("java");

      write(SERVICES, MyProvider.class.getName());

      assertThat(Backends.create("mine", Precision.FLOAT64, plugIn).name()).isEqualTo("mine");
      assertThat(Backends.create(Precision.FLOAT64, plugIn).name()).isEqualTo("mine");
    }
  }

  @Test
  void aClassLoaderIsNotKept() throws IOException {
    WeakReference<ClassLoader> gone = useAndForget();

    for (int i = 0; i < 100 && gone.get() != null; i++) {
      System.gc();
    }

    assertThat(gone.get()).isNull();
  }

  private WeakReference<ClassLoader> useAndForget() throws IOException {
    try (PlugIn plugIn = plugIn(MyProvider.class.getName())) {
      assertThat(Backends.create(Precision.FLOAT64, plugIn).name()).isEqualTo("mine");
      return new WeakReference<>(plugIn);
    }
  }

  @Test
  void aBackendThatAFatJarHasLostIsListedWithTheRemedy() throws IOException {
    write("io/ganglion/backend/ejml/EjmlBackendProvider.class");
    String reason =
        "its classes are on the class path, but no META-INF/services/io.ganglion.spi.BackendProvider"
            + " names io.ganglion.backend.ejml.EjmlBackendProvider; pack a fat jar with the shade"
            + " plugin's ServicesResourceTransformer, which merges service files";
    try (PlugIn plugIn = plugIn()) {
      assertThat(listed(plugIn)).containsExactly("java: available", "ejml: " + reason);
      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(() -> Backends.create("ejml", Precision.FLOAT64, plugIn))
          .withMessageStartingWith("the backend 'ejml' cannot be used: " + reason + "; found java");
    }
  }

  @Test
  void aBackendThatAFatJarHasLostIsPassedOverWithOneWarning() throws IOException {
    write("io/ganglion/backend/commons/CommonsBackendProvider.class");
    List<String> logged = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            logged.add(entry.getParameters()[0].toString());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("io.ganglion.backend");
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try (PlugIn plugIn = plugIn()) {
      Backends.create(Precision.FLOAT64, plugIn);
      Backends.create(Precision.FLOAT64, plugIn);
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }

    assertThat(logged).containsExactly("commons");
  }

  @Test
  void aProviderWhoseLibraryIsMissingIsListedByItsName() throws IOException {
    try (PlugIn plugIn = plugIn("org.acme.AcmeBackendProvider", MyLacking.class.getName())) {
      assertThat(listed(plugIn))
          .containsExactlyInAnyOrder(
              "java: available",
              "acme: the class org.acme.matrix.Matrix is missing; add the library that has it to"
                  + " the class path",
              "lacking: the class org.acme.Version is missing; add the library that has it to the"
                  + " class path");
      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(() -> Backends.create("acme", Precision.FLOAT64, plugIn))
          .withMessageStartingWith("the backend 'acme' cannot be used: the class org.acme.matrix");
    }
  }

  @Test
  void aProviderOfAnotherCopyOfCoreIsListedOnceByItsName() throws IOException {
    // To this copy, it implements something else.
    write(
        "io/ganglion/backend/ejml/EjmlBackendProvider.java",
        "package io.ganglion.backend.ejml;",
        "public class EjmlBackendProvider {}");
    Path source = folder.resolve("io/ganglion/backend/ejml/EjmlBackendProvider.java");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", source.toString()))
        .isZero();
    try (PlugIn plugIn = plugIn("io.ganglion.backend.ejml.EjmlBackendProvider")) {
      assertThat(listed(plugIn))
          .containsExactly(
              "java: available",
              "ejml: io.ganglion.spi.BackendProvider: io.ganglion.backend.ejml.EjmlBackendProvider"
                  + " not a subtype; it belongs to another copy of ganglion-core: keep one of the"
                  + " two");
    }
  }

  /** A provider in the plug-in. */
  public static class MyProvider implements BackendProvider {
    @Override
    public String name() {
      return "mine";
    }

    @Override
    public String library() {
      return "Mine 1.0";
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
          java.lang.reflect.Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Backend.class},
              (proxy, method, arguments) -> name());
    }
  }

  /** A provider that asks its missing library for the version. */
  public static final class MyLacking extends MyProvider {
    @Override
    public String name() {
      return "lacking";
    }

    @Override
    public String library() {
      throw new NoClassDefFoundError("org/acme/Version");
    }
  }

  /** Code of the plug-in that names no class loader. */
  public static final class MyCaller implements Supplier<String> {
    @Override
    public String get() {
      return String.join(
          " ",
          Backends.create(Precision.FLOAT64).name(),
          Backends.create("mine", Precision.FLOAT64).name(),
          Backends.pick(Precision.FLOAT64),
          Integer.toString(Backends.list().size()));
    }
  }

  /** Code of the plug-in that reads a network with a word of its own. */
  public static final class MyReader implements Supplier<String> {
    @Override
    public String get() {
      return Architecture.parse("input 3, mine").toString();
    }
  }

  /** The plug-in's words. */
  public static final class MyVocabulary implements Vocabulary {
    @Override
    public List<Word<LayerReader>> layers() {
      return List.of(new Word<>("mine", (phrase, input, words) -> layer()));
    }

    private static Layer layer() {
      return new Softmax();
    }
  }
}
