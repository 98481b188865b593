package io.ganglion.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.spi.Precision;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JavaCPP unpacks native libraries only into a folder of the user's own. */
class NativeCacheTest {

  private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  @TempDir private Path folder;

  private final Properties properties = System.getProperties();

  @BeforeEach
  void isolate() throws IOException {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("unix"),
        "files here have no permissions in the sense of POSIX");
    System.setProperties((Properties) properties.clone());
    NativeCache.PROPERTIES.forEach(System::clearProperty);
    System.setProperty("user.home", folder.toString());
    allow(folder, "rwx------");
  }

  @AfterEach
  void restore() {
    System.setProperties(properties);
  }

  private static void allow(Path place, String permissions) throws IOException {
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path place) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(place));
  }

  /** What is different in the folder after an action, by name. */
  private static Map<Path, Long> contents(Path folder) throws IOException {
    try (var entries = Files.walk(folder)) {
      return entries
          .filter(Files::isRegularFile)
          .collect(Collectors.toMap(Function.identity(), entry -> entry.toFile().lastModified()));
    }
  }

  @Test
  void theFolderInTheHomeFolderIsMadeForTheUserAloneAndNamedToJavaCpp() throws IOException {
    Path cache = folder.resolve(".javacpp/cache");
    assertThat(NativeCache.objection()).isEmpty();
    assertThat(cache).doesNotExist();

    NativeCache.prepare();

    assertThat(permissions(cache)).isEqualTo("rwx------");
    assertThat(permissions(cache.getParent())).isEqualTo("rwx------");
    assertThat(System.getProperty(PROPERTY)).isEqualTo(cache.toString());
  }

  @Test
  void whatTheUserMadeWritableForOthersThereIsClosedToThem() throws IOException {
    Path cache = Files.createDirectories(folder.resolve(".javacpp/cache"));
    allow(cache, "rwxrwxrwx");
    allow(cache.getParent(), "rwxrwxr-x");
    assertThat(NativeCache.objection()).isEmpty();

    NativeCache.prepare();

    assertThat(permissions(cache)).isEqualTo("rwx------");
    assertThat(permissions(cache.getParent())).isEqualTo("rwx------");
  }

  @Test
  void aFolderThatTheUserHasNamedStays() throws IOException {
    Path named = folder.resolve("a/b");
    System.setProperty(PROPERTY, named.toString());

    NativeCache.prepare();

    assertThat(permissions(named)).isEqualTo("rwx------");
    assertThat(System.getProperty(PROPERTY)).isEqualTo(named.toString());
    assertThat(folder.resolve(".javacpp")).doesNotExist();
  }

  @Test
  void aFolderThatOthersCanWriteIsRefusedByEitherName() throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    for (String permissions : List.of("rwxrwxrwx", "rwxrwx---", "rwx----w-")) {
      allow(shared, permissions);
      for (String property : NativeCache.PROPERTIES) {
        NativeCache.PROPERTIES.forEach(System::clearProperty);
        System.setProperty(property, shared.toString());
        assertThat(NativeCache.objection())
            .hasValue(
                String.format(
                    Locale.ROOT,
                    "its native libraries in %s could be replaced by others: %s can be written by others than you; set -D%s=FOLDER to a folder that only you can write",
                    shared,
                    shared,
                    PROPERTY));
      }
    }
    assertThatThrownBy(NativeCache::prepare)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("could be replaced by others");
    assertThat(permissions(shared)).isEqualTo("rwx----w-");
  }

  @Test
  void aFolderBelowOneThatOthersCanWriteIsRefused() throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Path own = Files.createDirectory(shared.resolve("own"));
    allow(own, "rwx------");
    allow(shared, "rwxrwxrwx");

    assertThat(NativeCache.objection(own)).get().asString().contains(shared + " can be written");
    assertThat(NativeCache.objection(shared.resolve("missing")))
        .get()
        .asString()
        .contains(shared + " can be written");
  }

  @Test
  void aHomeFolderThatOthersCanWriteIsRefused() throws IOException {
    allow(folder, "rwxrwxrwx");

    assertThat(NativeCache.objection())
        .get()
        .asString()
        .contains(folder + " can be written by others than you");
  }

  @Test
  void aFolderOfOnesOwnInTheTemporaryFolderIsFineButTheTemporaryFolderIsNot() throws IOException {
    Path temporary = Path.of("/tmp");
    assumeTrue(((Integer) Files.getAttribute(temporary, "unix:mode") & 07777) == 01777);
    Path own = Files.createTempDirectory(temporary, "ganglion");
    try {
      assertThat(NativeCache.objection(own)).isEmpty();
    } finally {
      Files.delete(own);
    }
    assertThat(NativeCache.objection(temporary)).isPresent();
  }

  @Test
  void aLinkIntoAFolderThatOthersCanWriteIsRefused() throws IOException {
    Path shared = Files.createDirectories(folder.resolve("shared/cache"));
    allow(shared.getParent(), "rwxrwxrwx");
    Files.createSymbolicLink(folder.resolve(".javacpp"), shared.getParent());

    assertThatThrownBy(NativeCache::prepare).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatSomebodyElsePutThereIsRefused() throws IOException {
    Path cache = Files.createDirectories(folder.resolve(".javacpp/cache/some.jar"));
    Path planted = Files.createFile(cache.resolve(System.mapLibraryName("jnind4jcpu")));
    boolean owned = giveToNobody(planted);
    assumeTrue(owned, "only root can give files away");

    assertThat(NativeCache.objection())
        .hasValue(
            String.format(
                Locale.ROOT,
                "%s, in the folder of its native libraries, belongs to nobody; delete it",
                planted));
  }

  @Test
  void aFolderOfSomebodyElseIsRefused() throws IOException {
    Path cache = Files.createDirectories(folder.resolve(".javacpp/cache"));
    assumeTrue(giveToNobody(cache), "only root can give files away");

    assertThat(NativeCache.objection()).get().asString().contains(cache + " belongs to nobody");
  }

  private static boolean giveToNobody(Path place) {
    try {
      Files.setOwner(
          place,
          FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void withoutAHomeFolderThatCanBeWrittenItSaysSo() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    System.setProperty("user.home", file.toString());

    assertThat(NativeCache.objection())
        .hasValue(
            String.format(
                Locale.ROOT,
                "its native libraries cannot be unpacked into %s/.javacpp/cache, because %s is not a folder that you can write; set -D%s=FOLDER to a folder that only you can write",
                file,
                file,
                PROPERTY));
    System.setProperty("user.home", "?");
    assertThat(NativeCache.objection()).get().asString().startsWith("the user has no home folder");
    assertThatThrownBy(NativeCache::prepare).isInstanceOf(IllegalStateException.class);
  }

  /** What a process says of a folder. */
  static final class Objection {

    private Objection() {}

    public static void main(String[] arguments) {
      System.out.print(NativeCache.objection(Path.of(arguments[0])).orElse("none"));
    }
  }

  /** Asks in a user namespace in which this user is root and nobody else exists. */
  private static String objectionInNamespace(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                "unshare",
                "--user",
                "--map-root-user",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")
                    + File.pathSeparator
                    + System.getProperty("jdk.module.path", ""),
                Objection.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(!said.isEmpty(), "user namespaces cannot be made here");
    return said;
  }

  @Test
  void aFolderAboveThatBelongsToAUserOutsideTheNamespaceIsFine() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "there is no unshare");
    Path above = Files.createDirectory(folder.resolve("above"));
    Path cache = Files.createDirectory(above.resolve("cache"));
    allow(above, "rwxr-xr-x");
    allow(cache, "rwx------");
    Files.setAttribute(above, "unix:uid", 12_345);
    assertThat(NativeCache.objection(cache)).get().asString().contains(above + " belongs to 12345");
    assertThat(objectionInNamespace(cache)).isEqualTo("none");

    allow(above, "rwxrwxr-x");
    assertThat(objectionInNamespace(cache)).contains(above + " can be written by others than you");
    allow(above, "rwxr-xr-x");
    Path planted = Files.createFile(cache.resolve("planted"));
    Files.setAttribute(planted, "unix:uid", 12_345);
    assertThat(objectionInNamespace(cache)).startsWith(planted + ", in the folder of its native");
  }

  @Test
  void onlyAMapWithoutAllUsersIsANamespace() {
    assertThat(NativeCache.seesAllUsers("         0          0 4294967295\n")).isTrue();
    assertThat(NativeCache.seesAllUsers("         0       1000          1\n")).isFalse();
    assertThat(NativeCache.seesAllUsers("0 1000 1\n1 100000 65536\n")).isFalse();
    assertThat(NativeCache.seesAllUsers("")).isFalse();
  }

  @Test
  void aRootThatDoesNotExistEndsTheSearchForAFolder() {
    Path missing = folder.resolve("a").resolve("b");
    assertThat(NativeCache.existing(missing, place -> place.equals(folder))).isEqualTo(folder);
    assertThat(NativeCache.existing(missing, place -> false)).isEqualTo(folder.getRoot());
  }

  @Test
  void theBackendLoadsNoLibraryFromASharedFolder() throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    allow(shared, "rwxrwxrwx");
    Files.createFile(shared.resolve(System.mapLibraryName("jnind4jcpu")));
    System.setProperty(PROPERTY, shared.toString());
    Map<Path, Long> before = contents(shared);
    Nd4jBackendProvider provider = new Nd4jBackendProvider();

    assertThat(provider.unavailability())
        .get()
        .asString()
        .contains(shared + " can be written by others than you");
    assertThatThrownBy(() -> provider.create(Precision.FLOAT64))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(shared + " can be written by others than you");
    assertThat(contents(shared)).isEqualTo(before);
  }
}
