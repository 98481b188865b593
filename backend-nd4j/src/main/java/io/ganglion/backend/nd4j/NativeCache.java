package io.ganglion.backend.nd4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folder into which JavaCPP unpacks native libraries, and from which it then loads them.
 *
 * <p>Who can write there decides which code this process runs. So the folder and all that is in it
 * must belong to the user or to root, nobody else may write to it, and nobody else may replace it
 * through one of the folders above it. A folder with the sticky bit, such as {@code /tmp}, lets
 * others write, but not replace what is the user's. Where files have no owner and no permissions in
 * the sense of POSIX, the home folder is taken to be the user's own, and nothing is checked.
 *
 * <p>In a user namespace, as containers have, the folders above it may also belong to the overflow
 * user, usually number 65534: it stands for all users outside of the namespace, such as the root
 * user of the machine, whom the container has to trust anyway. A user of that number in the
 * container, if there is one, cannot be told from them.
 */
final class NativeCache {

  /** JavaCPP's names for the folder, in its order; it uses the first folder that it can write. */
  static final List<String> PROPERTIES =
      List.of("org.bytedeco.javacpp.cachedir", "org.bytedeco.javacpp.cacheDir");

  private static final String REMEDY =
      "; set -D" + PROPERTIES.get(0) + "=FOLDER to a folder that only you can write";

  /** Linux: which users the namespace of this process knows, and the one that stands for others. */
  private static final Path USERS = Path.of("/proc/self/uid_map");

  private static final Path OVERFLOW_USER = Path.of("/proc/sys/kernel/overflowuid");

  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int STICKY = 01000;
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private NativeCache() {}

  /**
   * Why the folder cannot be used, with the remedy; empty if it can. Creates and changes nothing.
   */
  static Optional<String> objection() {
    Optional<Path> chosen = chosen();
    if (chosen.isPresent()) {
      return objection(chosen.get());
    }
    Path home = home();
    if (!home.isAbsolute()) {
      return Optional.of("the user has no home folder for its native libraries" + REMEDY);
    }
    return objection(ownFolders(home).get(1), ownFolders(home));
  }

  /**
   * Creates the folder, for the user alone, and names it to JavaCPP, which would otherwise turn to
   * one in the temporary folder if it cannot use this one.
   *
   * @throws IllegalStateException if the folder cannot be used
   */
  static void prepare() {
    Path folder = chosen().orElseGet(() -> ownFolders(home()).get(1));
    refuse(objection());
    try {
      create(folder);
      if (chosen().isEmpty()) {
        for (Path own : ownFolders(home())) {
          closeToOthers(own);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the folder %s for its native libraries cannot be made: %s%s",
              folder,
              e,
              REMEDY),
          e);
    }
    check(folder);
    System.setProperty(PROPERTIES.get(0), folder.toString());
  }

  /**
   * Checks a folder that JavaCPP uses.
   *
   * @throws IllegalStateException if others can write to it
   */
  static void check(Path folder) {
    refuse(objection(folder));
  }

  /** Why this folder, existing or not, cannot be used; empty if it can. */
  static Optional<String> objection(Path folder) {
    return objection(folder, List.of());
  }

