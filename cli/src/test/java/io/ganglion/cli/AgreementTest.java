package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.Split;
import io.ganglion.picture.GrayImage;
import io.ganglion.random.SplitMix64;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code predict} sees is what {@code train} and {@code test} saw, picture by picture. */
class AgreementTest {

  private static final int TRAINED = 40;
  private static final int TESTED = 15;

  @TempDir Path folder;

  /** Draws the picture of one class. */
  @FunctionalInterface
  private interface Drawing {
    BufferedImage draw(String name, SplitMix64 random);
  }

  private static BufferedImage gray(GrayImage image) {
    BufferedImage picture =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        picture.getRaster().setSample(column, row, 0, image.pixel(row, column));
      }
    }
    return picture;
  }

  /** Writes pictures into train/CLASS and test/CLASS. */
  private Path pictures(List<String> classes, String format, Drawing drawing) throws IOException {
    Path data = folder.resolve("data");
    SplitMix64 random = new SplitMix64(11);
    for (String part : new String[] {"train", "test"}) {
      for (String name : classes) {
        Path of = Files.createDirectories(data.resolve(part).resolve(name));
        for (int i = 0; i < (part.equals("train") ? TRAINED : TESTED); i++) {
          Path file = of.resolve(i + "." + format);
          assertThat(ImageIO.write(drawing.draw(name, random), format, file.toFile())).isTrue();
        }
      }
    }
    return data;
  }

  /** The best answer for each picture. */
  private static Map<Path, String> answers(Path weights, List<Path> files) {
    List<Object> arguments = new ArrayList<>(List.of("predict", "--weights", weights));
    arguments.addAll(files);
    Run run = Run.of(arguments.toArray());
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.DONE);
    Map<Path, String> best = new LinkedHashMap<>();
    for (String line : run.lines()) {
      String[] fields = line.split("\t", -1);
      best.putIfAbsent(Path.of(fields[0]), fields[1]);
    }
    assertThat(best).hasSize(files.size());
    return best;
  }

  private static List<Path> files(Path part) throws IOException {
    try (Stream<Path> all = Files.walk(part)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** How many pictures {@code test} classifies correctly. */
  private static int correct(Run test) {
    assertThat(test.status()).as(test.err()).isEqualTo(ExitStatus.DONE);
    return Integer.parseInt(test.lines().get(0).split("\t", -1)[2]);
  }

  private Path trained(Path data, Object... options) {
    Path weights = folder.resolve("w.safetensors");
    List<Object> training =
        new ArrayList<>(
            List.of("train", "--data", data, "--weights", weights, "--epochs", 20, "--quiet"));
    training.addAll(
        List.of("--network", "linear 24 he, relu, linear classes, softmax", "--batch-size", 10));
    training.addAll(List.of("--optimizer", "adam", "--learning-rate", 0.003));
    training.addAll(List.of(options));
    Run trained = Run.of(training.toArray());
    assertThat(trained.status()).as(trained.err()).isEqualTo(ExitStatus.DONE);
    return weights;
  }

  private void requireAgreement(Path data, double least, Object... options) throws IOException {
    Path weights = trained(data, options);
    for (String part : new String[] {"train", "test"}) {
      Run test = Run.of("test", "--data", data, "--split", part, "--weights", weights);
      List<Path> files = files(data.resolve(part));
      Map<Path, String> best = answers(weights, files);
      long right =
          files.stream()
              .filter(file -> file.getParent().getFileName().toString().equals(best.get(file)))
              .count();
      assertThat(right).as(part).isEqualTo(correct(test));
      assertThat((double) right / files.size()).as(part).isGreaterThan(least);
    }
  }

  @Test
  void digitsAsPictures() throws IOException {
    Dataset digits = Datasets.digits(Split.TEST, 2_000);
    List<List<GrayImage>> byClass = new ArrayList<>();
    for (int label = 0; label < 10; label++) {
      byClass.add(new ArrayList<>());
    }
    for (int i = 0; i < digits.size(); i++) {
      byClass.get(digits.label(i)).add(digits.image(i));
    }
    Path data =
        pictures(
            digits.classNames(),
            "png",
            (name, random) -> {
              List<GrayImage> all = byClass.get(Integer.parseInt(name));
              return gray(all.get(random.nextInt(all.size())));
            });
    requireAgreement(data, 0.6);
  }

  @Test
  void squaresLeftAndRight() throws IOException {
    Path data =
        pictures(
            List.of("left", "right"),
            "png",
            (name, random) -> {
              BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
              int x = (name.equals("left") ? 1 : 15) + random.nextInt(5);
              int y = random.nextInt(20);
              for (int i = 0; i < 49; i++) {
                picture.getRaster().setSample(x + i % 7, y + i / 7, 0, 200);
              }
              return picture;
            });
    requireAgreement(data, 0.95);
  }

  @Test
  void clothesThatFillTheirPicture() throws IOException {
    Path data =
        pictures(
            List.of("coat", "scarf", "shoe"),
            "png",
            (name, random) -> {
              BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
              for (int i = 0; i < 784; i++) {
                int shade =
                    switch (name) {
                      case "coat" -> i / 28 % 6 < 3 ? 180 : 60;
                      case "scarf" -> i % 28 % 8 < 4 ? 220 : 0;
                      default -> i / 28 > 14 ? 150 : 0;
                    };
                picture.getRaster().setSample(i % 28, i / 28, 0, shade + random.nextInt(36));
              }
              return picture;
            });
    requireAgreement(data, 0.95);
  }

  @Test
  void colourPicturesOfManySizesWithNumbersAsNames() throws IOException {
    Map<String, Color> colours =
        Map.of("1", Color.RED.darker(), "2", new Color(40, 60, 255), "10", Color.GREEN);
    Path data =
        pictures(
            List.of("1", "10", "2"),
            "jpg",
            (name, random) -> {
              int width = 40 + random.nextInt(60);
              int height = 40 + random.nextInt(60);
              BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
              Graphics2D graphics = picture.createGraphics();
              graphics.setColor(Color.WHITE);
              graphics.fillRect(0, 0, width, height);
              graphics.setColor(colours.get(name));
              int side = 20 + random.nextInt(15);
              graphics.fillOval(random.nextInt(width - side), random.nextInt(5), side, side);
              graphics.dispose();
              return picture;
            });
    requireAgreement(data, 0.5);
  }

  /** As scikit-learn's: 8×8, 0 to 16, the label in the last column. */
  @Test
  void rowsOfSmallDigits() throws IOException {
    Dataset digits = Datasets.digits(Split.TRAIN, 600);
    StringBuilder labelled = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < digits.size(); i++) {
      GrayImage small = digits.image(i).scaledTo(8, 8);
      StringBuilder row = new StringBuilder();
      for (int pixel = 0; pixel < 64; pixel++) {
        int value = Math.min(16, small.pixel(pixel / 8, pixel % 8) / 12);
        row.append(pixel == 0 ? "" : ",").append(value);
      }
      rows.append(row).append('\n');
      labelled.append(row).append(',').append(digits.label(i)).append('\n');
    }
    Path data = folder.resolve("digits_train.csv");
    Files.writeString(data, labelled);
    Path unlabelled = folder.resolve("rows.csv");
    Files.writeString(unlabelled, rows);

    Path weights = trained(data);
    Run test = Run.of("test", "--data", data, "--split", "train", "--weights", weights);
    Run predict = Run.of("predict", "--weights", weights, unlabelled);
    assertThat(predict.status()).as(predict.err()).isZero();
    List<String> lines = predict.lines();
    assertThat(lines).hasSize(1 + digits.size()).startsWith("row,class,probability");
    int right = 0;
    for (int i = 0; i < digits.size(); i++) {
      String[] fields = lines.get(i + 1).split(",", -1);
      assertThat(fields[0]).isEqualTo(Integer.toString(i + 1));
      right += fields[1].equals(Integer.toString(digits.label(i))) ? 1 : 0;
    }
    assertThat(right).isEqualTo(correct(test)).isGreaterThan(400);
  }

  /** Pictures in files of their own whose rows and columns are exchanged. */
  @Test
  void picturesThatLieOnTheirSide() throws IOException {
    Dataset digits = Datasets.digits(Split.TEST, 3_000);
    int[] next = {0};
    Path data =
        pictures(
            List.of("3", "4", "7"),
            "png",
            (name, random) -> {
              while (digits.label(next[0]) != Integer.parseInt(name)) {
                next[0]++;
              }
              return gray(digits.image(next[0]++).transposed());
            });
    requireAgreement(data, 0.8, "--transpose");
  }

  /** Digits in arrays that are dark on light; the pictures are light on dark. */
  @Test
  void digitsInInvertedArrays() throws IOException {
    Dataset digits = Datasets.digits(Split.TEST, 400);
    byte[] pixels = new byte[digits.size() * 784];
    byte[] labels = new byte[digits.size()];
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      GrayImage image = digits.image(i);
      System.arraycopy(image.inverted().pixels(), 0, pixels, i * 784, 784);
      labels[i] = (byte) digits.label(i);
      files.add(folder.resolve(i + ".png"));
      ImageIO.write(gray(image), "png", files.get(i).toFile());
    }
    Path data = Files.createDirectories(folder.resolve("inverted"));
    for (String part : new String[] {"train", "t10k"}) {
      Files.write(
          data.resolve(part + "-images-idx3-ubyte"),
          Idx.file(0x803, pixels, labels.length, 28, 28));
      Files.write(
          data.resolve(part + "-labels-idx1-ubyte"), Idx.file(0x801, labels, labels.length));
    }
    Path weights = trained(data);
    int tested = correct(Run.of("test", "--data", data, "--weights", weights));
    Map<Path, String> best = answers(weights, files);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += best.get(files.get(i)).equals(Integer.toString(labels[i])) ? 1 : 0;
    }
    assertThat(tested).isGreaterThan(360);
    // Preparing a digit again moves and scales some of them a little.
    assertThat(right).isBetween(tested - 20, tested + 20);
  }

  /** Arrays of numbers with a mean and a deviation, and a folder of pictures. */
  @Test
  void pictureFilesForAModelOfStandardisedArrays() throws IOException {
    List<String> classes = List.of("0", "1");
    Path pictures =
        pictures(
            classes,
            "png",
            (name, random) -> {
              BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
              for (int column = 0; column < 8; column++) {
                int row = 2 + 3 * Integer.parseInt(name);
                image.getRaster().setSample(column, row, 0, 200 + random.nextInt(56));
              }
              return image;
            });
    StringBuilder rows = new StringBuilder("label");
    for (int pixel = 0; pixel < 64; pixel++) {
      rows.append(",pixel").append(pixel);
    }
    SplitMix64 random = new SplitMix64(4);
    for (int i = 0; i < 60; i++) {
      rows.append('\n').append(i % 2);
      for (int pixel = 0; pixel < 64; pixel++) {
        boolean ink = pixel / 8 == 2 + 3 * (i % 2);
        rows.append(',').append(ink ? 0.6 + 0.4 * random.nextDouble() : -1);
      }
    }
    Path data = Files.writeString(folder.resolve("arrays_train.csv"), rows);
    Path weights = trained(data);
    List<Path> files = files(pictures.resolve("test"));
    Map<Path, String> best = answers(weights, files);
    long right =
        files.stream()
            .filter(file -> file.getParent().getFileName().toString().equals(best.get(file)))
            .count();
    assertThat(right).isEqualTo(files.size());
    assertThat(correct(Run.of("test", "--data", pictures, "--weights", weights))).isEqualTo(right);
  }

  /** Arrays of MNIST's size with an empty margin, in which the place tells the classes apart. */
  @Test
  void squaresLeftAndRightInArrays() throws IOException {
    byte[] pixels = new byte[200 * 784];
    byte[] labels = new byte[200];
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % 2);
      byte[] square = new byte[784];
      for (int at = 0; at < 36; at++) {
        int row = 4 + i % 13 + at / 6;
        int column = 3 + i % 3 + 13 * labels[i] + at % 6;
        square[28 * row + column] = (byte) 255;
      }
      System.arraycopy(square, 0, pixels, i * 784, 784);
      files.add(folder.resolve(i + ".png"));
      ImageIO.write(gray(GrayImage.of(28, 28, square)), "png", files.get(i).toFile());
    }
    Path data = Files.createDirectories(folder.resolve("squares"));
    for (String part : new String[] {"train", "t10k"}) {
      Files.write(data.resolve(part + "-images-idx3-ubyte"), Idx.file(0x803, pixels, 200, 28, 28));
      Files.write(data.resolve(part + "-labels-idx1-ubyte"), Idx.file(0x801, labels, 200));
    }
    Map<Path, String> best = answers(trained(data), files);
    for (int i = 0; i < labels.length; i++) {
      assertThat(best.get(files.get(i))).isEqualTo(Integer.toString(labels[i]));
    }
  }

  /** As EMNIST's: rows and columns exchanged in the file, upright in a picture. */
  @Test
  void picturesStoredTransposed() throws IOException {
    Dataset digits = Datasets.digits(Split.TEST, 400);
    byte[] stored = new byte[digits.size() * 784];
    byte[] labels = new byte[digits.size()];
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      GrayImage upright = digits.image(i);
      for (int pixel = 0; pixel < 784; pixel++) {
        stored[i * 784 + pixel] = (byte) upright.pixel(pixel % 28, pixel / 28);
      }
      labels[i] = (byte) digits.label(i);
      files.add(folder.resolve(i + ".png"));
      ImageIO.write(gray(upright), "png", files.get(i).toFile());
    }
    Path data = Files.createDirectories(folder.resolve("letters"));
    for (String part : new String[] {"train", "t10k"}) {
      Files.write(
          data.resolve(part + "-images-idx3-ubyte"),
          Idx.file(0x803, stored, labels.length, 28, 28));
      Files.write(
          data.resolve(part + "-labels-idx1-ubyte"), Idx.file(0x801, labels, labels.length));
    }

    Path weights = trained(data, "--transpose");
    Run test = Run.of("test", "--data", data, "--weights", weights);
    Map<Path, String> best = answers(weights, files);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += best.get(files.get(i)).equals(Integer.toString(labels[i])) ? 1 : 0;
    }
    assertThat(right).isEqualTo(correct(test)).isGreaterThan(300);
  }
}
