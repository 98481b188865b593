package io.ganglion.datasets.fetch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The folder of fetched datasets, with one sub-folder for each.
 *
 * @param path the folder; it need not exist before a dataset is fetched
 */
public record DataFolder(Path path) {

  /**
   * Returns this machine's usual folder. It is the one that the environment variable {@code
   * GANGLION_DATA} names or, without it, the platform's cache folder: {@code
   * $XDG_CACHE_HOME/ganglion} or {@code ~/.cache/ganglion}; on macOS {@code
   * ~/Library/Caches/ganglion}; on Windows {@code %LOCALAPPDATA%\ganglion\cache}.
   *
   * <p>A user whom the system does not know, as in a container that runs under any number, has the
   * home folder that the environment variable {@code HOME} names.
   *
   * @return the folder
   * @throws IllegalArgumentException if it would be in the user's home folder, and there is none
   */
  public static DataFolder ofThisMachine() {
    return of(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  static DataFolder of(Map<String, String> environment, String system, Path userHome) {
    String chosen = environment.getOrDefault("GANGLION_DATA", "");
    if (!chosen.isBlank()) {
      return new DataFolder(Path.of(chosen));
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      Path base =
          local.isBlank()
              ? home(environment, userHome).resolve("AppData").resolve("Local")
              : Path.of(local);
      return new DataFolder(base.resolve("ganglion").resolve("cache"));
    }
    if (name.startsWith("mac")) {
      return new DataFolder(
          home(environment, userHome).resolve("Library").resolve("Caches").resolve("ganglion"));
    }
    // The XDG base directory specification says that relative paths are ignored.
    Path cache = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    Path base = cache.isAbsolute() ? cache : home(environment, userHome).resolve(".cache");
    return new DataFolder(base.resolve("ganglion"));
  }

  private static Path home(Map<String, String> environment, Path userHome) {
    // Java calls the home of a user whom the system does not know "?".
    Path home = userHome.isAbsolute() ? userHome : Path.of(environment.getOrDefault("HOME", ""));
    if (!home.isAbsolute()) {
      throw new IllegalArgumentException(
          "the user has no home folder to keep data in; set GANGLION_DATA to a folder");
    }
    return home;
  }

  /**
   * Returns the folder of one dataset.
   *
   * @param dataset the dataset
   * @return its folder, which need not exist
   */
  public Path folder(RemoteDataset dataset) {
    return path.resolve(dataset.name());
  }

  /**
   * Returns whether a dataset has been fetched. A file gets its name only after its checksum has
   * been verified.
   *
   * @param dataset the dataset
   * @return whether all its files are there
   */
  public boolean contains(RemoteDataset dataset) {
    return dataset.files().stream()
        .allMatch(file -> Files.isRegularFile(folder(dataset).resolve(file.name())));
  }
}
