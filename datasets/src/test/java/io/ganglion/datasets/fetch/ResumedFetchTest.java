package io.ganglion.datasets.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fetching continues with the part of a file that arrived before a connection broke. */
class ResumedFetchTest {
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
  void ifAMirrorCutsOffTheNextOneContinuesThere() throws IOException {
    file.mirror(Mirror.cuttingOff(file.gzipped, 50_000));
    Mirror second = file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(file.failures).containsExactly("cut off");
    assertThat(second.ranges).singleElement().asString().matches("bytes=[1-9]\\d*-");
  }

  @Test
  void ifAMirrorStallsTheNextOneContinuesThere() throws IOException {
    file.mirror(Mirror.stalling(file.gzipped, 50_000));
    file.mirror(Mirror.serving(file.gzipped));
    file.fetch(Duration.ofSeconds(1));
    file.assertFetched();
    assertThat(file.failures).containsExactly("sent nothing for 1.0 s");
  }

  @Test
  void aPartFromAnEarlierAttemptIsContinued() throws IOException {
    file.leavePart(Arrays.copyOf(file.gzipped, 12_345));
    Mirror mirror = file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(mirror.ranges).containsExactly("bytes=12345-");
  }

  @Test
  void aPartIsFetchedAnewIfAMirrorIgnoresRanges() throws IOException {
    file.leavePart(Arrays.copyOf(file.gzipped, 12_345));
    Mirror mirror = file.mirror(Mirror.ignoringRanges(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(mirror.ranges).containsExactly("bytes=12345-");
  }

  @Test
  void aPartOfAnotherFileIsThrownAwayOnce() throws IOException {
    file.leavePart(new byte[1000]);
    Mirror mirror = file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(mirror.ranges).containsExactly("bytes=1000-", "");
    assertThat(file.failures).isEmpty();
  }

  @Test
  void aPartLongerThanTheFileIsThrownAway() throws IOException {
    file.leavePart(new byte[file.gzipped.length + 10]);
    Mirror mirror = file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(mirror.ranges).last().isEqualTo("");
  }

  @Test
  void aCompletePartNeedsNoMirror() throws IOException {
    file.leavePart(file.gzipped);
    Mirror mirror = file.mirror(Mirror.status(500));
    file.fetch();
    file.assertFetched();
    assertThat(mirror.ranges).isEmpty();
  }

  @Test
  void aDifferentRangeThanRequestedIsRefused() throws IOException {
    file.leavePart(Arrays.copyOf(file.gzipped, 1000));
    file.mirror(
        (exchange, closed) -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/200000");
          exchange.sendResponseHeaders(206, 10);
          exchange.getResponseBody().write(file.gzipped, 0, 10);
        });
    file.mirror(Mirror.serving(file.gzipped));
    file.fetch();
    file.assertFetched();
    assertThat(file.failures).containsExactly("sent a different part of the file than requested");
  }

  @Test
  void anInterruptedFetchKeepsItsPartAndStaysInterrupted() throws IOException {
    file.leavePart(Arrays.copyOf(file.gzipped, 1000));
    file.mirror(Mirror.silent());
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(file::fetch).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(file.part()).exists();
  }
}
