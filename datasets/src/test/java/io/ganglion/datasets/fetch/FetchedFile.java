package io.ganglion.datasets.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.datasets.fetch.RemoteFile.Checked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A file that a test fetches: its bytes, the mirrors it comes from, the folder it goes into. */
final class FetchedFile implements AutoCloseable {
  static final String NAME = "train-images-idx3-ubyte.gz";

  /** Longer than a server that answers takes, even on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final byte[] content = new byte[200_000];
  final byte[] gzipped;

  /** Why mirrors failed, in order. */
  final List<String> failures = new ArrayList<>();

  private final Path folder;
  private final List<Mirror> mirrors = new ArrayList<>();
  private RemoteFile file;

  FetchedFile(Path folder) throws IOException {
    this.folder = folder;
    new Random(7).nextBytes(content);
    gzipped = gzip(content);
    file = new RemoteFile(NAME, Checked.CONTENT, content.length, sha256(content));
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Replaces the length and checksum that the file must have. */
  void expect(RemoteFile expected) {
    file = expected;
  }

  /** Adds a mirror, tried after those that were added before. */
  Mirror mirror(Mirror.Answer answer) throws IOException {
    Mirror mirror = new Mirror(answer);
    mirrors.add(mirror);
    return mirror;
  }

  /** A dataset with only this file. */
  RemoteDataset dataset() {
    return new RemoteDataset(
        "mnist", List.of("0"), mirrors.stream().map(Mirror::address).toList(), List.of(file));
  }

  Path fetch() throws IOException {
    return fetch(PATIENCE);
  }

  Path fetch(Duration longestSilence) throws IOException {
    FetchListener listener =
        new FetchListener() {
          @Override
          public void failed(RemoteFile failed, URI source, String reason) {
            failures.add(reason);
          }
        };
    return Fetcher.into(new DataFolder(folder), PATIENCE, longestSilence)
        .fetch(dataset(), listener);
  }

  Path target() {
    return folder.resolve("mnist").resolve(NAME);
  }

  Path part() {
    return folder.resolve("mnist").resolve(NAME + ".part");
  }

  void assertFetched() {
    assertThat(target()).hasBinaryContent(gzipped);
    assertThat(part()).doesNotExist();
  }

  /** Makes the part file that a broken connection leaves. */
  void leavePart(byte[] bytes) throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), bytes);
  }

  @Override
  public void close() {
    mirrors.forEach(Mirror::close);
  }
}
