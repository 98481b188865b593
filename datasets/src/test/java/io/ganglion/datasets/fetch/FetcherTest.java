package io.ganglion.datasets.fetch;

import static io.ganglion.datasets.fetch.FetchedFile.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.datasets.fetch.RemoteFile.Checked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {
  /** How long the fetcher waits for a server that never answers. */
  private static final Duration SILENCE = Duration.ofMillis(200);

  @TempDir private Path folder;
  private FetchedFile file;

  @BeforeEach
  void makeFile() throws IOException {
    file = new FetchedFile(folder);
  }

  @AfterEach
  void closeMirrors() {
    file.close();
  }

  @Test
  void noMirrorIsTriedAfterOneThatDelivers() throws IOException {
    file.mirror(Mirror.serving(file.gzipped));
    Mirror second = file.mirror(Mirror.serving(file.gzipped));
    assertThat(file.fetch()).isEqualTo(folder.resolve("mnist"));
    file.assertFetched();
    assertThat(second.ranges).isEmpty();
    assertThat(file.failures).isEmpty();
  }

  @Test
  void aFileThatIsThereAndRightIsNotFetchedAgain() throws IOException {
    Mirror mirror = file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.fetch();
    assertThat(mirror.ranges).hasSize(1);
  }

  @Test
  void aFileThatIsThereAndWrongIsReplaced() throws IOException {
    file.mirror(Mirror.serving(file.gzipped));
    Files.createDirectories(file.target().getParent());
    Files.writeString(file.target(), "damaged");
    file.fetch();
    file.assertFetched();
  }

  @Test
  void afterAMissingFileTheNextMirrorIsTried() throws IOException {
    file.mirror(Mirror.status(404));
    file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(file.failures).containsExactly("HTTP status 404");
  }

  @Test
  void afterWrongBytesTheNextMirrorStartsFromTheBeginning() throws IOException {
    byte[] wrong = file.content.clone();
    wrong[100_000] ^= 1;
    file.mirror(Mirror.serving(FetchedFile.gzip(wrong)));
    Mirror second = file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(second.ranges).containsExactly("");
    assertThat(file.failures).singleElement().asString().startsWith("wrong bytes: SHA-256 ");
  }

  @Test
  void afterAWebPageInsteadOfTheFileTheNextMirrorIsTried() throws IOException {
    file.mirror(Mirror.serving("<html>please log in</html>".getBytes(StandardCharsets.US_ASCII)));
    file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(file.failures).containsExactly("not a complete gzip file");
  }

  @Test
  void aMirrorThatNeverAnswersIsGivenUp() throws IOException {
    file.mirror(Mirror.silent());
    assertThatThrownBy(() -> file.fetch(SILENCE))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("sent nothing for 0.2 s");
  }

  @Test
  void aMirrorThatAnnouncesTooManyBytesIsNotRead() throws IOException {
    file.mirror(Mirror.serving(new byte[2 * file.content.length]));
    file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(file.failures)
        .singleElement()
        .asString()
        .startsWith("400000 bytes, expected at most");
  }

  @Test
  void aMirrorThatSendsTooManyBytesUnannouncedIsGivenUp() throws IOException {
    file.mirror(
        (exchange, closed) -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] more = new byte[1 << 16];
          for (int i = 0; i < 10; i++) {
            exchange.getResponseBody().write(more);
          }
        });
    file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(file.failures).singleElement().asString().startsWith("more bytes than the expected");
  }

  @Test
  void aMirrorThatAnnouncesTooFewBytesIsGivenUp() throws IOException {
    byte[] half = Arrays.copyOf(file.gzipped, file.gzipped.length / 2);
    file.mirror(Mirror.ignoringRanges(half));
    file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(file.failures).containsExactly("not a complete gzip file");
  }

  @Test
  void aRedirectIsFollowed() throws IOException {
    Mirror real = new Mirror(Mirror.serving(file.gzipped));
    try (real) {
      file.mirror(Mirror.redirecting(real.address().resolve(NAME)));
      file.fetch();
      file.assertFetched();
    }
  }

  @Test
  void ifNoMirrorDeliversTheMessageNamesEachWithItsReasonInOneLine() throws IOException {
    Mirror first = file.mirror(Mirror.status(404));
    Mirror second = file.mirror(Mirror.cuttingOff(file.gzipped, 1000));
    Files.createDirectories(file.target().getParent());
    Files.writeString(file.target(), "what was there before");
    assertThatThrownBy(file::fetch)
        .isInstanceOf(FetchException.class)
        .message()
        .hasLineCount(1)
        .startsWith("mnist: no mirror delivered " + NAME)
        .contains(
            first.address() + NAME + " (HTTP status 404)", second.address() + NAME + " (cut off)");
    assertThat(file.target()).hasContent("what was there before");
  }

  @Test
  void aMachineThatIsNotThereIsReportedAsNoConnection() throws IOException {
    file.mirror(Mirror.serving(file.gzipped)).close();
    assertThatThrownBy(file::fetch).hasMessageContaining("(no connection)");
  }

  @Test
  void aDatasetThatIsBeingFetchedIsNotFetchedTwice() throws IOException {
    List<Throwable> inner = new ArrayList<>();
    file.mirror(
        (exchange, closed) -> {
          try {
            file.fetch();
          } catch (FetchException e) {
            inner.add(e);
          }
          Mirror.serving(file.gzipped).to(exchange, closed);
        });
    file.fetch();
    file.assertFetched();
    assertThat(inner).singleElement().asString().contains("is already being fetched");
  }

  @Test
  void aFolderThatCannotBeCreatedIsNamedWithTheWayOut() throws IOException {
    file.mirror(Mirror.serving(file.gzipped));
    Files.writeString(folder.resolve("mnist"), "a file where the folder should be");
    assertThatThrownBy(file::fetch)
        .isInstanceOf(FetchException.class)
        .hasMessageContaining(folder.resolve("mnist").toString())
        .hasMessageContaining("a file is where the folder should be")
        .hasMessageContaining("GANGLION_DATA");
  }

  @Test
  void progressRisesToTheLengthOfTheFile() throws IOException {
    file.mirror(Mirror.serving(file.gzipped));
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    List<String> finished = new ArrayList<>();
    Fetcher.into(new DataFolder(folder))
        .fetch(
            file.dataset(),
            new FetchListener() {
              @Override
              public void progressed(RemoteFile progressing, long bytes, long total) {
                done.add(bytes);
                totals.add(total);
              }

              @Override
              public void finished(RemoteFile whole) {
                finished.add(whole.name());
              }
            });
    assertThat(done).isSorted().last().isEqualTo((long) file.gzipped.length);
    assertThat(totals).containsOnly((long) file.gzipped.length);
    assertThat(finished).containsExactly(NAME);
  }

  @Test
  void aChecksumOfTheFileItselfIsVerifiedToo() throws IOException {
    String sha256 = FetchedFile.sha256(file.gzipped);
    file.expect(new RemoteFile(NAME, Checked.FILE, file.gzipped.length, sha256));
    byte[] wrong = file.gzipped.clone();
    wrong[9] ^= 1;
    file.mirror(Mirror.serving(wrong));
    file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(file.failures).singleElement().asString().startsWith("wrong bytes");
  }

  @Test
  void aBombIsNotUnpackedBeyondTheExpectedLength() throws IOException {
    String sha256 = FetchedFile.sha256(new byte[100_000]);
    file.expect(new RemoteFile(NAME, Checked.CONTENT, 100_000, sha256));
    file.mirror(Mirror.serving(FetchedFile.gzip(new byte[50_000_000])));
    assertThatThrownBy(file::fetch).hasMessageContaining("more bytes, expected 100000");
  }

  @Test
  void theDataFolderContainsWhatWasFetched() throws IOException {
    file.mirror(Mirror.serving(file.gzipped));
    RemoteDataset dataset = file.dataset();
    DataFolder dataFolder = new DataFolder(folder);
    assertThat(dataFolder.contains(dataset)).isFalse();
    Fetcher.into(dataFolder).fetch(dataset, FetchListener.SILENT);
    assertThat(dataFolder.contains(dataset)).isTrue();
    try (Stream<Path> files = Files.list(folder.resolve("mnist"))) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder(NAME, ".lock");
    }
  }
}
