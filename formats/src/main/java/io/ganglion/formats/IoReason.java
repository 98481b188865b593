package io.ganglion.formats;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says why the operating system refused: the message of many exceptions is only a file name. */
final class IoReason {

  private IoReason() {}

  /** The exception for a file that cannot be read, with a message of one line that names it. */
  static IOException unreadable(Path file, IOException cause) {
    return new IOException(file + ": cannot be read: " + of(cause), cause);
  }

  /** The exception for a file that cannot be written, with a message of one line that names it. */
  static IOException unwritable(Path file, IOException cause) {
    return new IOException(file + ": cannot be written: " + of(cause), cause);
  }

  static String of(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NotDirectoryException) {
      return "a part of its path is a file, not a folder";
    }
    if (cause instanceof ClosedByInterruptException) {
      return "the thread was interrupted";
    }
    if (cause instanceof EOFException) {
      return "it ended early";
    }
    if (cause instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return cause.getMessage() != null ? cause.getMessage() : cause.getClass().getSimpleName();
  }
}
