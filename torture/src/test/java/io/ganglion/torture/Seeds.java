package io.ganglion.torture;

import io.ganglion.backend.Backends;
import io.ganglion.formats.FileCheckpointer;
import io.ganglion.formats.HistoryFile;
import io.ganglion.formats.NpyFile;
import io.ganglion.formats.NpzFile;
import io.ganglion.formats.NumericArray;
import io.ganglion.formats.SafetensorsFile;
import io.ganglion.formats.Weights;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Adam;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.train.Samples;
import io.ganglion.train.Trainer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small valid inputs for each reader, from which fuzzing starts, and inputs that broke one. */
final class Seeds {
  private static final int IMAGES = 8;
  private static final int SIDE = 3;

  private Seeds() {}

  /** Writes the seeds of a reader, and what was found before, into a folder. */
  public static void main(String[] arguments) throws IOException {
    Reader reader = Reader.named(arguments[0]);
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    List<byte[]> inputs = new ArrayList<>(of(reader));
    inputs.addAll(found(reader).values());
    for (int i = 0; i < inputs.size(); i++) {
      Files.write(folder.resolve("seed-" + i), inputs.get(i));
    }
  }

  /** The inputs that once broke a reader, by their names. */
  static Map<String, byte[]> found(Reader reader) throws IOException {
    Map<String, byte[]> found = new LinkedHashMap<>();
    URL folder = Seeds.class.getResource("found/" + reader.label());
    if (folder == null) {
      return found;
    }
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.sorted().toList()) {
        found.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
    return found;
  }

  static List<byte[]> of(Reader reader) throws IOException {
    return switch (reader) {
      case NPY ->
          List.of(
              written(".npy", file -> NpyFile.write(file, numbers())),
              written(".npy", file -> NpyFile.write(file, pixels())));
      case NPZ -> List.of(written(".npz", file -> NpzFile.write(file, arrays(), texts())));
      case SAFETENSORS ->
          List.of(written(".safetensors", file -> SafetensorsFile.write(file, arrays(), texts())));
      case WEIGHTS_JSON -> List.of(weights(".json"));
      case WEIGHTS_NPZ -> List.of(weights(".npz"));
      case WEIGHTS_SAFETENSORS -> List.of(weights(".safetensors"));
      case CHECKPOINT -> List.of(written(".checkpoint", file -> train(file, file)));
      case HISTORY_CSV -> List.of(written(".csv", file -> train(null, file)));
      case HISTORY_JSONL -> List.of(written(".jsonl", file -> train(null, file)));
      case DATA_CSV ->
          text(
              "label,a,b,c,d\n0,1,2,3,4\n1,255,0,9,9\n",
              "1,2,3,4\n0,1,2,3\n",
              "\"1\",\"2\"\r\n",
              ";0;1;species\n0;1.5;-2e3;cat\n1;0;1;owl\n",
              "5.1\t3.5\tsetosa\n4.9\t3.0\tvirginica\n",
              "0,1,2,3,4\n5,6,7,8,0\n5,6,7,8,1\n");
      case DATA_NPZ ->
          List.of(
              written(".npz", file -> NpzFile.write(file, data())),
              written(".npz", file -> NpzFile.write(file, colours())));
      case IDX_IMAGES -> List.of(idxImages(), gzipped(idxImages()), idxFloats());
      case IDX_LABELS -> List.of(idxLabels(), gzipped(idxLabels()));
      case PICTURE ->
          List.of(
              picture("png", BufferedImage.TYPE_BYTE_GRAY, true),
              picture("png", BufferedImage.TYPE_4BYTE_ABGR, false),
              picture("png", BufferedImage.TYPE_BYTE_INDEXED, false),
              picture("gif", BufferedImage.TYPE_BYTE_INDEXED, true),
              picture("bmp", BufferedImage.TYPE_3BYTE_BGR, true),
              picture("bmp", BufferedImage.TYPE_BYTE_BINARY, true),
              picture("tiff", BufferedImage.TYPE_BYTE_GRAY, true),
              picture("tiff", BufferedImage.TYPE_3BYTE_BGR, true),
              picture("jpeg", BufferedImage.TYPE_INT_RGB, false),
              picture("jpeg", BufferedImage.TYPE_BYTE_GRAY, true),
              webp("lossy-alpha"),
              webp("lossless"));
      case NETWORK ->
          text(
              "input 28 28, linear 100 he, relu, dropout 0.2, linear 10 no-bias, softmax",
              "input 4, flatten, tanh, linear 3 xavier, sigmoid, leaky-relu 0.1");
      case LAYER -> text("dropout 0.5", "linear 10 he no-bias", "leaky-relu 0.1", "softmax");
      case LOSS -> text("huber 1", "cross-entropy", "softmax-cross-entropy 0.1");
      case OPTIMIZER -> text("momentum 0.9", "adam 0.9 0.999 1e-8", "rmsprop 0.9", "sgd");
      case SCHEDULE -> text("warm-up 2 (cosine)", "step 3 0.5", "plateau 2 0.5", "constant");
      case SPLIT -> text("train", "test");
    };
  }

