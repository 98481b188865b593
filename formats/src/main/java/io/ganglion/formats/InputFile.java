package io.ganglion.formats;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that is open for reading, which can be read from the beginning any number of times.
 *
 * <p>It is opened once: if another program replaces the file meanwhile, everything read is of the
 * file as it was when it was opened. Only ordinary files are opened. Opening a pipe would wait for
 * a program that writes to it, perhaps forever; a device may never end.
 *
 * <p>Reading goes on in a thread that was interrupted before. Not thread-safe.
 */
public final class InputFile implements Closeable {

  private final SeekableByteChannel channel;

  private InputFile(SeekableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the open file
   * @throws IOException if it does not exist, is not an ordinary file, or cannot be read; the
   *     message is one line that names the file
   */
  public static InputFile open(Path file) throws IOException {
    requireOrdinary(file);
    try {
      return new InputFile(Files.newByteChannel(file));
    } catch (IOException e) {
      throw IoReason.unreadable(file, e);
    }
  }

  /**
   * Refuses what is not an ordinary file, before a reader fails on it or waits for it.
   *
   * @param file the file
   * @throws IOException if it does not exist, or is a folder, pipe, socket or device; the message
   *     is one line that names the file
   */
  public static void requireOrdinary(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": cannot be read: it is a folder, expected a file");
    }
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file + ": cannot be read: no such file");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(
          file + ": cannot be read: it is a pipe, socket or device, expected an ordinary file");
    }
  }

  /**
   * Reads the beginning of a file, which tells what kind of file it is.
   *
   * @param file the file
   * @param length the number of bytes to read
   * @return the bytes; fewer if the file is shorter
   * @throws IOException as {@link #open} does
   */
  public static byte[] start(Path file, int length) throws IOException {
    InputFile opened = open(file);
    try (opened) {
      return opened.stream().readNBytes(length);
    } catch (IOException e) {
      throw IoReason.unreadable(file, e);
    }
  }

  /**
   * The file's length.
   *
   * @return the number of bytes
   * @throws IOException if it cannot be determined
   */
  public long size() throws IOException {
    return channel.size();
  }

  /**
   * Reads from the beginning of the file.
   *
   * @return a new stream, without a buffer; closing it leaves the file open
   */
  public InputStream stream() {
    return stream(0);
  }

  /** Reads from a position. */
  InputStream stream(long position) {
    return new Stream(position);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private final class Stream extends InputStream {

    private long position;

    Stream(long position) {
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      if (length == 0) {
        return 0;
      }
      // In an interrupted thread, the channel would close instead of reading.
      boolean interrupted = Thread.interrupted();
      try {
        int read = channel.position(position).read(ByteBuffer.wrap(bytes, offset, length));
        position += Math.max(0, read);
        return read;
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
