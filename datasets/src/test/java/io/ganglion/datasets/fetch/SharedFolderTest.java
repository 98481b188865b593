package io.ganglion.datasets.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A data folder in which others plant files, and mirrors that lead elsewhere. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
class SharedFolderTest {

  private static final byte[] PRECIOUS = "the victim's file".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private FetchedFile file;
  private Path victim;

  @BeforeEach
  void makeFiles() throws IOException {
    file = new FetchedFile(folder);
    file.mirror(Mirror.serving(file.gzipped));
    victim = Files.write(folder.resolve("victim"), PRECIOUS);
    Files.createDirectories(file.part().getParent());
  }

  @AfterEach
  void closeMirrors() {
    file.close();
  }

  private void assertFetchedAndVictimUnharmed() throws IOException {
    file.fetch();
    file.assertFetched();
    assertThat(file.target()).isRegularFile();
    assertThat(Files.isSymbolicLink(file.target())).isFalse();
    assertThat(victim).hasBinaryContent(PRECIOUS);
  }

  @Test
  void aSymbolicLinkInPlaceOfThePartIsNotFollowed() throws IOException {
    Files.createSymbolicLink(file.part(), victim);
    assertFetchedAndVictimUnharmed();
  }

  @Test
  void aHardLinkInPlaceOfThePartIsNotWrittenTo() throws IOException {
    Files.createLink(file.part(), victim);
    assertFetchedAndVictimUnharmed();
  }

  @Test
  void aLinkToTheRightBytesDoesNotBecomeTheFile() throws IOException {
    Path right = Files.write(folder.resolve("right"), file.gzipped);
    Files.createSymbolicLink(file.part(), right);
    assertFetchedAndVictimUnharmed();
  }

  @Test
  void aDanglingLinkInPlaceOfThePartCreatesNothing() throws IOException {
    Path absent = folder.resolve("absent");
    Files.createSymbolicLink(file.part(), absent);
    assertFetchedAndVictimUnharmed();
    assertThat(absent).doesNotExist();
  }

  @Test
  void aPipeInPlaceOfThePartIsReplaced() throws Exception {
    makePipe(file.part());
    assertFetchedAndVictimUnharmed();
  }

  @Test
  void aLinkInPlaceOfTheFileIsReplacedWithoutBeingFollowed() throws IOException {
    Files.createSymbolicLink(file.target(), victim);
    assertFetchedAndVictimUnharmed();
  }

  @Test
  void thePartOfAnotherUserIsNotContinued() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
    file.leavePart(Arrays.copyOf(file.gzipped, 1000));
    assertThat(new ProcessBuilder("chown", "65534", file.part().toString()).start().waitFor())
        .isZero();
    assertFetchedAndVictimUnharmed();
    assertThat((int) Files.getAttribute(file.target(), "unix:uid")).isZero();
  }

  @Test
  void whatAKilledFetchLeftIsDeletedAndALinkThereIsNotFollowed() throws IOException {
    file.leavePart(Arrays.copyOf(file.gzipped, 1000));
    Path left = file.part().resolveSibling(file.part().getFileName() + ".owner");
    Files.createSymbolicLink(left, victim);
    assertFetchedAndVictimUnharmed();
    assertThat(file.part().getParent().toFile().list())
        .containsExactlyInAnyOrder(".lock", file.target().getFileName().toString());
  }

  @Test
  void whatIsPlantedInPlaceOfTheLockIsNamed() throws Exception {
    Path lock = file.part().resolveSibling(".lock");
    Files.createSymbolicLink(lock, victim);
    assertLockRefused(lock);
    Files.delete(lock);
    Files.createSymbolicLink(lock, folder.resolve("absent"));
    assertLockRefused(lock);
    assertThat(folder.resolve("absent")).doesNotExist();
    Files.delete(lock);
    makePipe(lock);
    assertLockRefused(lock);
    assertThat(victim).hasBinaryContent(PRECIOUS);
  }

  private void assertLockRefused(Path lock) {
    assertThatThrownBy(() -> file.fetch())
        .isInstanceOf(FetchException.class)
        .hasMessage("mnist: cannot be fetched: " + lock + " is not an ordinary file; delete it");
  }

  private static void makePipe(Path path) throws Exception {
    assumeTrue(
        new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0, "there is no mkfifo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://127.0.0.1/x", "file:///etc/passwd", "jar:file:///x!/", "data:,x", "x:y"})
  void aRedirectToAnotherSchemeIsNamed(String address) throws IOException {
    try (FetchedFile other = new FetchedFile(folder.resolve("other"))) {
      other.mirror(Mirror.redirecting(URI.create(address)));
      assertThatThrownBy(other::fetch)
          .isInstanceOf(FetchException.class)
          .hasMessageContaining(
              "redirects to '" + address + "', expected an address that starts with https://");
    }
  }
}
