package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.backend.Backends;
import io.ganglion.model.Calibration;
import io.ganglion.model.Model;
import io.ganglion.model.ModelDescription;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Preparation;
import io.ganglion.model.RowInput;
import io.ganglion.model.Scaling;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command writes into a model, and reads from it. */
class ModelContractTest extends SmallModels {

  @ParameterizedTest
  @ValueSource(strings = {"w.npz", "w.safetensors"})
  void aTrainedModelSaysWhatItTakesAndAnswers(String weights) throws IOException {
    Path data = pictures("1", "10", "2");
    train(data, weights);

    ModelDescription description = description(weights);
    assertThat(description.input()).isEqualTo(PictureInput.ofBytes(28, 28, Preparation.PLAIN));
    assertThat(description.classes()).containsExactly("1", "10", "2");
    assertThat(description.calibration()).isEqualTo(Calibration.NONE);
    assertThat(description.provenance())
        .hasValueSatisfying(
            origin -> {
              assertThat(origin.data()).isEqualTo(data.toString());
              assertThat(origin.samples()).isEqualTo(18);
              assertThat(origin.checksum()).matches("sha256:[0-9a-f]{64}");
              assertThat(origin.training()).startsWith("epochs 3, ");
              assertThat(origin.version()).isNotEmpty();
            });
    Run predict =
        Run.of("predict", "--weights", folder.resolve(weights), data.resolve("test/10/1.png"));
    assertThat(predict.lines().get(0)).startsWith("10\t");
    assertThat(predict.err()).doesNotContain("assumed");
  }

  @Test
  void digitsAreFoundInPicturesByAModelOfDigits() throws IOException {
    train("digits", "w.npz", "--limit", 200);
    assertThat(description("w.npz").input())
        .isEqualTo(PictureInput.ofBytes(28, 28, Preparation.DIGIT));
  }

