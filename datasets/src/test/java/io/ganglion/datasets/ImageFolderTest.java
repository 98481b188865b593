package io.ganglion.datasets;

import static io.ganglion.datasets.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(dataset.height()).isEqualTo(28);
    assertThat(dataset.width()).isEqualTo(28);
    assertThat(dataset.label(2)).isEqualTo(1);
    assertThat(IdxContent.raw(dataset, 0)).containsOnly(20);
    assertThat(IdxContent.raw(dataset, 1)).containsOnly(30);
    assertThat(IdxContent.raw(dataset, 2)).containsOnly(10);
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
  void aDamagedPictureIsNamed() throws IOException {
    picture("cat/a.png", 7);
    Path damaged = Files.writeString(folder.resolve("cat/b.png"), "not a picture");
    assertRefused(() -> open(Split.TRAIN)).startsWith(damaged + ": ");
  }

  @Test
  void aSplitWithoutPicturesIsRefused() throws IOException {
    picture("cat/a.png", 7);
    assertRefused(() -> open(Split.TEST)).contains("test split", "6 or more");
    picture("train/cat/a.png", 7);
    assertRefused(() -> open(Split.TEST)).contains("test split", "test/CLASS");
  }
}
