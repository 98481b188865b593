package io.ganglion.datasets.fetch;

import java.net.URI;

/** Follows the progress of fetching. Its methods are called on the thread that fetches. */
public interface FetchListener {
  /** Ignores everything. */
  FetchListener SILENT = new FetchListener() {};

  /**
   * The download of a file from a mirror is about to start.
   *
   * @param file the file
   * @param source its address at the mirror
   * @param alreadyThere how many of its bytes are here from an earlier attempt; they are not
   *     fetched again if the mirror can send only the rest
   */
  default void started(RemoteFile file, URI source, long alreadyThere) {}

  /**
   * More bytes of a file have arrived.
   *
   * @param file the file
   * @param done how many of its bytes are here now
   * @param total how many bytes it will have, or −1 if the mirror does not say
   */
  default void progressed(RemoteFile file, long done, long total) {}

  /**
   * A mirror could not deliver a file; the next mirror is tried.
   *
   * @param file the file
   * @param source its address at the mirror
   * @param reason the reason, in a few words
   */
  default void failed(RemoteFile file, URI source, String reason) {}

  /**
   * A file is complete, verified and in its place.
   *
   * @param file the file
   */
  default void finished(RemoteFile file) {}
}
