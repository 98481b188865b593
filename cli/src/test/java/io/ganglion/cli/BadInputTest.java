package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong: exit status 1, one clear line, and the weights file as it was. */
class BadInputTest {

  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;

  @TempDir private Path folder;
  private Path data;
  private Path weights;
  private byte[] before;

  @BeforeEach
  void trainOnce() throws IOException {
    data = Idx.write(folder.resolve("data"), 4, 2, 20);
    weights = folder.resolve("weights.json");
    assertThat(train().status()).isZero();
    before = Files.readAllBytes(weights);
  }

  private Run train(Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--weights", weights));
    args.addAll(List.of(more));
    if (!args.contains("--epochs")) {
      args.addAll(List.of("--epochs", 1));
    }
    if (!args.contains("--data")) {
      args.addAll(List.of("--data", data));
    }
    return Run.of(args.toArray());
  }

  /** Status 1, nothing on standard output, one line on standard error that says all of this. */
  private static void assertRefused(Run run, Object... sayings) {
    assertThat(run.out()).isEmpty();
    assertThat(run.complaints()).as(run.err()).hasSize(1);
    assertThat(run.err()).doesNotContain("\tat ", "Exception", "fault of Ganglion");
    for (Object saying : sayings) {
      assertThat(run.complaints().get(0)).contains(saying.toString());
    }
    assertThat(run.status()).isEqualTo(1);
  }