  @Test
  void heldOutSamplesCalibrateTheModel() throws IOException {
    train("digits", "w.npz", "--limit", 500, "--validate", 0.3);
    Calibration calibration = description("w.npz").calibration();
    assertThat(calibration.temperature()).isNotEqualTo(1);
    assertThat(calibration.threshold()).isBetween(0.5, 1.0);
    assertThat(Run.of("summary", "--weights", folder.resolve("w.npz")).err())
        .contains(
            "sure      from a probability of "
                + calibration.threshold()
                + ", at a temperature of "
                + calibration.temperature());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--input-scale 100 | 0 | 100",
        "--invert | 255 | -255",
        "--normalize 0.5,0.25 | 127.5 | 63.75",
        "--input-scale 1 --normalize 3,2 | 3 | 2",
      })
  void optionsSetTheScaling(String options, double offset, double divisor) throws IOException {
    train(pictures("a", "b"), "w.npz", (Object[]) options.split(" "));
    assertThat(description("w.npz").input().scaling()).isEqualTo(new Scaling(offset, divisor));
  }

  @ParameterizedTest
  @ValueSource(strings = {"33,78", "0,255", "1.01,0.3"})
  void aMeanAndDeviationOfRawPixelsAreRefused(String moments) throws IOException {
    Path weights = folder.resolve("w.npz");
    Run run =
        Run.of("train", "--data", pictures("a", "b"), "--weights", weights, "--normalize", moments);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.complaints()).hasSize(1);
    assertThat(run.err())
        .contains(
            "--normalize " + moments + ": pixels are from 0 to 1 after their division",
            "give --input-scale 1 if these are of the raw values");
    assertThat(weights).doesNotExist();
  }

  /** A quotation mark takes four bytes: it is escaped twice. */
  @Test
  void namesTooLongToBeSavedAreRefusedBeforeTraining() throws IOException {
    String name = "\"".repeat(1_600_000);
    Path names = Files.writeString(folder.resolve("names.txt"), name + "a\n" + name + "b\n");
    Path weights = folder.resolve("w.npz");
    Run run =
        Run.of("train", "--data", pictures("a", "b"), "--weights", weights, "--classes", names);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.complaints())
        .singleElement()
        .asString()
        .contains("bytes as JSON, expected at most 12582912: shorten the names");
    assertThat(weights).doesNotExist();
  }

  @Test
  void weightsWithoutADescriptionAreTestedAsTheirDataWereLearnt() throws IOException {
    Path data = folder.resolve("dark");
    for (String part : new String[] {"train", "test"}) {
      for (int label = 0; label < 2; label++) {
        Path of = Files.createDirectories(data.resolve(part).resolve("" + label));
        for (int i = 0; i < 6; i++) {
          BufferedImage picture = picture(label, i);
          for (int pixel = 0; pixel < 784; pixel++) {
            int shade = picture.getRaster().getSample(pixel % 28, pixel / 28, 0);
            picture.getRaster().setSample(pixel % 28, pixel / 28, 0, 255 - shade);
          }
          ImageIO.write(picture, "png", of.resolve(i + ".png").toFile());
        }
      }
    }
    train(data, "w.json");
    Run test =
        Run.of(
            "test",
            "--data",
            data,
            "--weights",
            folder.resolve("w.json"),
            "--network",
            "linear classes, softmax");
    assertThat(test.lines().get(0)).isEqualTo("accuracy\t100.0\t12\t12");
    assertThat(test.err()).contains("assumed   ", "values inverted and divided by 255");
  }

  @Test
  void aNetworkOfQuantitiesIsNotCalibrated() throws IOException {
    Path data = pictures("a", "b");
    Object[] training = {
      "train", "--data", data, "--weights", folder.resolve("w.npz"), "--validate", 0.3
    };
    Object[] network = {"--network", "linear classes zeros, relu", "--loss", "squared"};
    Run.of(concat(training, network));
    assertThat(description("w.npz").calibration()).isEqualTo(Calibration.NONE);
    Run predict =
        Run.of("predict", "--weights", folder.resolve("w.npz"), data.resolve("test/a/1.png"));
    assertThat(predict.out()).doesNotContain("NaN");
  }

  @Test
  void aRegressionAnswersWithItsQuantity() throws IOException {
    Path weights = folder.resolve("w.npz");
    try (Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Architecture.parse("input 28x28, linear 1 zeros"))) {
      Model.save(
          weights,
          network,
          ModelDescription.of(PictureInput.ofBytes(28, 28, Preparation.PLAIN), List.of()));
    }
    Path image = folder.resolve("image.png");
    ImageIO.write(picture(1, 3), "png", image.toFile());
    Run run = Run.of("predict", "--weights", weights, image);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("0.0\n");
  }

  @Test
  void aSubsetOfTheClassesIsTestedByName() throws IOException {
    Path data = pictures("a", "b", "c");
    train(data, "w.npz");
    Path part = folder.resolve("part");
    Files.createDirectories(part.resolve("test"));
    Files.move(data.resolve("test/c"), part.resolve("test/c"));
    Files.move(data.resolve("test/b"), part.resolve("test/b"));

    Run test = Run.of("test", "--data", part, "--weights", folder.resolve("w.npz"));
    assertThat(test.lines().get(0)).isEqualTo("accuracy\t100.0\t12\t12");
  }

  @Test
  void namesOfClassesCanBeGivenInAFile() throws IOException {
    train("digits", "w.npz", "--limit", 50);
    Path names = folder.resolve("names.txt");
    Files.writeString(names, "zero\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nneunßig\n");
    Path image = Path.of("../docs/seven.png");
    Run run = Run.of("predict", "--weights", folder.resolve("w.npz"), "--classes", names, image);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("neunßig\t", "zero\t");

    Run few = Run.of("predict", "--weights", folder.resolve("w.npz"), "--classes", "a,b", image);
    assertThat(few.complaints())
        .singleElement()
        .asString()
        .contains("tells 10 classes, but --classes has 2 names; name each of them");
  }

  @Test
  void jsonWeightsSayWhatTheyCannotKeep() throws IOException {
    Run run = train(pictures("a", "b"), "w.json");
    assertThat(run.err())
        .contains("w.json has the weights alone; .safetensors and .npz also keep how inputs");
    Run usual = train("digits", "d.json", "--limit", 50);
    assertThat(usual.err()).doesNotContain("has the weights alone");
  }

  @Test
  void aModelOfRowsRefusesPictures() throws IOException {
    StringBuilder rows = new StringBuilder("height,width,label\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i % 2 * 200 + i).append(',').append(i).append(',').append(i % 2).append('\n');
    }
    Path data = folder.resolve("rows.csv");
    Files.writeString(data, rows, StandardCharsets.UTF_8);
    train(data, "w.npz");
    assertThat(description("w.npz").input())
        .isInstanceOfSatisfying(RowInput.class, row -> assertThat(row.columns()).hasSize(2));

    Path image = folder.resolve("image.png");
    ImageIO.write(picture(1, 3), "png", image.toFile());
    Run run = Run.of("predict", "--weights", folder.resolve("w.npz"), image);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.complaints())
        .singleElement()
        .asString()
        .contains("the model takes rows of 2 columns")
        .contains("not pictures");
  }

  @Test
  void anUnsureAnswerIsSaidAndCanBeAnExitStatus() throws IOException {
    Path data = pictures("a", "b");
    try (Network undecided =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Architecture.parse("input 28x28, linear 2 zeros, softmax"))) {
      Model.save(
          folder.resolve("w.npz"),
          undecided,
          ModelDescription.of(PictureInput.ofBytes(28, 28, Preparation.PLAIN), List.of("a", "b")));
    }
    Path image = data.resolve("test/a/1.png");
    Path weights = folder.resolve("w.npz");

    Run plain = Run.of("predict", "--weights", weights, image);
    assertThat(plain.status()).isZero();
    assertThat(plain.err()).doesNotContain("not sure");
    Run asked = Run.of("predict", "--weights", weights, "--min-probability", 0.6, image);
    assertThat(asked.status()).isEqualTo(4);
    assertThat(asked.err()).contains("not sure  " + image + ": the best answer, ");
    assertThat(asked.out()).isEqualTo(plain.out());
    Run percent = Run.of("predict", "--weights", weights, "--min-probability", "60%", image);
    assertThat(percent.status()).isEqualTo(4);
    Run absurd = Run.of("predict", "--weights", weights, "--min-probability", "60", image);
    assertThat(absurd.err()).contains("got '60', expected a number above 0 and below 1", "or 10%");
  }

  @Test
  void aPictureThatIsStretchedIsNamed() throws IOException {
    Path data = pictures("a", "b");
    train(data, "w.npz");
    Path wide = folder.resolve("wide.png");
    ImageIO.write(new BufferedImage(60, 28, BufferedImage.TYPE_BYTE_GRAY), "png", wide.toFile());
    Path weights = folder.resolve("w.npz");
    assertThat(Run.of("predict", "--weights", weights, wide).err())
        .contains("stretched " + wide + ": is 60×28, width by height; the model takes 28×28");
    assertThat(Run.of("predict", "--weights", weights, data.resolve("test/a/1.png")).err())
        .doesNotContain("stretched");
  }

  @Test
  void classesWithoutSamplesAreNamed() throws IOException {
    Path data = folder.resolve("ones_train.csv");
    Files.writeString(data, "a,b,label\n3,9,0\n200,9,2\n4,8,0\n210,8,2\n");
    assertThat(train(data, "w.npz").err()).contains("no sample of class 1: ");
    assertThat(train("digits", "v.npz", "--limit", 1).err())
        .containsPattern("no sample of the classes (\\d, ){7}\\d and 1 more: ");
    assertThat(train(pictures("a", "b"), "u.npz").err()).doesNotContain("no sample of");
  }

  @Test
  void labelsThatCountFromOneAreClassesOfTheirOwnNumbers() throws IOException {
    Path data = folder.resolve("ones_train.csv");
    Files.writeString(data, "a,b,label\n3,9,1\n200,9,2\n4,8,1\n210,8,2\n");
    Run run = train(data, "w.npz");
    assertThat(run.err()).contains("no label is 0: the classes are 1 to 2").contains("2 classes");
    Path some = folder.resolve("some_test.csv");
    Files.writeString(some, "a,b,label\n205,9,2\n");
    Run test = Run.of("test", "--data", some, "--weights", folder.resolve("w.npz"), "--per-class");
    assertThat(test.status()).as(test.err()).isZero();
    assertThat(test.lines().get(0)).endsWith("\t1");
    Path rows = folder.resolve("rows.csv");
    Files.writeString(rows, "a,b\n3,9\n");
    Run predict = Run.of("predict", "--weights", folder.resolve("w.npz"), rows);
    assertThat(predict.lines().get(1)).matches("1,[12],.*");
  }

  @Test
  void weightsOfDigitsAreTestedOnDataWithoutAZero() throws IOException {
    Path weights = folder.resolve("w.json");
    Run.of("train", "--data", "digits", "--limit", 50, "--epochs", 1, "--weights", weights);
    StringBuilder rows = new StringBuilder("label");
    for (int pixel = 0; pixel < 784; pixel++) {
      rows.append(",pixel").append(pixel);
    }
    for (int label = 1; label < 10; label++) {
      rows.append('\n').append(label).append(",255").append(",0".repeat(783));
    }
    Path data = Files.writeString(folder.resolve("some_test.csv"), rows);
    Run test = Run.of("test", "--data", data, "--weights", weights);
    assertThat(test.status()).as(test.err()).isZero();
    assertThat(test.err()).contains("and 10 classes");
  }

  @Test
  void rowsOfAFileAreAnsweredAlone() throws IOException {
    StringBuilder rows = new StringBuilder("a,b,label\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i % 2 * 200 + i).append(',').append(i).append(',').append(i % 2).append('\n');
    }
    Path data = folder.resolve("rows_train.csv");
    Files.writeString(data, rows);
    train(data, "w.npz");
    Path weights = folder.resolve("w.npz");
    Path asked = folder.resolve("asked.csv");
    Files.writeString(asked, "a,b\n3,3\n210,10\n");

    Run run = Run.of("predict", "--weights", weights, asked);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines()).hasSize(3).startsWith("row,class,probability");
    assertThat(run.lines().get(1)).startsWith("1,0,");
    assertThat(run.lines().get(2)).startsWith("2,1,");
    Run sure = Run.of("predict", "--weights", weights, "--min-probability", 0.9999999, asked);
    assertThat(sure.status()).isEqualTo(4);
    assertThat(sure.err()).contains("answers are less probable than the threshold");
    assertThat(sure.out()).isEqualTo(run.out());
    Run both = Run.of("predict", "--weights", weights, asked, asked);
    assertThat(both.status()).isEqualTo(2);
    assertThat(both.err()).contains("a CSV file was named beside other files; name it alone");
    Files.writeString(asked, "a,b,c\n3,3,3\n");
    Run wide = Run.of("predict", "--weights", weights, asked);
    assertThat(wide.status()).isEqualTo(1);
    assertThat(wide.out()).isEmpty();
    assertThat(wide.complaints()).hasSize(1);
  }

  @Test
  void summaryShowsWhatAModelSaysOfItself() throws IOException {
    train(pictures("a", "b"), "w.npz");
    Run run = Run.of("summary", "--weights", folder.resolve("w.npz"));
    assertThat(run.err())
        .contains("inputs    pictures of 28×28, plain, values divided by 255")
        .contains("classes   a, b")
        .contains("learnt    " + folder.resolve("data") + ", 12 samples, sha256:")
        .contains("training  epochs 3");
  }

  private static Object[] concat(Object[]... parts) {
    return Stream.of(parts).flatMap(Stream::of).toArray();
  }
}
