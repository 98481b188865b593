package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Takes out of a JPEG file the segments that decoding needs: tables, the frame, the scans, and the
 * two application segments that say what the components mean. Of a camera's notes, its orientation
 * is read. Comments, profiles and previews are skipped without being read.
 *
 * <p>A progressive picture is computed once for each of its scans, so they are counted first. An
 * ordinary one has 10.
 *
 * <p>Source: ITU-T T.81, <em>Digital compression and coding of continuous-tone still images</em>,
 * annex B; ITU-T T.871 (JFIF), 10.1; T.872, 6.5.3 (the Adobe segment).
 */
final class JpegSegments {
  static final int MARKER = 0xFF;
  static final int START = 0xD8;

  private static final int END = 0xD9;
  private static final int FIRST_RESTART = 0xD0;
  private static final int LAST_RESTART = 0xD7;
  private static final int BASELINE = 0xC0;
  private static final int EXTENDED = 0xC1;
  private static final int PROGRESSIVE = 0xC2;
  private static final int HUFFMAN_TABLES = 0xC4;
  private static final int JPG = 0xC8;
  private static final int LAST_FRAME = 0xCF;
  private static final int SCAN = 0xDA;
  private static final int QUANTIZATION_TABLES = 0xDB;
  private static final int RESTART_INTERVAL = 0xDD;
  private static final int JFIF = 0xE0;
  private static final int EXIF = 0xE1;
  private static final int ADOBE = 0xEE;
  private static final int TEMPORARY = 0x01;

  private static final int MOST_SCANS = 100;
  private static final int MOST_COMPONENTS = 4;

  /** Bytes that may be kept beyond the pixels: tables, at most a few for each scan. */
  private static final int ALLOWANCE = 1 << 20;

  private final PictureSource source;
  private PictureSize size;
  private Orientation orientation = Orientation.UPRIGHT;
  private int scans;
  private boolean jfif;
  private boolean adobe;

  private JpegSegments(PictureSource source) {
    this.source = source;
  }

  /**
   * Reads the segments of a file whose start marker has been read.
   *
   * @param source the file, after its start marker
   * @return the picture, without what decoding does not need
   * @throws FormatException if it is cut off, is damaged, or takes too much memory or work
   */
  static EncodedPicture read(PictureSource source) throws IOException {
    JpegSegments segments = new JpegSegments(source);
    source.limit(ALLOWANCE);
    segments.keepMarker(START);
    int marker = segments.marker();
    while (marker != END) {
      marker = segments.segment(marker);
    }
    if (segments.scans == 0) {
      throw segments.damaged("it has no pixels");
    }
    segments.keepMarker(END);
    return new EncodedPicture("jpeg", segments.size, segments.orientation, source.kept());
  }

  /**
   * Reads on to a marker. Any number of fill bytes may precede it; other bytes between segments are
   * an error that decoders pass over, as libjpeg does.
   */
  private int marker() throws IOException {
    int marker = 0;
    while (marker == 0) {
      while (source.next() != MARKER) {}
      marker = pastFill();
    }
    return marker;
  }

  /** Returns what follows the first byte of a marker and fill bytes. */
  private int pastFill() throws IOException {
    int next = source.next();
    while (next == MARKER) {
      next = source.next();
    }
    return next;
  }

  /** Reads a segment, and returns the marker of the next one. */
  private int segment(int marker) throws IOException {
    if (marker == TEMPORARY || (marker >= FIRST_RESTART && marker <= LAST_RESTART)) {
      return marker();
    }
    int length = source.nextShort() - Short.BYTES;
    if (length < 0 || marker == START) {
      throw damaged("it has a segment without a length");
    }
    switch (marker) {
      case BASELINE, EXTENDED, PROGRESSIVE -> frame(marker, length);
      case HUFFMAN_TABLES, QUANTIZATION_TABLES, RESTART_INTERVAL -> {
        keepHead(marker, length);
        source.keepNext(length);
      }
      case SCAN -> {
        return scan(length);
      }
      case JFIF, ADOBE -> application(marker, length);
      case EXIF -> cameraNotes(length);
      default -> {
        if (marker > PROGRESSIVE && marker <= LAST_FRAME && marker != JPG) {
          throw new FormatException(
              source.file(),
              "is a JPEG picture of an unusual kind, expected a baseline or progressive one: save"
                  + " it again");
        }
        source.skip(length);
      }
    }
    return marker();
  }

  private void frame(int marker, int length) throws IOException {
    byte[] frame = source.next(length);
    int components = length < 6 ? 0 : frame[5];
    if (size != null || components < 1 || components > MOST_COMPONENTS) {
      throw damaged("it has an unusable frame");
    }
    int height = ((frame[1] & 0xFF) << 8) | (frame[2] & 0xFF);
    int width = ((frame[3] & 0xFF) << 8) | (frame[4] & 0xFF);
    size = PictureSize.of(source.file(), height, width, components);
    source.limit(ALLOWANCE + 4L * height * width * components);
    keepHead(marker, length);
    source.keep(frame);
  }

  /** Keeps a scan with its coded data, and returns the marker after it. */
  private int scan(int length) throws IOException {
    scans++;
    if (size == null) {
      throw damaged("it has pixels before their number");
    }
    if (scans > MOST_SCANS) {
      throw new FormatException(
          source.file(),
          String.format(
              Locale.ROOT, "has more than %d scans, expected about 10: save it again", MOST_SCANS));
    }
    size.requireLittleWork(
        source.file(), scans, scans, String.format(Locale.ROOT, " in %d or more scans", scans));
    keepHead(SCAN, length);
    source.keepNext(length);
    while (true) {
      int value = source.next();
      if (value != MARKER) {
        source.keep(value);
        continue;
      }
      int marker = pastFill();
      if (marker != 0 && (marker < FIRST_RESTART || marker > LAST_RESTART)) {
        return marker;
      }
      keepMarker(marker);
    }
  }

  /** Keeps what an application segment says of the components, without a preview in it. */
  private void application(int marker, int length) throws IOException {
    String name = marker == JFIF ? "JFIF\0" : "Adobe";
    int used = marker == JFIF ? 14 : 12;
    boolean again = marker == JFIF ? jfif : adobe;
    byte[] content = source.next(Math.min(used, length));
    source.skip(length - content.length);
    byte[] expected = name.getBytes(StandardCharsets.US_ASCII);
    if (again
        || content.length < used
        || !Arrays.equals(content, 0, expected.length, expected, 0, expected.length)) {
      return;
    }
    if (marker == JFIF) {
      jfif = true;
      Arrays.fill(content, used - 2, used, (byte) 0);
    } else {
      adobe = true;
    }
    keepHead(marker, used);
    source.keep(content);
  }

  /** Reads how the camera was held. */
  private void cameraNotes(int length) throws IOException {
    byte[] content = source.next(Math.min(Orientation.LONGEST, length));
    source.skip(length - content.length);
    byte[] name = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    if (content.length > name.length
        && Arrays.equals(content, 0, name.length, name, 0, name.length)) {
      orientation = Orientation.in(Arrays.copyOfRange(content, name.length, content.length));
    }
  }

  private void keepMarker(int marker) throws FormatException {
    source.keep(MARKER);
    source.keep(marker);
  }

  private void keepHead(int marker, int length) throws FormatException {
    keepMarker(marker);
    source.keep((length + Short.BYTES) >>> 8);
    source.keep(length + Short.BYTES);
  }

  private FormatException damaged(String reason) {
    return new FormatException(
        source.file(), "is a damaged JPEG picture: " + reason + "; get the file again");
  }
}
