package io.ganglion.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files were made by cwebp and img2webp of libwebp 1.2.4. */
class WebpTest {
  @TempDir private Path folder;

  private static byte[] content(String name) throws IOException {
    try (InputStream in = WebpTest.class.getResourceAsStream("webp/" + name)) {
      return in.readAllBytes();
    }
  }

  private Path file(byte... content) throws IOException {
    return Files.write(folder.resolve("picture"), content);
  }

  private byte[] pixels(String name) throws IOException {
    return GrayImage.read(file(content(name))).pixels();
  }

  @ParameterizedTest
  @CsvSource({
    "lossless.webp, opaque.png, 0",
    "lossless-alpha.webp, alpha.png, 0",
    "lossy.webp, opaque.png, 6",
    "lossy-alpha.webp, alpha.png, 6"
  })
  void everyKindIsReadAsPng(String webp, String png, int mostOnAverage) throws IOException {
    byte[] expected = pixels(png);
    byte[] actual = pixels(webp);
    assertThat(actual).hasSameSizeAs(expected);
    long sum = 0;
    for (int i = 0; i < actual.length; i++) {
      sum += Math.abs((actual[i] & 0xFF) - (expected[i] & 0xFF));
    }
    assertThat(sum / actual.length).isLessThanOrEqualTo(mostOnAverage);
  }

  @Test
  void aPictureOfOnePixelIsRead() throws IOException {
    assertThat(pixels("one-pixel.webp")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "animated.webp, is an animated WebP picture",
    "uncompressed-alpha.webp, transparency of an unusual kind",
    "repeated-transform.webp, a transform comes twice"
  })
  void whatIsNotDecodedRightOrInTimeIsRefused(String name, String reason) throws IOException {
    Path file = file(content(name));
    assertThatThrownBy(() -> GrayImage.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossless.webp", "lossless-alpha.webp", "lossy.webp", "lossy-alpha.webp"})
  void aPictureThatIsCutOffAnywhereIsRefused(String name) throws IOException {
    byte[] whole = content(name);
    for (int length = 4; length < whole.length - 1; length++) {
      Path file = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> GrayImage.read(file)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void withoutTheLibraryTheMessageNamesIt() {
    assertThatThrownBy(() -> WebpDecoder.reader(Path.of("a.webp"), "no.such.Provider"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("add com.twelvemonkeys.imageio:imageio-webp");
  }
}
