package io.ganglion.datasets.fetch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The folder that fetched datasets lie in, one sub-folder each.
 *
 * @param path the folder; it need not exist before something is fetched
 */
public record DataFolder(Path path) {

  /**
   * Returns the folder that this machine's user has for it: what the environment variable {@code
   * GANGLION_DATA} names, or else the platform's cache folder: {@code $XDG_CACHE_HOME/ganglion} or
   * {@code ~/.cache/ganglion}; on macOS {@code ~/Library/Caches/ganglion}; on Windows {@code
   * %LOCALAPPDATA%\ganglion\cache}.
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
    // The XDG base directory specification has relative paths ignored.
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
   * Returns whether a dataset was fetched. A file lies under its name only after its checksum was
   * found right.
   *
   * @param dataset the dataset
   * @return whether all its files are there
   */
  public boolean contains(RemoteDataset dataset) {
    return dataset.files().stream()
        .allMatch(file -> Files.isRegularFile(folder(dataset).resolve(file.name())));
  }
}