  @FunctionalInterface
  private interface Writer {
    void write(Path file) throws IOException;
  }

  private static byte[] written(String ending, Writer writer) throws IOException {
    Path folder = Files.createTempDirectory("seeds");
    Path file = folder.resolve("seed" + ending);
    try {
      writer.write(file);
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static List<byte[]> text(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static NumericArray numbers() {
    return NumericArray.of(Shape.of(2, 3), new double[] {0.5, -1, 2e300, -0.0, 1e-9, 7});
  }

  private static NumericArray pixels() {
    return NumericArray.of(Shape.of(IMAGES, SIDE, SIDE), new byte[IMAGES * SIDE * SIDE]);
  }

  private static NumericArray labels() {
    return NumericArray.of(Shape.of(IMAGES), new long[] {0, 1, 2, 0, 1, 2, 0, 1});
  }

  private static Map<String, NumericArray> arrays() {
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("a", numbers());
    arrays.put("b", labels());
    return arrays;
  }

  private static Map<String, NumericArray> data() {
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("x_train", pixels());
    arrays.put("y_train", labels());
    arrays.put("y_test", labels());
    return arrays;
  }

  private static Map<String, NumericArray> colours() {
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    arrays.put("train_images", NumericArray.of(Shape.of(2, 2, 2, 3), new float[24]));
    arrays.put("train_labels", NumericArray.of(Shape.of(2, 2), new byte[] {1, 0, 0, 1}));
    return arrays;
  }

  private static Map<String, String> texts() {
    return Map.of("text", "words");
  }

  private static Network network() {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(1),
        Architecture.parse("input 3, linear 4 no-bias, linear 2 no-bias, softmax"));
  }

  private static byte[] weights(String ending) throws IOException {
    try (Network network = network()) {
      return written(ending, file -> Weights.save(file, network));
    }
  }

  /** Trains for two epochs, and leaves a checkpoint or a history. */
  private static void train(Path checkpoint, Path history) throws IOException {
    try (Network network = network()) {
      Trainer.Builder trainer = Trainer.of(network, new Adam(0.1)).batchSize(2);
      if (checkpoint == null) {
        trainer.listener(HistoryFile.open(history, false));
      } else {
        trainer.checkpointer(
            FileCheckpointer.everySteps(
                checkpoint,
                1,
                e -> {
                  throw new UncheckedIOException(e);
                }));
      }
      trainer
          .build()
          .train(
              Samples.of(
                  new double[][] {{0, 1, 2}, {2, 1, 0}, {1, 1, 1}},
                  new double[][] {{0, 1}, {1, 0}, {0, 1}}),
              2);
    }
  }

  static byte[] idxImages() {
    return ByteBuffer.allocate(16 + IMAGES * SIDE * SIDE)
        .putInt(0x803)
        .putInt(IMAGES)
        .putInt(SIDE)
        .putInt(SIDE)
        .array();
  }

  private static byte[] idxFloats() {
    return ByteBuffer.allocate(12 + 2 * IMAGES * Float.BYTES)
        .putInt(0xD02)
        .putInt(IMAGES)
        .putInt(2)
        .array();
  }

  static byte[] idxLabels() {
    return ByteBuffer.allocate(8 + IMAGES)
        .putInt(0x801)
        .putInt(IMAGES)
        .put(new byte[] {0, 1, 2})
        .array();
  }

  private static byte[] gzipped(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  /** Nothing that the project depends on writes WebP. */
  private static byte[] webp(String name) throws IOException {
    try (InputStream in = Seeds.class.getResourceAsStream("webp/" + name + ".webp")) {
      return in.readAllBytes();
    }
  }

  private static byte[] picture(String format, int type, boolean progressive) throws IOException {
    BufferedImage image = new BufferedImage(17, 13, type);
    for (int i = 3; i < 10; i++) {
      image.setRGB(i, i, 0xFFFFFFFF);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    if (settings.canWriteProgressive()) {
      settings.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
