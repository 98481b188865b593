package io.ganglion.backend.vector;

import java.util.Optional;
import java.util.function.Function;

/**
 * Where an array's elements lie in a cache line, so that the rows of a matrix begin at one.
 *
 * <p>A vector of 64 bytes that lies across two cache lines costs two accesses. An array lies
 * wherever the JVM puts it, at a multiple of 8 bytes, and the JVM tells no address. But large arrays
 * begin at the beginning of a region of G1, and at a multiple of 4 KiB in ZGC; and all do with
 * {@code -XX:ObjectAlignmentInBytes=64}. There, the elements from {@link #start} on are aligned. In
 * other cases they are where they are, and only the speed is different.
 *
 * @param largeBytes the size from which on the JVM aligns an array; 0 if it aligns all; negative if
 *     it aligns none
 */
record Alignment(long largeBytes) {

  /** That of the running JVM. */
  static final Alignment OF_THIS_JVM = of(VmOptions.ofThisJvm());

  private static final int LINE = 64;

  /** The bytes before an array's first element. */
  private static final int HEADER = 16;

  /** Smaller arrays stay in the nearest cache, where two accesses cost little. */
  private static final long WORTH_IT = 1 << 17;

  /** The most bytes to which an array is enlarged so that the JVM aligns it. */
  private static final long MOST = 4 << 20;

  /** ZGC aligns arrays from 256 KiB on. */
  private static final long LARGE_IN_ZGC = (1 << 18) + LINE;

  static Alignment of(Function<String, Optional<String>> options) {
    if (!isOn(options, "UseCompressedClassPointers") || isOn(options, "UseCompactObjectHeaders")) {
      return new Alignment(-1);
    }
    if (number(options, "ObjectAlignmentInBytes") % LINE == 0) {
      return new Alignment(0);
    }
    if (isOn(options, "UseG1GC")) {
      long region = number(options, "G1HeapRegionSize");
      return new Alignment(region == 1 ? -1 : region / 2 + LINE);
    }
    return new Alignment(isOn(options, "UseZGC") ? LARGE_IN_ZGC : -1);
  }

  private static boolean isOn(Function<String, Optional<String>> options, String name) {
    return options.apply(name).filter("true"::equals).isPresent();
  }

  /** The value of an option; 1 if it is unknown. */
  private static long number(Function<String, Optional<String>> options, String name) {
    return options
        .apply(name)
        .filter(text -> text.matches("[1-9]\\d{0,17}"))
        .map(Long::valueOf)
        .orElse(1L);
  }

  /** The index of the first element that begins a cache line, in an array that the JVM aligns. */
  int start(int elementBytes) {
    return largeBytes < 0 ? 0 : (LINE - HEADER) / elementBytes;
  }

  /** The length of an array with at least so many elements, which the JVM aligns if it is worth it. */
  int length(int elements, int elementBytes) {
    long bytes = (long) elements * elementBytes;
    return bytes >= WORTH_IT && bytes < largeBytes && largeBytes <= MOST
        ? (int) (largeBytes / elementBytes)
        : elements;
  }
}
