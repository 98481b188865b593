package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads a picture from a PNG, JPEG, GIF, BMP, TIFF or WebP file. Its content, not its name, tells
 * the format.
 *
 * <p>The file is not given to ImageIO as it is: its decoders take time quadratic in the length of a
 * text, and go through all pixels for each scan. What they need is copied in one pass over the
 * file, in which the work that decoding will take is found and limited. The decoders are the JDK's
 * own, even if others are on the class path, except for WebP, for which the JDK has none.
 */
final class PictureFile {
  /** No picture of the most pixels is longer, even if its pixels are not compressed. */
  private static final long LONGEST = 8L * GrayImage.MAXIMUM_PIXELS;

  private PictureFile() {}

  /** Decodes a file, upright; see {@link GrayImage#read}. */
  static BufferedImage decode(Path file) throws IOException {
    requireFile(file);
    try {
      return decode(file, read(file));
    } catch (FormatException e) {
      throw e;
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": cannot be read: permission denied", e);
    } catch (IOException | RuntimeException e) {
      // Decoders throw any exception at hostile bytes: for indices out of bounds, for tables.
      throw new FormatException(
          file,
          "is a damaged or unusual picture (" + reason(e) + "), expected " + PictureFormat.NAMES,
          e);
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Reads what decoding a file needs. */
  static EncodedPicture read(Path file) throws IOException {
    requireFile(file);
    long length = Files.size(file);
    if (length > LONGEST) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "is of %d bytes, expected a picture of at most %d bytes: scale it down first",
              length,
              LONGEST));
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(PictureFormat.LONGEST_SIGNATURE);
      byte[] start = in.readNBytes(PictureFormat.LONGEST_SIGNATURE);
      in.reset();
      for (PictureFormat format : PictureFormat.values()) {
        if (format.begins(start)) {
          return format.read(new PictureSource(file, in));
        }
      }
    } catch (OutOfMemoryError e) {
      throw new FormatException(
          file, "is a picture that does not fit into Java's heap: give Java more (-Xmx)", e);
    }
    throw new FormatException(
        file, "is not a picture in " + PictureFormat.NAMES + " format: convert it to one of these");
  }

  /** A pipe would be waited for. */
  private static void requireFile(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file + ": no such file, expected a picture");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": is not a file, expected a picture");
    }
  }

  private static BufferedImage decode(Path file, EncodedPicture picture) throws IOException {
    boolean webp = picture.format().equals("webp");
    ImageReader reader = webp ? WebpDecoder.reader(file) : reader(picture.format());
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.bytes()))) {
      reader.setInput(in, true, true);
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      BufferedImage image = reader.read(0);
      requireWhole(file, warnings);
      if (webp && !warnings.isEmpty()) {
        throw new IOException(warnings.get(0));
      }
      return picture.orientation().upright(image);
    } catch (OutOfMemoryError e) {
      throw picture.size().tooLarge(file);
    } finally {
      reader.dispose();
    }
  }

  /** The JPEG decoder only warns about a file that is cut off, and fills the rest with gray. */
  private static void requireWhole(Path file, List<String> warnings) throws FormatException {
    for (String warning : warnings) {
      if (warning.contains("premature end")) {
        throw PictureSource.cutOff(file);
      }
    }
  }

  /** Returns the JDK's own decoder. */
  private static ImageReader reader(String format) throws IOException {
    Iterator<ImageReaderSpi> providers =
        IIORegistry.getDefaultInstance()
            .getServiceProviders(
                ImageReaderSpi.class,
                provider ->
                    provider.getClass().getModule().equals(ImageIO.class.getModule())
                        && List.of(((ImageReaderSpi) provider).getFormatNames()).contains(format),
                true);
    if (!providers.hasNext()) {
      throw new IOException("this Java has no decoder of its own for " + format);
    }
    return providers.next().createReaderInstance();
  }
}
