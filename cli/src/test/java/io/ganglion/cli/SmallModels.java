package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.formats.SavedWeights;
import io.ganglion.model.Model;
import io.ganglion.model.ModelDescription;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;

/** Small models of pictures of a white row, trained in a folder of their own. */
abstract class SmallModels {

  @TempDir Path folder;

  /** Pictures of a white row, whose place is the class. */
  Path pictures(String... classes) throws IOException {
    for (String part : new String[] {"train", "test"}) {
      for (int label = 0; label < classes.length; label++) {
        Path of =
            Files.createDirectories(folder.resolve("data").resolve(part).resolve(classes[label]));
        for (int i = 0; i < 6; i++) {
          ImageIO.write(picture(label, i), "png", of.resolve(i + ".png").toFile());
        }
      }
    }
    return folder.resolve("data");
  }

  static BufferedImage picture(int label, int length) {
    BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int column = 0; column < 10 + 2 * length; column++) {
      picture.getRaster().setSample(column, 3 + 5 * label, 0, 255);
    }
    return picture;
  }

  Run train(Object data, String weights, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("train", "--data", data, "--weights", folder.resolve(weights), "--epochs", 3));
    arguments.addAll(List.of("--learning-rate", 0.5, "--network", "linear classes, softmax"));
    arguments.addAll(List.of(more));
    Run run = Run.of(arguments.toArray());
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  ModelDescription description(String weights) throws IOException {
    Path file = folder.resolve(weights);
    try (SavedWeights saved = SavedWeights.open(file)) {
      return Model.description(saved, file).orElseThrow();
    }
  }
}
