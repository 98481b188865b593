package io.ganglion.datasets.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * The bytes of a download that have arrived. Others may write to the folder: what lies there under
 * the part's name is continued only if it is an ordinary file of this user with no other name. It
 * is deleted otherwise: a link might lead to any other file of this user, which the download would
 * overwrite, and another user could change the file after its checksum was verified.
 *
 * @param path the file
 */
record PartFile(Path path) {

  /** How many bytes there are to continue; 0 after deleting what cannot be continued. */
  long size() throws IOException {
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    if (!isOwn()) {
      Files.delete(path);
      return 0;
    }
    return Files.size(path);
  }

  /** Whether the file can be continued, or is complete. */
  boolean isOwn() throws IOException {
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)
        || !Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isRegularFile()) {
      return false;
    }
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return true;
    }
    int names = (int) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    return names == 1 && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(user());
  }

  /** The owner of what this program creates in the folder. */
  private UserPrincipal user() throws IOException {
    Path created = path.resolveSibling(path.getFileName() + ".owner");
    // What a killed program has left; only one fetches here at a time.
    Files.deleteIfExists(created);
    Files.createFile(created);
    try {
      return Files.getOwner(created, LinkOption.NOFOLLOW_LINKS);
    } finally {
      Files.delete(created);
    }
  }

  /** Opens the file for writing after its first bytes, and makes it if there are none. */
  FileChannel open(long start) throws IOException {
    if (size() == 0) {
      Files.deleteIfExists(path);
      return FileChannel.open(
          path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }
    FileChannel channel =
        FileChannel.open(path, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    channel.truncate(start);
    channel.position(start);
    return channel;
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
