package io.ganglion.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.picture.ImageGrid.Cell;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {
  @TempDir private Path folder;

  private static List<Cell> cells(int count) {
    GrayImage picture = GrayImage.of(2, 2, new byte[] {0, (byte) 255, 100, (byte) 200});
    return Collections.nCopies(count, new Cell(picture, "3 (is 5)"));
  }

  private BufferedImage written(ImageGrid grid) throws IOException {
    Path file = folder.resolve("grid.png");
    grid.write(file);
    return ImageIO.read(file.toFile());
  }

  @Test
  void sixPicturesInThreeColumnsMakeTwoRows() throws IOException {
    BufferedImage six = written(ImageGrid.of(cells(6), 3));
    BufferedImage three = written(ImageGrid.of(cells(3), 3));
    BufferedImage one = written(ImageGrid.of(cells(1), 3));
    assertThat(six.getWidth()).isEqualTo(three.getWidth()).isGreaterThan(2 * one.getWidth());
    assertThat(six.getHeight()).isGreaterThan(three.getHeight());
    assertThat(one.getHeight()).isEqualTo(three.getHeight());
  }

  @Test
  void everyPixelIsDrawnAsASquareOfItsShade() throws IOException {
    BufferedImage one = written(ImageGrid.of(cells(1), 1));
    int left = one.getWidth() / 2;
    int bottom = one.getHeight() - 30;
    assertThat(one.getRGB(left - 5, bottom) & 0xFF).isEqualTo(100);
    assertThat(one.getRGB(left + 5, bottom) & 0xFF).isEqualTo(200);
  }

  @Test
  void withoutFontsTheGridIsWrittenWithoutTitles() throws IOException {
    ImageGrid grid =
        new ImageGrid(
            cells(2),
            2,
            (graphics, text, x, y) -> {
              throw new NoClassDefFoundError("Could not initialize class sun.font.SunFontManager");
            });
    Path file = folder.resolve("grid.png");
    assertThat(grid.write(file)).isFalse();
    assertThat(ImageIO.read(file.toFile()).getWidth()).isPositive();
  }

  @Test
  void titlesAreDrawnAboveTheirPictures() throws IOException {
    StringBuilder drawn = new StringBuilder();
    ImageGrid grid =
        new ImageGrid(
            cells(4),
            2,
            (graphics, text, x, y) -> drawn.append(text).append('@').append(x < 100).append(' '));
    assertThat(grid.write(folder.resolve("grid.png"))).isTrue();
    assertThat(drawn).hasToString("3 (is 5)@true 3 (is 5)@false 3 (is 5)@true 3 (is 5)@false ");
  }

  @Test
  void aFileThatCannotBeWrittenLeavesNothingBehind() throws IOException {
    Path target = folder.resolve("nowhere").resolve("grid.png");
    assertThatThrownBy(() -> ImageGrid.of(cells(1), 1).write(target))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("grid.png");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void writingDoesNotNeedTheSystemsTemporaryFolder() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    ImageIO.setCacheDirectory(gone.toFile());
    try {
      Files.delete(gone);
      ImageGrid.of(cells(1), 1).write(folder.resolve("grid.png"));
    } finally {
      ImageIO.setCacheDirectory(null);
    }
    assertThat(ImageIO.read(folder.resolve("grid.png").toFile())).isNotNull();
  }

  @Test
  void noPicturesOrTooManyAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ImageGrid.of(List.of(), 3));
    assertThatIllegalArgumentException().isThrownBy(() -> ImageGrid.of(cells(1), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> ImageGrid.of(cells(10_000), 3));
  }
}
