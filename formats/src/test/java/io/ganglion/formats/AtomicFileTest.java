package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEW = "new content".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void writeTheOldContent() throws IOException {
    target = Files.write(folder.resolve("weights.json"), OLD);
  }

  private void assertOnlyTheOldFile() {
    assertThat(target).hasBinaryContent(OLD);
    assertThat(folder.toFile().list()).containsExactly("weights.json");
  }

  @Test
  void replacesTheContentAndLeavesNothingElse() throws IOException {
    AtomicFile.write(target, out -> out.write(NEW));
    assertThat(target).hasBinaryContent(NEW);
    assertThat(folder.toFile().list()).containsExactly("weights.json");
  }

  @Test
  void createsAMissingFile() throws IOException {
    Files.delete(target);
    AtomicFile.write(target, out -> out.write(NEW));
    assertThat(target).hasBinaryContent(NEW);
  }

  @Test
  void aNewFileHasTheUsualPermissions() throws IOException {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "the file system has no POSIX permissions");
    Path ordinary = Files.createFile(folder.resolve("ordinary"));
    Path written = folder.resolve("written");
    AtomicFile.write(written, out -> out.write(NEW));
    assertThat(Files.getPosixFilePermissions(written))
        .isEqualTo(Files.getPosixFilePermissions(ordinary));
  }

  @Test
  void keepsThePermissionsOfAnExistingFile() throws IOException {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "the file system has no POSIX permissions");
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-rw-r-x");
    Files.setPosixFilePermissions(target, permissions);
    AtomicFile.write(target, out -> out.write(NEW));
    assertThat(Files.getPosixFilePermissions(target)).isEqualTo(permissions);
  }

  @Test
  void theOldContentIsThereUntilTheNewIsWhole() throws IOException {
    AtomicFile.write(
        target,
        out -> {
          out.write(NEW);
          out.flush();
          assertThat(target).hasBinaryContent(OLD);
        });
    assertThat(target).hasBinaryContent(NEW);
  }

  @Test
  void failingContentLeavesOnlyTheOldFile() {
    IOException failure = new IOException("the source failed");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      out.write(new byte[200_000]);
                      throw failure;
                    }))
        .isSameAs(failure);
    assertOnlyTheOldFile();
  }

  @Test
  void contentThatThrowsAnErrorLeavesOnlyTheOldFile() {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      out.write(NEW);
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertOnlyTheOldFile();
  }

  @Test
  void aFullDiskIsReportedAndLeavesOnlyTheOldFile() {
    assertThatThrownBy(
            () -> AtomicFile.write(target, out -> out.write(NEW), path -> new FullDisk()))
        .isInstanceOf(IOException.class)
        .hasMessage(target + ": cannot be written: No space left on device");
    assertOnlyTheOldFile();
  }

  /** Files that a killed program may leave, and files that only look like them. */
  @Test
  void deletesOnlyTheTemporaryFilesThatKilledProgramsLeft() throws IOException {
    for (String left : new String[] {"0123456789abcdef", "ffffffffffffffff"}) {
      Files.write(folder.resolve(".ganglion-" + left + ".tmp"), NEW);
    }
    String[] others = {
      ".ganglion-.tmp",
      ".ganglion-0123456789abcdef",
      ".ganglion-0123456789ABCDEF.tmp",
      ".ganglion-0123456789abcde.tmp",
      ".ganglion-notes.tmp",
      ".ganglion.tmp",
      "ganglion-0123456789abcdef.tmp",
    };
    for (String other : others) {
      Files.write(folder.resolve(other), OLD);
    }
    AtomicFile.write(target, out -> out.write(NEW));
    assertThat(target).hasBinaryContent(NEW);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("weights.json"), Stream.of(others)).toList());
  }

  /** What a program leaves that is killed while it checks whether a file may be replaced. */
  @Test
  void deletesTheFolderOfACheckThatWasKilled() throws IOException {
    Files.write(folder.resolve(".ganglion-0123456789abcdef.tmp"), NEW);
    Files.createDirectory(folder.resolve(".ganglion-0123456789abcdef.tmp.folder"));
    AtomicFile.write(target, out -> out.write(NEW));
    assertThat(folder.toFile().list()).containsExactly("weights.json");
  }

  @Test
  void theFolderIsForcedInAnInterruptedThreadToo() throws IOException {
    assumeTrue(AtomicFile.forceFolder(target), "the system cannot force folders");
    Thread.currentThread().interrupt();
    boolean forced = AtomicFile.forceFolder(target);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(forced).isTrue();
  }

  @Test
  void abandonedFilesAreDeletedBeforeTheContentIsWritten() throws IOException {
    Path left = Files.write(folder.resolve(".ganglion-0123456789abcdef.tmp"), NEW);
    AtomicFile.write(
        target,
        out -> {
          assertThat(left).doesNotExist();
          out.write(NEW);
        });
  }

  @Test
  void abandonedFilesBesideTheTargetOfALinkAreDeleted() throws IOException {
    Path link = Files.createDirectory(folder.resolve("links")).resolve("link.json");
    Files.createSymbolicLink(link, Path.of("..").resolve("weights.json"));
    Path left = Files.write(folder.resolve(".ganglion-0123456789abcdef.tmp"), NEW);
    AtomicFile.write(link, out -> out.write(NEW));
    assertThat(left).doesNotExist();
  }

  @Test
  void twoWritersInOneProgramBothWriteACompleteFile() throws IOException {
    AtomicFile.write(
        target,
        out -> {
          out.write(NEW);
          AtomicFile.write(target, other -> other.write(OLD));
          assertThat(target).hasBinaryContent(OLD);
        });
    assertThat(target).hasBinaryContent(NEW);
    assertThat(folder.toFile().list()).containsExactly("weights.json");
  }

  @Test
  void aWriterWhoseTemporaryFileIsGoneFailsAndLeavesTheOtherProgramsFile() throws IOException {
    byte[] others = "the other's".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      out.write(NEW);
                      for (File file : folder.toFile().listFiles()) {
                        Files.delete(file.toPath());
                      }
                      Files.write(target, others);
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            target + ": cannot be written: its temporary file " + folder.resolve(".ganglion-"))
        .hasMessageEndingWith(
            " is gone: another program deleted it or the folder; write the file again");
    assertThat(target).hasBinaryContent(others);
    assertThat(folder.toFile().list()).containsExactly("weights.json");
  }

  @Test
  void aKilledProgramLeavesTheOldFileAndTheNextWriteCleansUp() throws Exception {
    Process writer = SlowWriter.start(target, NEW);
    try {
      assertThat(writer.getInputStream().read()).isEqualTo(SlowWriter.HALF_WRITTEN);
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(target).hasBinaryContent(OLD);
    assertThat(folder.toFile().list()).hasSize(2);
    AtomicFile.write(target, out -> out.write(NEW));
    assertThat(target).hasBinaryContent(NEW);
    assertThat(folder.toFile().list()).containsExactly("weights.json");
  }

  /** Accepts nothing, like a full disk. */
  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new FileSystemException("temporary", null, "No space left on device");
    }
  }

  @Test
  void aThreadThatWasInterruptedStillWritesAndStaysInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    AtomicFile.write(target, out -> out.write(NEW));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(target).hasBinaryContent(NEW);
  }

  @Test
  void aSymbolicLinkStaysALinkAndItsTargetIsReplaced() throws IOException {
    Path link = Files.createDirectory(folder.resolve("links")).resolve("link.json");
    Files.createSymbolicLink(link, Path.of("..").resolve("weights.json"));
    AtomicFile.write(link, out -> out.write(NEW));
    assertThat(link).isSymbolicLink().hasBinaryContent(NEW);
    assertThat(target).isRegularFile().hasBinaryContent(NEW);
  }

  @Test
  void aDanglingSymbolicLinkGetsATarget() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("missing.json"));
    AtomicFile.write(link, out -> out.write(NEW));
    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("missing.json")).hasBinaryContent(NEW);
  }

  @Test
  void aLoopOfSymbolicLinksIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));
    assertThatThrownBy(() -> AtomicFile.write(link, out -> out.write(NEW)))
        .isInstanceOf(IOException.class)
        .hasMessage(link + ": cannot be written: its symbolic links form a loop");
  }

  @Test
  void aFolderIsRefused() {
    assertThatThrownBy(() -> AtomicFile.write(folder, out -> out.write(NEW)))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": cannot be written: it is a folder, expected a file");
    assertOnlyTheOldFile();
  }

  @Test
  void aDeviceIsRefused() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "there is no /dev/null");
    assertThatThrownBy(() -> AtomicFile.write(device, out -> out.write(NEW)))
        .isInstanceOf(IOException.class)
        .hasMessage("/dev/null: cannot be written: it is a device or a pipe, expected a file");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("missing").resolve("weights.json");
    assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(NEW)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + ": cannot be written: no file can be created in the folder "
                + file.getParent()
                + " (no such file or folder)");
  }

  @Test
  void aFileInPlaceOfAFolderIsNamed() {
    Path file = target.resolve("weights.json");
    assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(NEW)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": cannot be written: no file can be created in the folder");
    assertOnlyTheOldFile();
  }

  @Test
  void aWriteProtectedFileIsKept() {
    assumeTrue(target.toFile().setWritable(false), "files cannot be write-protected here");
    assumeFalse(Files.isWritable(target), "this user may write anywhere");
    assertThatThrownBy(() -> AtomicFile.write(target, out -> out.write(NEW)))
        .isInstanceOf(IOException.class)
        .hasMessage(target + ": cannot be written: it is write-protected");
    assertOnlyTheOldFile();
  }

  @Test
  void aReadOnlyFolderIsNamedAndLeavesTheOldFile() {
    assumeTrue(folder.toFile().setWritable(false), "folders cannot be write-protected here");
    try {
      assumeFalse(Files.isWritable(folder), "this user may write anywhere");
      assertThatThrownBy(() -> AtomicFile.write(target, out -> out.write(NEW)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              target
                  + ": cannot be written: no file can be created in the folder "
                  + folder
                  + " (permission denied)");
      assertOnlyTheOldFile();
    } finally {
      assertThat(folder.toFile().setWritable(true)).isTrue();
    }
  }
}
