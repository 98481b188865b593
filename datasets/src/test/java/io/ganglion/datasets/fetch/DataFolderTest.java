package io.ganglion.datasets.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFolderTest {
  private static final Path HOME = Path.of("home").toAbsolutePath();

  @Test
  void theEnvironmentVariableGanglionDataOverridesAll() {
    Map<String, String> environment =
        Map.of("GANGLION_DATA", "elsewhere", "XDG_CACHE_HOME", HOME.resolve("cache").toString());
    assertThat(DataFolder.of(environment, "Linux", HOME).path()).isEqualTo(Path.of("elsewhere"));
    assertThat(DataFolder.of(environment, "Windows 11", HOME).path())
        .isEqualTo(Path.of("elsewhere"));
  }

  @Test
  void onLinuxItIsInTheXdgCacheFolder() {
    assertThat(DataFolder.of(Map.of(), "Linux", HOME).path())
        .isEqualTo(HOME.resolve(".cache").resolve("ganglion"));
    Path cache = HOME.resolve("cache");
    assertThat(DataFolder.of(Map.of("XDG_CACHE_HOME", cache.toString()), "Linux", HOME).path())
        .isEqualTo(cache.resolve("ganglion"));
    assertThat(DataFolder.of(Map.of("XDG_CACHE_HOME", "relative"), "Linux", HOME).path())
        .isEqualTo(HOME.resolve(".cache").resolve("ganglion"));
  }

  @Test
  void aUserWhomTheSystemDoesNotKnowHasTheHomeOfTheEnvironment() {
    Path unknown = Path.of("?");
    String cache = HOME.resolve("cache").toString();
    assertThat(DataFolder.of(Map.of("HOME", HOME.toString()), "Linux", unknown).path())
        .isEqualTo(HOME.resolve(".cache").resolve("ganglion"));
    assertThat(DataFolder.of(Map.of("XDG_CACHE_HOME", cache), "Linux", unknown).path())
        .isEqualTo(HOME.resolve("cache").resolve("ganglion"));
    assertThat(DataFolder.of(Map.of("GANGLION_DATA", "elsewhere"), "Linux", unknown).path())
        .isEqualTo(Path.of("elsewhere"));
    for (String system : List.of("Linux", "Mac OS X", "Windows 11")) {
      assertThatThrownBy(() -> DataFolder.of(Map.of(), system, unknown))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the user has no home folder to keep data in; set GANGLION_DATA to a folder");
    }
  }

  @Test
  void onMacOsItIsInTheLibrary() {
    assertThat(DataFolder.of(Map.of(), "Mac OS X", HOME).path())
        .isEqualTo(HOME.resolve("Library").resolve("Caches").resolve("ganglion"));
  }

  @Test
  void onWindowsItIsInTheLocalApplicationData() {
    Path local = HOME.resolve("local");
    assertThat(DataFolder.of(Map.of("LOCALAPPDATA", local.toString()), "Windows 11", HOME).path())
        .isEqualTo(local.resolve("ganglion").resolve("cache"));
    assertThat(DataFolder.of(Map.of(), "Windows 11", HOME).path())
        .isEqualTo(HOME.resolve("AppData").resolve("Local").resolve("ganglion").resolve("cache"));
  }
}
