package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;

/** Finds the library that decodes WebP, which is optional. */
final class WebpDecoder {
  private static final String ARTIFACT = "com.twelvemonkeys.imageio:imageio-webp";
  private static final String PROVIDER =
      "com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi";

  private WebpDecoder() {}

  /**
   * Returns the library's decoder, whatever else is on the class path.
   *
   * @param file for the message
   * @throws FormatException if the library is missing
   */
  static ImageReader reader(Path file) throws FormatException {
    return reader(file, PROVIDER);
  }

  static ImageReader reader(Path file, String provider) throws FormatException {
    try {
      return Class.forName(provider)
          .asSubclass(ImageReaderSpi.class)
          .getConstructor()
          .newInstance()
          .createReaderInstance();
    } catch (ReflectiveOperationException | LinkageError | IOException e) {
      throw new FormatException(
          file,
          "is a WebP picture, which needs a library that is missing: add "
              + ARTIFACT
              + " to the class path, or save it as PNG",
          e);
    }
  }
}
