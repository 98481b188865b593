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

  private void requireAgreement(Path data, double least, Object... options) throws IOException {
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
}
