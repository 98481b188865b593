package io.ganglion.torture;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.ganglion.random.SplitMix64;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every reader on its seeds, on everything that once broke it, and on a few hundred changed seeds;
 * the profile {@code fuzz} has Jazzer look for more.
 */
class FuzzedReadersTest {
  private static final int CHANGED = 300;

  @ParameterizedTest
  @EnumSource
  void whatOnceBrokeAReaderNoLongerDoes(Reader reader) throws IOException {
    for (Map.Entry<String, byte[]> input : Seeds.found(reader).entrySet()) {
      assertThatCode(() -> FuzzTarget.read(reader, input.getValue()))
          .as("%s", input.getKey())
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource
  void changedSeedsAreReadOrRefused(Reader reader) throws IOException {
    List<byte[]> seeds = Seeds.of(reader);
    SplitMix64 random = new SplitMix64(reader.label().hashCode());
    for (byte[] seed : seeds) {
      FuzzTarget.read(reader, seed);
    }
    for (int i = 0; i < CHANGED; i++) {
      byte[] input = changed(seeds.get(random.nextInt(seeds.size())), random);
      assertThatCode(() -> FuzzTarget.read(reader, input))
          .as("%s: %s", reader.label(), HexFormat.of().formatHex(input))
          .doesNotThrowAnyException();
    }
  }

  private static byte[] changed(byte[] seed, SplitMix64 random) {
    byte[] bytes = seed.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) -1);
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        default -> {
          byte[] repeated = Arrays.copyOf(bytes, bytes.length + bytes.length - at);
          System.arraycopy(bytes, at, repeated, bytes.length, bytes.length - at);
          bytes = repeated;
        }
      }
    }
    return bytes;
  }
}
