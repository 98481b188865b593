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
   * @return the folder
   */
  public static DataFolder ofThisMachine() {
    return of(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  static DataFolder of(Map<String, String> environment, String system, Path home) {
    String chosen = environment.getOrDefault("GANGLION_DATA", "");
    if (!chosen.isBlank()) {
      return new DataFolder(Path.of(chosen));
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      Path base = local.isBlank() ? home.resolve("AppData").resolve("Local") : Path.of(local);
      return new DataFolder(base.resolve("ganglion").resolve("cache"));
    }
    if (name.startsWith("mac")) {
      return new DataFolder(home.resolve("Library").resolve("Caches").resolve("ganglion"));
    }
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG base directory specification says that relative paths are ignored.
    Path base =
        !cache.isBlank() && Path.of(cache).isAbsolute() ? Path.of(cache) : home.resolve(".cache");
    return new DataFolder(base.resolve("ganglion"));
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
