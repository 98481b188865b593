package io.ganglion.torture;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What Jazzer calls. It needs no Jazzer to be compiled, or to read an input once more. */
public final class FuzzTarget {
  /** What any reader may allocate: the JVM's own share, and buffers. */
  private static final long MOST_ALLOCATED = 96L << 20;

  /** What a reader may allocate for each byte of its input: a deflate stream expands 1032 times. */
  private static final long MOST_ALLOCATED_A_BYTE = 10_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Reader reader;

  private FuzzTarget() {}

  /**
   * Chooses the reader.
   *
   * @param arguments the reader's label
   */
  public static void fuzzerInitialize(String... arguments) {
    reader = Reader.named(arguments[0]);
  }

  /**
   * Reads one input.
   *
   * @param input what somebody may have written
   * @throws IOException if the scratch file cannot be written
   */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    read(reader, input);
  }

  static void read(Reader reader, byte[] input) throws IOException {
    // The first reading may load classes, and Jazzer instruments them in this thread.
    if (isTooMuch(allocated(reader, input), input)) {
      long again = allocated(reader, input);
      if (isTooMuch(again, input)) {
        throw new AssertionError(
            reader.label() + " allocated " + again + " bytes for " + input.length);
      }
    }
  }

  private static boolean isTooMuch(long allocated, byte... input) {
    return allocated > MOST_ALLOCATED + MOST_ALLOCATED_A_BYTE * input.length;
  }

  private static long allocated(Reader reader, byte... input) throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    reader.read(input);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
