package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the check before hours of work finds is what writing finds after them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such files")
class AtomicFileCheckTest {

  private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEW = "new content".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void writeTheOldContent() throws IOException {
    target = Files.write(folder.resolve("weights.json"), OLD);
  }

  private Path link(String name, String to) throws IOException {
    return Files.createSymbolicLink(folder.resolve(name), Path.of(to));
  }

  private Path pipe(String name) throws Exception {
    Path pipe = folder.resolve(name);
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there is no mkfifo");
    return pipe;
  }

  @Test
  void refusesWhatWritingRefuses() throws Exception {
    Map<Path, String> refused = new LinkedHashMap<>();
    link("two", "one");
    refused.put(link("one", "two"), "its symbolic links form a loop");
    refused.put(link("astray", "absent/weights.json"), "no such file or folder");
    refused.put(link("null", "/dev/null"), "a device or a pipe");
    refused.put(link("full", "/dev/full"), "a device or a pipe");
    refused.put(pipe("pipe"), "a device or a pipe");
    refused.put(link("piped", "pipe"), "a device or a pipe");
    refused.put(folder, "a folder");
    refused.put(link("linked folder", "."), "a folder");
    refused.put(folder.resolve("absent").resolve("weights.json"), "no such file or folder");
    refused.put(target.resolve("weights.json"), "no file can be created");
    refused.put(Path.of("/proc/weights.json"), "no file can be created");
    refused.put(folder.resolve("n".repeat(300)), "File name too long");
    String[] before = folder.toFile().list();
    refused.forEach(
        (file, reason) -> {
          Throwable found = catchThrowable(() -> AtomicFile.check(file));
          assertThat(found)
              .as("%s", file)
              .isInstanceOf(IOException.class)
              .hasMessageStartingWith(file + ": cannot be written: ")
              .hasMessageContaining(reason);
          assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(NEW)))
              .as("%s", file)
              .hasMessage(found.getMessage());
        });
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder(before);
    assertThat(target).hasBinaryContent(OLD);
  }

  @Test
  void changesNothingThatCanBeWritten() throws IOException {
    Path link = link("link", "weights.json");
    Path dangling = link("dangling", "absent.json");
    Path absent = folder.resolve("new.json");
    for (Path file : new Path[] {target, link, dangling, absent}) {
      AtomicFile.check(file);
    }
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("weights.json", "link", "dangling");
    assertThat(target).hasBinaryContent(OLD);
    assertThat(link).isSymbolicLink();
    for (Path file : new Path[] {target, link, dangling, absent}) {
      AtomicFile.write(file, out -> out.write(NEW));
      assertThat(file).hasBinaryContent(NEW);
    }
  }

  @Test
  void findsAFullDisk() {
    assertThatThrownBy(() -> AtomicFile.check(target, temporary -> new FullDisk()))
        .isInstanceOf(IOException.class)
        .hasMessage(target + ": cannot be written: No space left on device");
    assertThat(folder.toFile().list()).containsExactly("weights.json");
  }

  @Test
  void aNameOfAnyLengthThatTheFileSystemAllowsCanBeWritten() throws IOException {
    Path longest = folder.resolve("w".repeat(250) + ".json");
    AtomicFile.check(longest);
    AtomicFile.write(longest, out -> out.write(NEW));
    assertThat(longest).hasBinaryContent(NEW);
  }

  @Test
  void theTemporaryFileHasTheTargetsPermissionsFromItsFirstByte() throws IOException {
    for (String text : new String[] {"rw-------", "rw-rw-rw-", "rw-r-----"}) {
      Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(text);
      Files.setPosixFilePermissions(target, permissions);
      AtomicReference<Set<PosixFilePermission>> found = new AtomicReference<>();
      AtomicFile.write(
          target,
          out -> out.write(NEW),
          temporary -> {
            found.set(Files.getPosixFilePermissions(temporary));
            assertThat(temporary).isEmptyFile();
            return Files.newOutputStream(temporary);
          });
      assertThat(found.get()).isEqualTo(permissions);
      assertThat(Files.getPosixFilePermissions(target)).isEqualTo(permissions);
    }
  }

  /** Accepts nothing, like a full disk. */
  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new FileSystemException("temporary", null, "No space left on device");
    }
  }
}