  /**
   * The same, but {@link #prepare} would take the write permission on the folders {@code own} from
   * others.
   */
  private static Optional<String> objection(Path folder, List<Path> own) {
    try {
      Path existing = existing(folder.toAbsolutePath().normalize(), Files::exists);
      if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "its native libraries cannot be unpacked into %s, because %s is not a folder that you can write%s",
                folder,
                existing,
                REMEDY));
      }
      if (!hasPermissions()) {
        return Optional.empty();
      }
      boolean namespace = isInNamespace();
      UserPrincipal user = user();
      boolean exists = Files.exists(folder);
      for (Path place : leadingTo(existing)) {
        boolean itself = exists && Files.isSameFile(place, folder);
        boolean replaceable =
            (mode(place) & WRITABLE_BY_OTHERS) != 0
                && ((mode(place) & STICKY) == 0 || itself)
                && !isOneOf(own, place);
        boolean trusted =
            trusted(place, user) || (namespace && !itself && belongsToOverflowUser(place));
        if (replaceable || !trusted) {
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "its native libraries in %s could be replaced by others: %s %s%s",
                  folder,
                  place,
                  replaceable
                      ? "can be written by others than you"
                      : "belongs to " + owner(place).getName(),
                  REMEDY));
        }
      }
      return exists ? planted(folder.toRealPath(), user) : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the folder %s for its native libraries cannot be checked: %s%s",
              folder,
              e.getMessage(),
              REMEDY));
    }
  }

  /** The lowest folder on the way to one that exists; the root, if not even that does. */
  static Path existing(Path folder, Predicate<Path> exists) {
    Path existing = folder;
    while (!exists.test(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }

  /** Whether anything in the folder was put there by somebody else. */
  private static Optional<String> planted(Path folder, UserPrincipal user) throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (!trusted(entry, user)) {
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "%s, in the folder of its native libraries, belongs to %s; delete it",
                  entry,
                  owner(entry).getName()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean trusted(Path place, UserPrincipal user) throws IOException {
    UserPrincipal owner = owner(place);
    return owner.equals(user) || uid(place) == 0;
  }

  private static int uid(Path place) throws IOException {
    return (Integer) Files.getAttribute(place, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether this process sees users of the machine as one, the overflow user. */
  private static boolean isInNamespace() throws IOException {
    return Files.isReadable(USERS) && !seesAllUsers(Files.readString(USERS));
  }

  /** Whether a map of users has all of them, each under the number that it has outside. */
  static boolean seesAllUsers(String map) {
    return map.strip().matches("0\\s+0\\s+4294967295");
  }

  private static boolean belongsToOverflowUser(Path place) throws IOException {
    // Only a single read gives the whole number, so not Files.readString.
    return Files.isReadable(OVERFLOW_USER)
        && Files.readAllLines(OVERFLOW_USER).contains(Integer.toString(uid(place)));
  }

  /** The owner of a file, or of a link itself. */
  private static UserPrincipal owner(Path place) throws IOException {
    return Files.getOwner(place, LinkOption.NOFOLLOW_LINKS);
  }

  /** A folder and all those above it, those that it is said to have and, past links, the real ones. */
  private static Set<Path> leadingTo(Path folder) throws IOException {
    Set<Path> places = new LinkedHashSet<>();
    for (Path start : List.of(folder, folder.toRealPath())) {
      for (Path place = start; place != null; place = place.getParent()) {
        places.add(place);
      }
    }
    return places;
  }

  private static boolean isOneOf(List<Path> folders, Path place) throws IOException {
    for (Path folder : folders) {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(folder, place)) {
        return true;
      }
    }
    return false;
  }

  private static int mode(Path place) throws IOException {
    return (Integer) Files.getAttribute(place, "unix:mode");
  }

  /** The user whose process this is: on Linux the real one, whatever user.name says. */
  private static UserPrincipal user() throws IOException {
    Path process = Path.of("/proc/self");
    return Files.exists(process)
        ? Files.getOwner(process)
        : FileSystems.getDefault()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name"));
  }

  /** Creates a folder and those above it that are missing, for the user alone. */
  private static void create(Path folder) throws IOException {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    create(folder.toAbsolutePath().getParent());
    Files.createDirectory(folder, hasPermissions() ? forTheUserAlone() : new FileAttribute<?>[0]);
  }

  private static void closeToOthers(Path folder) throws IOException {
    if (hasPermissions() && (mode(folder) & WRITABLE_BY_OTHERS) != 0) {
      Files.setPosixFilePermissions(folder, PRIVATE);
    }
  }

  private static FileAttribute<?>[] forTheUserAlone() {
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)};
  }

  /** Whether files have owners and permissions in the sense of POSIX. */
  private static boolean hasPermissions() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  }

  private static void refuse(Optional<String> objection) {
    if (objection.isPresent()) {
      throw new IllegalStateException(objection.get());
    }
  }

  private static Optional<Path> chosen() {
    return PROPERTIES.stream()
        .map(System::getProperty)
        .filter(folder -> folder != null && !folder.isEmpty())
        .findFirst()
        .map(Path::of);
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home", ""));
  }

  /** JavaCPP's folder in the home folder, after the one that contains it. */
  private static List<Path> ownFolders(Path home) {
    Path javacpp = home.resolve(".javacpp");
    return List.of(javacpp, javacpp.resolve("cache"));
  }
}
