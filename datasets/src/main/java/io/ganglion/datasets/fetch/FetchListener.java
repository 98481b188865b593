package io.ganglion.datasets.fetch;

import java.net.URI;

/** Is told how fetching goes on, on the thread that fetches. */
public interface FetchListener {
  /** Listens to nothing. */
  FetchListener SILENT = new FetchListener() {};

  /**
   * A file is about to come from a mirror.
   *
   * @param file the file
   * @param source its address there
   * @param alreadyThere how many bytes of it came before, and are not fetched again if the mirror
   *     can send the rest alone
   */
  default void started(RemoteFile file, URI source, long alreadyThere) {}

  /**
   * More of a file has come.
   *
   * @param file the file
   * @param done how many of its bytes are here now
   * @param total how many it will have, or −1 if the mirror does not say
   */
  default void progressed(RemoteFile file, long done, long total) {}

  /**
   * A mirror could not give a file; the next one is tried.
   *
   * @param file the file
   * @param source its address there
   * @param reason why not, in a few words
   */
  default void failed(RemoteFile file, URI source, String reason) {}

  /**
   * A file is whole, its checksum right, and in its place.
   *
   * @param file the file
   */
  default void finished(RemoteFile file) {}
}
