package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporaryFileTest {

  @TempDir private Path folder;

  @Test
  void anInterruptWhileTheFileIsForcedToTheDiskLeavesItLocked() throws IOException {
    try (TemporaryFile temporary = TemporaryFile.beside(folder.resolve("weights.json"))) {
      Thread.currentThread().interrupt();
      temporary.force();
      assertThat(Thread.interrupted()).isTrue();

      try (FileChannel other = FileChannel.open(temporary.path(), StandardOpenOption.WRITE)) {
        assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  /** Stands for a view or attributes that answer as told. */
  private static <T> T answering(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answer = answers.get(method.getName());
              if (answer instanceof IOException failure) {
                throw failure;
              }
              return answer;
            }));
  }

  private static PosixFileAttributes attributes(GroupPrincipal group, String permissions) {
    return answering(
        PosixFileAttributes.class,
        Map.of("group", group, "permissions", PosixFilePermissions.fromString(permissions)));
  }

  @ParameterizedTest
  @CsvSource({
    "rw-r-----, rw-------",
    "rw-rw----, rw-------",
    "rw-rw-r--, rw-r--r--",
    "rw----r--, rw-------",
    "rwxrwxr-x, rwxr-xr-x",
    "rw-r--r--, rw-r--r--",
    "---------, ---------"
  })
  void aGroupThatCannotBeKeptGivesNobodyElseAccess(String replaced, String expected)
      throws IOException {
    GroupPrincipal old = () -> "old";
    GroupPrincipal own = () -> "own";
    PosixFileAttributes before = attributes(old, replaced);
    for (boolean kept : new boolean[] {false, true}) {
      PosixFileAttributeView view =
          answering(
              PosixFileAttributeView.class,
              kept
                  ? Map.of("readAttributes", attributes(own, "rw-------"))
                  : Map.of(
                      "readAttributes",
                      attributes(own, "rw-------"),
                      "setGroup",
                      new FileSystemException("Operation not permitted")));
      assertThat(TemporaryFile.keepGroup(view, before))
          .isEqualTo(PosixFilePermissions.fromString(kept ? replaced : expected));
    }
  }
}