  private void assertWeightsUntouched() throws IOException {
    assertThat(weights).hasBinaryContent(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::toString).filter(name -> name.endsWith(".tmp"))).isEmpty();
    }
  }

  private void assertDataRefused(Path where, Object... sayings) throws IOException {
    assertRefused(train("--data", where), sayings);
    assertWeightsUntouched();
    assertRefused(Run.of("data", "info", "--data", where), sayings);
    assertRefused(Run.of("show", "--split", "train", "--data", where), sayings);
  }

  @Test
  void unknownBackendListsWhatThereIsAndWhatToAdd() throws IOException {
    Run run = train("--backend", "nd5j");

    assertRefused(run, "'nd5j'", "java", "ejml", "commons", "io.ganglion:ganglion-backend-");
    assertWeightsUntouched();
  }

  @Test
  void absentBackendNamesItsDependency() throws IOException {
    assertRefused(train("--backend", "nd4j"), "'nd4j'", "io.ganglion:ganglion-backend-nd4j");
    assertWeightsUntouched();
  }

  @Test
  void precisionThatTheBackendLacks() throws IOException {
    assertRefused(
        train("--backend", "commons", "--precision", "float32"), "commons", "float32", "float64");
    assertWeightsUntouched();
  }

  @Test
  void absentData() throws IOException {
    Path nowhere = folder.resolve("nowhere");

    assertDataRefused(nowhere, nowhere, "no such file", "digits, mnist, fashion-mnist");
  }

  @Test
  void mnistThatWasNotFetched() throws IOException {
    assertDataRefused(Path.of("mnist"), "ganglion data fetch mnist");
  }

  @Test
  void weightsThatAreCutOffSayTheWayOutInEveryFormat() throws IOException {
    for (String name : List.of("w.npz", "w.safetensors", "w.json")) {
      Path file = folder.resolve(name);
      assertThat(Run.of("train", "--data", data, "--epochs", 1, "--weights", file).status())
          .isZero();
      byte[] whole = Files.readAllBytes(file);
      byte[] cutOff = Arrays.copyOf(whole, whole.length / 2);
      Files.write(file, cutOff);

      assertRefused(
          Run.of("train", "--data", data, "--epochs", 1, "--weights", file),
          file,
          "--fresh starts anew and replaces it, --weights names another file");
      assertThat(file).hasBinaryContent(cutOff);
    }
  }

  @Test
  void truncatedGzip() throws IOException {
    byte[] gzip = Idx.gzip(Files.readAllBytes(data.resolve("train-images-idx3-ubyte")));
    Files.delete(data.resolve("train-images-idx3-ubyte"));
    Files.write(data.resolve("train-images-idx3-ubyte.gz"), Arrays.copyOf(gzip, gzip.length - 12));

    assertDataRefused(data, "train-images-idx3-ubyte.gz");
  }

  @Test
  void wrongMagic() throws IOException {
    Files.write(
        data.resolve("train-images-idx3-ubyte"), Idx.file(0x1234, new byte[20 * 16], 20, 4, 4));

    assertDataRefused(data, "train-images-idx3-ubyte");
  }

  @Test
  void countThatDoesNotMatchTheLength() throws IOException {
    Files.write(
        data.resolve("train-images-idx3-ubyte"), Idx.file(IMAGES, new byte[19 * 16], 20, 4, 4));

    assertDataRefused(data, "train-images-idx3-ubyte", "20");
  }

  @Test
  void headerThatClaimsTwoBillionImages() throws IOException {
    Files.write(
        data.resolve("train-images-idx3-ubyte"), Idx.file(IMAGES, new byte[16], 1 << 31, 4, 4));

    assertDataRefused(data, "train-images-idx3-ubyte", "2147483648");
  }

  @Test
  void labelsAndImagesOfDifferentNumber() throws IOException {
    Files.write(data.resolve("train-labels-idx1-ubyte"), Idx.file(LABELS, new byte[19], 19));

    assertDataRefused(data, "20", "19");
  }

  @Test
  void labelOutsideTheClasses() throws IOException {
    Path csv = folder.resolve("data_train.csv");
    Files.writeString(csv, "label,pixel0,pixel1\n0,1,2\n-3,4,5\n");

    assertRefused(train("--data", csv), "data_train.csv", "-3");
    assertWeightsUntouched();
  }

  @Test
  void npzWithAnObjectArray() throws IOException {
    Path npz = npz(npy("|O", "(20, 4, 4)", new byte[20 * 16]), npy("|u1", "(20,)", new byte[20]));

    assertDataRefused(npz, npz, "x_train");
  }

  @Test
  void npzThatLacksAnArray() throws IOException {
    Path npz = npz(npy("|u1", "(20, 4, 4)", new byte[20 * 16]), null);

    assertDataRefused(npz, npz, "y_train");
  }

  @Test
  void zipBomb() throws IOException {
    Path npz =
        npz(npy("|u1", "(4000000, 28, 28)", new byte[1 << 24]), npy("|u1", "(20,)", new byte[20]));

    assertDataRefused(npz, npz);
  }

  private Path npz(byte[] images, byte[] labels) throws IOException {
    Path npz = folder.resolve("data.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(npz))) {
      zip.putNextEntry(new ZipEntry("x_train.npy"));
      zip.write(images);
      if (labels != null) {
        zip.putNextEntry(new ZipEntry("y_train.npy"));
        zip.write(labels);
      }
    }
    return npz;
  }

  private static byte[] npy(String type, String shape, byte... content) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    header += " ".repeat(118 - header.length() - 1) + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  private void assertWeightsRefused(Path file, Object... sayings) throws IOException {
    byte[] content = Files.readAllBytes(file);
    for (String command : List.of("train", "test")) {
      Run run = Run.of(command, "--data", data, "--weights", file);
      assertRefused(run, file);
      assertRefused(run, sayings);
    }
    assertThat(file).hasBinaryContent(content);
    assertWeightsUntouched();
  }

  private Path json(String content) throws IOException {
    return Files.writeString(folder.resolve("bad.json"), content);
  }

  /** Weights of the network for the data, as JSON, with one text replaced by another. */
  private static String matrices(String first, String replacement) {
    String row =
        Stream.generate(() -> "0.5").limit(100).collect(Collectors.joining(", ", "[", "]"));
    String inner = IntStream.range(0, 16).mapToObj(i -> row).collect(Collectors.joining(", "));
    String outer = Stream.generate(() -> "[0.5, 0.5]").limit(100).collect(Collectors.joining(", "));
    return ("[[" + inner + "], [" + outer + "]]").replaceFirst(first, replacement);
  }

  @Test
  void theWeightsThatAreSpoiltBelowAreGoodBefore() throws IOException {
    assertThat(Run.of("test", "--data", data, "--weights", json(matrices("x", "x"))).status())
        .isZero();
  }

  @Test
  void raggedWeights() throws IOException {
    assertWeightsRefused(json(matrices("0.5, ", "")), "0.weights");
  }

  @Test
  void weightsOfAnotherShape() throws IOException {
    assertWeightsRefused(json("[[[1.0, 2.0]], [[3.0]]]"), "0.weights", "[16, 100]");
  }

  @Test
  void weightsOfAnotherNetwork() throws IOException {
    Path other = Idx.write(folder.resolve("other"), 5, 2, 4);

    Run run = Run.of("test", "--data", other, "--weights", weights);

    assertRefused(run, weights, "0.weights", "[16, 100]", "[25, 100]");
    assertWeightsUntouched();
  }

  @Test
  void weightsWithNaN() throws IOException {
    assertWeightsRefused(json(matrices("0.5", "NaN")), "NaN");
  }

  @Test
  void weightsWithText() throws IOException {
    assertWeightsRefused(json(matrices("0.5", "\"zero\"")), "zero");
  }

  @Test
  void weightsThatAreCutOff() throws IOException {
    String whole = matrices("x", "x");
    assertWeightsRefused(json(whole.substring(0, whole.length() / 2)));
  }

  @Test
  void nothingButOpeningBrackets() throws IOException {
    assertWeightsRefused(json("[".repeat(1 << 22)));
  }

  @Test
  void safetensorsWithOverlappingOffsets() throws IOException {
    assertWeightsRefused(
        safetensors(
            "{\"0.weights\":{\"dtype\":\"F64\",\"shape\":[16,100],\"data_offsets\":[0,12800]},"
                + "\"1.weights\":{\"dtype\":\"F64\",\"shape\":[100,2],\"data_offsets\":[12792,14392]}}",
            14392));
  }

  @Test
  void safetensorsWithOffsetsOutOfRange() throws IOException {
    assertWeightsRefused(
        safetensors(
            "{\"0.weights\":{\"dtype\":\"F64\",\"shape\":[16,100],\"data_offsets\":[0,12800]},"
                + "\"1.weights\":{\"dtype\":\"F64\",\"shape\":[100,2],\"data_offsets\":[12800,14400]}}",
            13000));
  }

  private Path safetensors(String header, int length) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    return Files.write(folder.resolve("bad.safetensors"), bytes.array());
  }

  @Test
  void weightsOfAFormatThatNobodyKnows() throws IOException {
    assertWeightsRefused(
        Files.writeString(folder.resolve("weights.txt"), "1"), ".json, .npz or .safetensors");
  }

  @Test
  void absentWeightsForTesting() {
    Path none = folder.resolve("none.json");

    assertRefused(Run.of("test", "--data", data, "--weights", none), none, "ganglion train");
    assertRefused(Run.of("predict", "--weights", none, "a.png"), none, "ganglion train");
  }

  @Test
  void noFolderToSaveIn() {
    Path file = folder.resolve("absent").resolve("weights.json");

    Run run = Run.of("train", "--data", data, "--weights", file);

    assertRefused(run, file, "there is no folder");
    assertThat(run.err()).as("it is found before training").hasLineCount(1);
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void folderThatNothingCanBeSavedIn() {
    Path proc = Path.of("/proc");
    assumeTrue(Files.isDirectory(proc), "there is no /proc here, which even root cannot write to");

    Run run = Run.of("train", "--data", data, "--weights", proc.resolve("weights.json"));

    assertRefused(run, "/proc/weights.json", "no file can be made");
    assertThat(run.err()).as("it is found before training").hasLineCount(1);
  }

  @Test
  void aFolderInTheWeightsPlace() throws IOException {
    Path file = Files.createDirectory(folder.resolve("folder.json"));

    assertRefused(Run.of("train", "--data", data, "--weights", file), file, "folder");
    assertRefused(Run.of("test", "--data", data, "--weights", file), file, "folder");
  }

  @Test
  void lossThatDivergesStopsSaysWhereAndKeepsTheFile() throws IOException {
    Run run = train("--learning-rate", "1e308");

    assertRefused(run, "epoch 1", weights + " is as it was before", "lower learning rate");
    assertWeightsUntouched();
  }

  @Test
  void lossThatDivergesAtOnceLeavesNothingBehind() {
    Path file = folder.resolve("new.json");

    Run run = Run.of("train", "--data", data, "--weights", file, "--learning-rate", "1e308");

    assertRefused(run, "no weights were saved");
    assertThat(file).doesNotExist();
  }

  @Test
  void pictureThatCannotBeWritten() {
    Path png = folder.resolve("absent").resolve("grid.png");

    Run run = Run.of("show", "--data", data, "--png", png);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.complaints()).singleElement().asString().contains(png.toString(), "make it");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void pictureThatWouldReplaceTheWeights() throws IOException {
    Run test = Run.of("test", "--data", data, "--weights", weights, "--png", weights);
    Run show = Run.of("show", "--data", data, "--png", weights);
    for (Run run : List.of(test, show)) {
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.complaints())
          .singleElement()
          .asString()
          .contains(weights + ": expected a file name ending in .png");
    }
    assertWeightsUntouched();
  }
}
