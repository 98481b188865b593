package io.ganglion.datasets;

import static io.ganglion.datasets.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.model.PictureInput;
import io.ganglion.model.Scaling;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir private Path folder;

  private void picture(String path, int shade) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(6, 4, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 6; x++) {
        image.getRaster().setSample(x, y, 0, shade);
      }
    }
    String format = path.endsWith(".png") ? "png" : "jpg";
    ImageIO.write(image, format, file.toFile());
  }

  private Dataset open(Split split) throws IOException {
    return Datasets.ofThisMachine().open(folder, split);
  }

  @Test
  void classesAreTheFoldersInOrderAndPicturesAreScaled() throws IOException {
    picture("dog/a.png", 10);
    picture("cat/b.PNG.png", 30);
    picture("cat/a.jpeg", 20);
    Dataset dataset = open(Split.TRAIN);
    assertThat(dataset.classNames()).containsExactly("cat", "dog");
    assertThat(dataset.size()).isEqualTo(3);
    assertThat(dataset.layout()).isEqualTo(new ImageSize(4, 6));
    assertThat(dataset.label(2)).isEqualTo(1);
    assertThat(IdxContent.raw(dataset, 0)).containsOnly(20);
    assertThat(IdxContent.raw(dataset, 1)).containsOnly(30);
    assertThat(IdxContent.raw(dataset, 2)).containsOnly(10);
  }

  @Test
  void whiteIs255EvenIfAllPixelsAreDark() throws IOException {
    picture("cat/a.png", 0);
    picture("dog/a.png", 1);
    Dataset dataset = open(Split.TRAIN);
    assertThat(dataset.shades()).isEqualTo(Scaling.BYTES);
    assertThat(dataset.scaling().value()).isEqualTo(Scaling.BYTES);
    assertThat(dataset.scaling().reasons()).containsExactly("values 0 to 1: divided by 255");
    assertThat(dataset.image(1).pixels()).containsOnly(1);
    PictureInput input = (PictureInput) dataset.input();
    double[] learnt = new double[24];
    dataset.samples(input.scaling()).readInput(1, learnt, 0);
    assertThat(input.inputs(input.read(folder.resolve("dog/a.png")))).isEqualTo(learnt);
  }

  @Test
  void picturesThatAreDarkOnLightAreInverted() throws IOException {
    BufferedImage page = new BufferedImage(6, 4, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 24; i++) {
      page.getRaster().setSample(i % 6, i / 6, 0, i == 8 ? 3 : 240);
    }
    Files.createDirectories(folder.resolve("cat"));
    ImageIO.write(page, "png", folder.resolve("cat/a.png").toFile());
    assertThat(open(Split.TRAIN).scaling().value()).isEqualTo(Scaling.BYTES.inverted());
  }

  @Test
  void coloursThatAreLostAreNamed() throws IOException {
    picture("cat/a.png", 20);
    picture("dog/a.png", 30);
    assertThat(open(Split.TRAIN).notes()).noneMatch(note -> note.contains("colour"));
    BufferedImage red = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
    red.setRGB(5, 3, 0xC02020);
    ImageIO.write(red, "png", folder.resolve("dog/a.png").toFile());
    assertThat(open(Split.TRAIN).notes()).contains("pictures in colour become gray");
  }

  @Test
  void picturesAreScaledToAGivenSize() throws IOException {
    picture("cat/a.png", 20);
    Dataset dataset =
        Datasets.ofThisMachine().withImageSize(new ImageSize(2, 3)).open(folder, Split.TRAIN);
    assertThat(IdxContent.raw(dataset, 0)).hasSize(6).containsOnly(20);
  }

  @Test
  void splitsAreTheFoldersTrainAndTestWithTheClassesOfBoth() throws IOException {
    picture("train/cat/a.png", 1);
    picture("train/dog/a.png", 2);
    picture("test/dog/a.png", 3);
    Dataset test = open(Split.TEST);
    assertThat(test.size()).isEqualTo(1);
    assertThat(IdxContent.raw(test, 0)).containsOnly(3);
    assertThat(test.label(0)).isEqualTo(1);
    assertThat(test.classNames()).containsExactly("cat", "dog");
    assertThat(open(Split.TRAIN).size()).isEqualTo(2);
  }

  @Test
  void withoutSplitsEverySixthPictureOfAClassIsForTesting() throws IOException {
    for (int i = 0; i < 13; i++) {
      picture(String.format(Locale.ROOT, "cat/%02d.png", i), i);
      picture(String.format(Locale.ROOT, "dog/%02d.png", i), 100 + i);
    }
    Dataset test = open(Split.TEST);
    Dataset train = open(Split.TRAIN);
    assertThat(test.size()).isEqualTo(4);
    assertThat(train.size()).isEqualTo(22);
    assertThat(IdxContent.raw(test, 0)).containsOnly(5);
    assertThat(IdxContent.raw(test, 3)).containsOnly(111);
  }

  @Test
  void filesNotNamedLikePicturesAreIgnored() throws IOException {
    picture("cat/a.png", 7);
    Files.writeString(folder.resolve("cat/notes.txt"), "not a picture");
    Files.writeString(folder.resolve("README.md"), "not a class");
    Files.writeString(folder.resolve("cat/.hidden.png"), "hidden");
    assertThat(open(Split.TRAIN).size()).isEqualTo(1);
  }

  @Test
  void aDamagedPictureIsPassedOverAndNamed() throws IOException {
    picture("cat/a.png", 7);
    Path damaged = Files.writeString(folder.resolve("cat/b.png"), "not a picture");
    Files.writeString(folder.resolve("cat/c.heic"), "not read");
    Dataset dataset = open(Split.TRAIN);
    assertThat(dataset.size()).isEqualTo(1);
    assertThat(dataset.notes())
        .anySatisfy(
            note ->
                assertThat(note).startsWith("2 pictures were passed over; the first: " + damaged));
  }

  @Test
  void aClassWithoutAReadablePictureIsRefused() throws IOException {
    picture("cat/a.png", 7);
    Path damaged = folder.resolve("dog/b.png");
    Files.createDirectories(damaged.getParent());
    Files.writeString(damaged, "not a picture");
    assertRefused(() -> open(Split.TRAIN))
        .startsWith(folder + ": none of the 1 pictures of class 'dog' can be read")
        .contains(damaged.toString());
    Files.move(damaged, folder.resolve("dog/b.heic"));
    assertRefused(() -> open(Split.TRAIN)).contains("class 'dog' has only pictures");
  }

  @Test
  void splitsHaveManyNamesInAnyCase() throws IOException {
    picture("Training/cat/a.png", 1);
    picture("TESTING/cat/a.png", 2);
    picture("valid/cat/a.png", 3);
    assertThat(IdxContent.raw(open(Split.TRAIN), 0)).containsOnly(1);
    assertThat(IdxContent.raw(open(Split.TEST), 0)).containsOnly(2);
    assertThat(open(Split.TEST).notes()).containsExactly("not read: the folder valid");
  }

  @Test
  void theValidationPartIsForTestingIfNothingElseIs() throws IOException {
    picture("train/cat/a.png", 1);
    picture("Validation/cat/a.png", 3);
    assertThat(IdxContent.raw(open(Split.TEST), 0)).containsOnly(3);
    assertThat(open(Split.TEST).notes()).containsExactly("the test split is the folder Validation");
  }

  @Test
  void picturesInFurtherFoldersBelongToTheirClass() throws IOException {
    picture("cat/siamese/old/a.png", 1);
    picture("cat/b.png", 2);
    picture("dog/a.png", 3);
    assertThat(open(Split.TRAIN).size()).isEqualTo(3);
    assertThat(open(Split.TRAIN).classNames()).containsExactly("cat", "dog");
  }

  @Test
  void whatProgramsLeaveBehindIsIgnored() throws IOException {
    picture("cat/a.png", 1);
    picture("__MACOSX/cat/a.png", 2);
    picture("@eaDir/a.png", 2);
    picture("cat/@eaDir/a.png", 2);
    picture(".ipynb_checkpoints/a.png", 2);
    picture("cat/.ipynb_checkpoints/a.png", 2);
    Files.writeString(folder.resolve("cat/Thumbs.db"), "");
    Files.writeString(folder.resolve("cat/.DS_Store"), "");
    Dataset dataset = open(Split.TRAIN);
    assertThat(dataset.classNames()).containsExactly("cat");
    assertThat(dataset.size()).isEqualTo(1);
    assertThat(dataset.notes()).containsExactly("every sixth picture of a class is for testing");
  }

  @Test
  void picturesOfSeveralSizesAreScaledToThatOfMnist() throws IOException {
    picture("train/cat/a.png", 1);
    picture("train/cat/b.png", 1);
    assertThat(open(Split.TRAIN).layout()).isEqualTo(new ImageSize(4, 6));
    ImageIO.write(
        new BufferedImage(5, 5, BufferedImage.TYPE_BYTE_GRAY),
        "png",
        folder.resolve("train/cat/c.png").toFile());
    assertThat(open(Split.TRAIN).layout()).isEqualTo(ImageSize.MNIST);
    assertThat(open(Split.TRAIN).notes()).containsExactly("pictures are scaled to 28×28");
  }

  @Test
  void theSizeIsThatOfBothSplits() throws IOException {
    picture("train/cat/a.png", 1);
    Files.createDirectories(folder.resolve("test/cat"));
    ImageIO.write(
        new BufferedImage(65, 65, BufferedImage.TYPE_BYTE_GRAY),
        "png",
        folder.resolve("test/cat/a.png").toFile());
    assertThat(open(Split.TRAIN).layout()).isEqualTo(ImageSize.MNIST);
    assertThat(open(Split.TEST).layout()).isEqualTo(ImageSize.MNIST);
  }

  @Test
  void aSplitWithoutPicturesIsRefused() throws IOException {
    picture("cat/a.png", 7);
    assertRefused(() -> open(Split.TEST)).contains("test split", "6 or more");
    picture("train/cat/a.png", 7);
    assertRefused(() -> open(Split.TEST)).contains("test split", "test/CLASS");
  }

  @Test
  void foldersWithoutPicturesAreNotClassesAndSaid() throws IOException {
    picture("cat/a.png", 10);
    picture("dog/a.png", 20);
    Files.createDirectories(folder.resolve("Thumbs"));
    assertThat(open(Split.TRAIN).classNames()).containsExactly("cat", "dog");
    assertThat(open(Split.TRAIN).notes())
        .contains("the folder 'Thumbs' has no pictures: it is not a class");
    Files.createDirectories(folder.resolve("notes"));
    Files.writeString(folder.resolve("notes/read.txt"), "text");
    assertThat(open(Split.TRAIN).classNames()).containsExactly("cat", "dog");
    assertThat(open(Split.TRAIN).notes())
        .contains("2 folders have no pictures: they are not classes; the first: 'Thumbs'");
  }

  @Test
  void aClassWithPicturesInOneSplitOnlyIsAClass() throws IOException {
    picture("train/cat/a.png", 10);
    picture("train/dog/a.png", 20);
    picture("test/dog/a.png", 20);
    Files.createDirectories(folder.resolve("test/cat"));
    Files.createDirectories(folder.resolve("test/Thumbs"));
    assertThat(open(Split.TEST).classNames()).containsExactly("cat", "dog");
    assertThat(open(Split.TEST).notes())
        .containsExactly("the folder 'Thumbs' has no pictures: it is not a class");
  }

  @Test
  void aFolderOfOtherDataNamesTheFilesThatCanBeOpened() throws IOException {
    Files.createDirectories(folder.resolve("sub"));
    assertRefused(() -> open(Split.TRAIN)).endsWith("is opened by its own name");
    for (String name : new String[] {"x_train.csv", "data.NPZ", "a.txt", ".b.csv"}) {
      Files.writeString(folder.resolve(name), "");
    }
    assertRefused(() -> open(Split.TRAIN))
        .contains("holds no dataset")
        .endsWith(
            "; it has data.NPZ, x_train.csv, which can be opened: name the file, such as "
                + folder
                + "/data.NPZ");
    Files.writeString(folder.resolve("x.tsv.gz"), "");
    Files.writeString(folder.resolve("y.npy"), "");
    assertRefused(() -> open(Split.TRAIN))
        .contains("data.NPZ, x.tsv.gz, x_train.csv and 1 more, which");
  }
}
