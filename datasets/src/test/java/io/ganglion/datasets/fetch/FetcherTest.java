package io.ganglion.datasets.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.datasets.fetch.RemoteFile.Checked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {
  private static final String NAME = "train-images-idx3-ubyte.gz";

  /** How long a server that never answers is waited for. */
  private static final Duration SILENCE = Duration.ofMillis(200);

  /** More patience than a busy machine takes for a server that does answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final List<Mirror> mirrors = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private byte[] content;
  private byte[] gzipped;
  private RemoteFile file;

  @BeforeEach
  void makeContent() throws IOException {
    content = new byte[200_000];
    new Random(7).nextBytes(content);
    gzipped = gzip(content);
    file = new RemoteFile(NAME, Checked.CONTENT, content.length, sha256(content));
  }

  @AfterEach
  void closeMirrors() {
    mirrors.forEach(Mirror::close);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Mirror mirror(Mirror.Answer answer) throws IOException {
    Mirror mirror = new Mirror(answer);
    mirrors.add(mirror);
    return mirror;
  }

  private Path fetch() throws IOException {
    return fetch(PATIENCE);
  }

  private Path fetch(Duration longestSilence) throws IOException {
    RemoteDataset dataset =
        new RemoteDataset(
            "mnist", List.of("0"), mirrors.stream().map(Mirror::address).toList(), List.of(file));
    FetchListener listener =
        new FetchListener() {
          @Override
          public void failed(RemoteFile failed, URI source, String reason) {
            failures.add(reason);
          }
        };
    return Fetcher.into(new DataFolder(folder), PATIENCE, longestSilence).fetch(dataset, listener);
  }

  private Path target() {
    return folder.resolve("mnist").resolve(NAME);
  }

  private Path part() {
    return folder.resolve("mnist").resolve(NAME + ".part");
  }

  private void assertFetched() {
    assertThat(target()).hasBinaryContent(gzipped);
    assertThat(part()).doesNotExist();
  }

  private void leavePart(byte[] bytes) throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), bytes);
  }

  @Test
  void theFirstMirrorThatGivesItIsEnough() throws IOException {
    mirror(Mirror.serving(gzipped));
    Mirror second = mirror(Mirror.serving(gzipped));
    assertThat(fetch()).isEqualTo(folder.resolve("mnist"));
    assertFetched();
    assertThat(second.ranges).isEmpty();
    assertThat(failures).isEmpty();
  }

  @Test
  void whatIsThereAndRightIsNotAskedForAgain() throws IOException {
    Mirror mirror = mirror(Mirror.serving(gzipped));
    fetch();
    fetch();
    assertThat(mirror.ranges).hasSize(1);
  }

  @Test
  void whatIsThereAndWrongIsReplaced() throws IOException {
    mirror(Mirror.serving(gzipped));
    Files.createDirectories(target().getParent());
    Files.writeString(target(), "damaged");
    fetch();
    assertFetched();
  }

  @Test
  void afterAMissingFileTheNextMirrorIsAsked() throws IOException {
    mirror(Mirror.status(404));
    mirror(Mirror.serving(gzipped));
    fetch();
    assertFetched();
    assertThat(failures).containsExactly("HTTP status 404");
  }

  @Test
  void afterWrongBytesTheNextMirrorIsAskedFromTheStart() throws IOException {
    byte[] wrong = content.clone();
    wrong[100_000] ^= 1;
    mirror(Mirror.serving(gzip(wrong)));
    Mirror second = mirror(Mirror.serving(gzipped));
    fetch();
    assertFetched();
    assertThat(second.ranges).containsExactly("");
    assertThat(failures).singleElement().asString().startsWith("wrong bytes: SHA-256 ");
  }

  @Test
  void afterAPageInsteadOfTheFileTheNextMirrorIsAsked() throws IOException {
    mirror(Mirror.serving("<html>please log in</html>".getBytes(StandardCharsets.US_ASCII)));
    mirror(Mirror.serving(gzipped));
    fetch();
    assertFetched();
    assertThat(failures).containsExactly("not a whole gzip file");
  }

  @Test
  void whenAMirrorCutsOffTheNextOneContinuesThere() throws IOException {
    mirror(Mirror.cuttingOff(gzipped, 50_000));
    Mirror second = mirror(Mirror.serving(gzipped));
    fetch();
    assertFetched();
    assertThat(failures).containsExactly("cut off");
    assertThat(second.ranges).singleElement().asString().matches("bytes=[1-9]\\d*-");
  }

  @Test
  void whenAMirrorStallsTheNextOneContinuesThere() throws IOException {
    mirror(Mirror.stalling(gzipped, 50_000));
    mirror(Mirror.serving(gzipped));
    fetch(Duration.ofSeconds(1));
    assertFetched();
    assertThat(failures).containsExactly("silent for 1.0 s");
  }

  @Test
  void aMirrorThatNeverAnswersIsGivenUp() throws IOException {
    mirror(Mirror.silent());
    assertThatThrownBy(() -> fetch(SILENCE))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("silent for 0.2 s");
  }

  @Test
  void aMirrorThatClaimsMoreThanTheFileCanHaveIsNotRead() throws IOException {
    mirror(Mirror.serving(new byte[2 * content.length]));
    mirror(Mirror.serving(gzipped));
    fetch();
    assertFetched();
    assertThat(failures).singleElement().asString().startsWith("400000 bytes, expected at most");
  }

  @Test
  void aMirrorThatSendsMoreThanTheFileCanHaveWithoutSayingSoIsGivenUp() throws IOException {
    mirror(
        (exchange, closed) -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] more = new byte[1 << 16];
          for (int i = 0; i < 10; i++) {
            exchange.getResponseBody().write(more);
          }
        });
    mirror(Mirror.serving(gzipped));
    fetch();
    assertFetched();
    assertThat(failures).singleElement().asString().startsWith("more bytes than the expected");
  }

  @Test
  void aMirrorThatClaimsLessThanTheFileHasIsGivenUp() throws IOException {
    byte[] half = Arrays.copyOf(gzipped, gzipped.length / 2);
    mirror(Mirror.ignoringRanges(half));
    mirror(Mirror.serving(gzipped));
    fetch();
    assertFetched();
    assertThat(failures).containsExactly("not a whole gzip file");
  }

  @Test
  void aRedirectIsFollowed() throws IOException {
    Mirror real = new Mirror(Mirror.serving(gzipped));
    try (real) {
      mirror(Mirror.redirecting(real.address().resolve(NAME)));
      fetch();
      assertFetched();
    }
  }

  @Test
  void aPartFromAnEarlierAttemptIsContinued() throws IOException {
    leavePart(Arrays.copyOf(gzipped, 12_345));
    Mirror mirror = mirror(Mirror.serving(gzipped));
    fetch();
    assertFetched();
    assertThat(mirror.ranges).containsExactly("bytes=12345-");
  }

  @Test
  void aPartIsFetchedAnewWhereAMirrorIgnoresRanges() throws IOException {
    leavePart(Arrays.copyOf(gzipped, 12_345));
    Mirror mirror = mirror(Mirror.ignoringRanges(gzipped));
    fetch();
    assertFetched();
    assertThat(mirror.ranges).containsExactly("bytes=12345-");
  }

  @Test
  void aPartOfAnotherFileIsThrownAwayOnce() throws IOException {
    leavePart(new byte[1000]);
    Mirror mirror = mirror(Mirror.serving(gzipped));
    fetch();
    assertFetched();
    assertThat(mirror.ranges).containsExactly("bytes=1000-", "");
    assertThat(failures).isEmpty();
  }

  @Test
  void aPartLongerThanTheFileIsThrownAway() throws IOException {
    leavePart(new byte[gzipped.length + 10]);
    Mirror mirror = mirror(Mirror.serving(gzipped));
    fetch();
    assertFetched();
    assertThat(mirror.ranges).last().isEqualTo("");
  }

  @Test
  void aPartThatIsWholeNeedsNoMirror() throws IOException {
    leavePart(gzipped);
    Mirror mirror = mirror(Mirror.status(500));
    fetch();
    assertFetched();
    assertThat(mirror.ranges).isEmpty();
  }

  @Test
  void anotherRangeThanAskedForIsNotTaken() throws IOException {
    leavePart(Arrays.copyOf(gzipped, 1000));
    mirror(
        (exchange, closed) -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/200000");
          exchange.sendResponseHeaders(206, 10);
          exchange.getResponseBody().write(gzipped, 0, 10);
        });
    mirror(Mirror.serving(gzipped));
    fetch();
    assertFetched();
    assertThat(failures).containsExactly("another part of the file than asked for");
  }

  @Test
  void ifNoMirrorGivesItEachIsNamedWithItsReasonInOneLine() throws IOException {
    Mirror first = mirror(Mirror.status(404));
    Mirror second = mirror(Mirror.cuttingOff(gzipped, 1000));
    Files.createDirectories(target().getParent());
    Files.writeString(target(), "what was there before");
    assertThatThrownBy(this::fetch)
        .isInstanceOf(FetchException.class)
        .message()
        .hasLineCount(1)
        .startsWith("mnist: no mirror gave " + NAME)
        .contains(
            first.address() + NAME + " (HTTP status 404)", second.address() + NAME + " (cut off)");
    assertThat(target()).hasContent("what was there before");
  }

  @Test
  void aMachineThatIsNotThereIsNoConnection() throws IOException {
    mirror(Mirror.serving(gzipped)).close();
    assertThatThrownBy(this::fetch).hasMessageContaining("(no connection)");
  }

  @Test
  void aDatasetThatIsBeingFetchedIsNotFetchedTwice() throws IOException {
    List<Throwable> inner = new ArrayList<>();
    mirror(
        (exchange, closed) -> {
          try {
            fetch();
          } catch (FetchException e) {
            inner.add(e);
          }
          Mirror.serving(gzipped).to(exchange, closed);
        });
    fetch();
    assertFetched();
    assertThat(inner).singleElement().asString().contains("is being fetched");
  }

  @Test
  void anInterruptedFetchKeepsItsPartAndStaysInterrupted() throws IOException {
    leavePart(Arrays.copyOf(gzipped, 1000));
    mirror(Mirror.silent());
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(this::fetch).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(part()).exists();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedWithTheWayOut() throws IOException {
    mirror(Mirror.serving(gzipped));
    Files.writeString(folder.resolve("mnist"), "a file in the folder's place");
    assertThatThrownBy(this::fetch)
        .isInstanceOf(FetchException.class)
        .hasMessageContaining(folder.resolve("mnist").toString())
        .hasMessageContaining("a file is in the place of the folder")
        .hasMessageContaining("GANGLION_DATA");
  }

  @Test
  void progressGoesUpToTheWholeFile() throws IOException {
    Mirror mirror = mirror(Mirror.serving(gzipped));
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    List<String> finished = new ArrayList<>();
    Fetcher.into(new DataFolder(folder))
        .fetch(
            new RemoteDataset("mnist", List.of("0"), List.of(mirror.address()), List.of(file)),
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
    assertThat(done).isSorted().last().isEqualTo((long) gzipped.length);
    assertThat(totals).containsOnly((long) gzipped.length);
    assertThat(finished).containsExactly(NAME);
  }

  @Test
  void aChecksumOfTheFileItselfIsVerifiedToo() throws IOException {
    file = new RemoteFile(NAME, Checked.FILE, gzipped.length, sha256(gzipped));
    byte[] wrong = gzipped.clone();
    wrong[9] ^= 1;
    mirror(Mirror.serving(wrong));
    mirror(Mirror.serving(gzipped));
    fetch();
    assertFetched();
    assertThat(failures).singleElement().asString().startsWith("wrong bytes");
  }

  @Test
  void aBombIsNotUnpackedFurtherThanTheContentGoes() throws IOException {
    file = new RemoteFile(NAME, Checked.CONTENT, 100_000, sha256(new byte[100_000]));
    mirror(Mirror.serving(gzip(new byte[50_000_000])));
    assertThatThrownBy(this::fetch).hasMessageContaining("more bytes, expected 100000");
  }

  @Test
  void whatWasFetchedIsContained() throws IOException {
    mirror(Mirror.serving(gzipped));
    RemoteDataset dataset =
        new RemoteDataset("mnist", List.of("0"), List.of(mirrors.get(0).address()), List.of(file));
    DataFolder dataFolder = new DataFolder(folder);
    assertThat(dataFolder.contains(dataset)).isFalse();
    Fetcher.into(dataFolder).fetch(dataset, FetchListener.SILENT);
    assertThat(dataFolder.contains(dataset)).isTrue();
    try (Stream<Path> files = Files.list(folder.resolve("mnist"))) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder(NAME, ".lock");
    }
  }

  @Test
  void aFileNameThatLeadsElsewhereIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RemoteFile("../x", Checked.FILE, 1, sha256(content)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RemoteDataset(
                    "..", List.of(), List.of(URI.create("http://x/")), List.of(file)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RemoteDataset(
                    "x", List.of(), List.of(URI.create("http://x/y")), List.of(file)));
  }
}
