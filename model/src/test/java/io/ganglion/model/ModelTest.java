package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.formats.FormatException;
import io.ganglion.formats.Weights;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.picture.GrayImage;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {

  private static final Backend<?> JAVA = Backends.create("java", Precision.FLOAT64);
  private static final ModelDescription SQUARES =
      ModelDescription.of(
          PictureInput.ofBytes(4, 6, Preparation.PLAIN).withScaling(Scaling.BYTES.inverted()),
          List.of("left", "right", "1"));

  @TempDir Path folder;

  private static Network network(String text) {
    return Network.of(JAVA, new SplitMix64(3), Architecture.parse(text));
  }

  private static Model squares() {
    return Model.of(network("input 4x6, linear 3, softmax"), SQUARES);
  }

  /** A picture of many shades, in colour. */
  private static BufferedImage picture(int height, int width) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    SplitMix64 random = new SplitMix64(8);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return picture;
  }

  /** A blue stroke on yellow paper. */
  private static BufferedImage stroke(int height, int width) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean ink = Math.abs(x + y / 3 - width / 2) < 4 && y > height / 4 && y < height * 3 / 4;
        picture.setRGB(x, y, ink ? 0x2030A0 : 0xF0F0C0);
      }
    }
    return picture;
  }

  private Path written(BufferedImage picture) throws IOException {
    Path file = folder.resolve("picture.png");
    ImageIO.write(picture, "png", file.toFile());
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.npz", "m.safetensors"})
  void aSavedModelAnswersAsBefore(String name) throws IOException {
    Path file = folder.resolve(name);
    ModelDescription described =
        SQUARES
            .withCalibration(new Calibration(1.5, 0.6))
            .withProvenance(new Provenance("squares", 7, "sha256:00", "epochs 1", "1.0"))
            .withMetadata(Map.of("owner", "Zoë", "note", ""));
    try (Model model = Model.of(network("input 4x6, linear 3, softmax"), described)) {
      model.save(file);
      try (Model opened = Model.open(file, JAVA)) {
        assertThat(opened.description()).isEqualTo(described);
        assertThat(opened.predict(picture(40, 30)).answers())
            .isEqualTo(model.predict(picture(40, 30)).answers());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Preparation.class)
  void aFileIsAnsweredAsThePictureInIt(Preparation preparation) throws IOException {
    BufferedImage picture = stroke(50, 40);
    PictureInput input = PictureInput.ofBytes(4, 6, preparation);
    try (Model model =
        Model.of(network("input 4x6, linear 3, softmax"), SQUARES.withInput(input))) {
      assertThat(model.predict(written(picture)).answers())
          .isEqualTo(model.predict(picture).answers());
    }
  }

  @Test
  void rawValuesArePreparedAsThePixelsOfAPicture() {
    BufferedImage picture = new BufferedImage(6, 4, BufferedImage.TYPE_BYTE_GRAY);
    double[] raw = new double[24];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = 10 * i;
      picture.getRaster().setSample(i % 6, i / 6, 0, 10 * i);
    }
    try (Model model = squares()) {
      assertThat(model.predict(raw).answers()).isEqualTo(model.predict(picture).answers());
    }
  }

  @Test
  void aPictureIsShownInTheValuesOfTheTrainingData() {
    Scaling sixteen = new Scaling(0, 16);
    PictureInput input =
        new PictureInput(1, 3, Preparation.PLAIN, Transposition.NONE, sixteen, sixteen.inverted());
    assertThat(input.inputs(GrayImage.of(1, 3, new byte[] {0, (byte) 255, 51})))
        .containsExactly(input.inputs(0, 16, 3.2), within(1e-12));
    PictureInput bytes = PictureInput.ofBytes(1, 3, Preparation.PLAIN);
    assertThat(bytes.inputs(GrayImage.of(1, 3, new byte[] {7, (byte) 255, 51})))
        .containsExactly(7 / 255.0, 1, 51 / 255.0);
  }

  @Test
  void answersAreNamedAndTheMostProbableComesFirst() {
    try (Model model = squares()) {
      Prediction prediction = model.predict(new double[24]);
      assertThat(prediction.answers())
          .extracting(Answer::name)
          .containsExactlyInAnyOrder("left", "right", "1");
      assertThat(prediction.answers())
          .isSortedAccordingTo((a, b) -> Double.compare(b.probability(), a.probability()));
      double sum = prediction.answers().stream().mapToDouble(Answer::probability).sum();
      assertThat(sum).isCloseTo(1, within(1e-12));
      assertThat(prediction.best()).isEqualTo(prediction.answers().get(0));
    }
  }

  @Test
  void aSingleOutputNamesBothOfTwoClasses() {
    ModelInput input = new RowInput(List.of("a", "b"), Scaling.NONE);
    try (Model named =
            Model.of(
                network("input 2, linear 1, sigmoid"),
                ModelDescription.of(input, List.of("no", "yes")));
        Model one =
            Model.of(
                network("input 2, linear 1, sigmoid"),
                ModelDescription.of(input, List.of("spam")))) {
      Prediction prediction = named.predict(1, 2);
      double yes = prediction.values()[0];
      assertThat(prediction.answers())
          .containsExactlyInAnyOrder(new Answer("yes", yes), new Answer("no", 1 - yes));
      assertThat(one.predict(1, 2).answers())
          .extracting(Answer::name)
          .containsExactlyInAnyOrder("spam", "not spam");
    }
  }

  @Test
  void aRegressionHasQuantities() {
    ModelDescription price =
        ModelDescription.of(new RowInput(List.of("area"), new Scaling(50, 20)), List.of())
            .withUnit("EUR");
    try (Model model = Model.of(network("input 1, linear 1"), price)) {
      Prediction prediction = model.predict(70);
      assertThat(prediction.values()).containsExactly(model.network().predictor().predict(1));
      assertThat(prediction.answers()).isEmpty();
      assertThat(prediction.isSure()).isTrue();
      assertThatThrownBy(prediction::best).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aModelIsSureAboveItsThreshold() {
    Prediction unsure =
        Prediction.of(SQUARES.withCalibration(new Calibration(1, 0.6)), 0.1, 0.59, 0.31);
    Prediction sure =
        Prediction.of(SQUARES.withCalibration(new Calibration(1, 0.6)), 0.1, 0.6, 0.3);
    assertThat(unsure.isSure()).isFalse();
    assertThat(unsure.isSure(0.59)).isTrue();
    assertThat(sure.isSure()).isTrue();
    assertThat(sure.best().name()).isEqualTo("right");
  }

  @Test
  void aModelOfRowsRefusesPictures() throws IOException {
    ModelDescription rows =
        ModelDescription.of(new RowInput(List.of("a", "b"), Scaling.NONE), List.of("x", "y"));
    Path file = written(picture(9, 9));
    try (Model model = Model.of(network("input 2, linear 2, softmax"), rows)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(picture(9, 9)))
          .withMessageContaining("rows of 2 columns");
      assertThatThrownBy(() -> model.predict(file))
          .isInstanceOf(FormatException.class)
          .hasMessage(
              file + ": the model takes rows of 2 columns, values as they are, not pictures");
    }
  }

  @Test
  void refusesANetworkThatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.of(network("input 5x6, linear 3, softmax"), SQUARES))
        .withMessageContaining("4×6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.of(network("input 4x6, linear 4, softmax"), SQUARES))
        .withMessage("the network has 4 outputs, but there are 3 names of classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SQUARES.withClasses(List.of("a", "a", "b")))
        .withMessageContaining("different names");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SQUARES.withMetadata(Map.of("ganglion.model", "{}")))
        .withMessageContaining("does not begin with ganglion.");
  }

  @Test
  void weightsThatDoNotSayWhatTheirInputsAreAreRefused() throws IOException {
    Path file = folder.resolve("w.safetensors");
    Weights.save(file, network("input 4x6, linear 3, softmax"));
    assertThatThrownBy(() -> Model.open(file, JAVA))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("does not say what its inputs are");
  }

  @Test
  void aDescriptionOfAnotherNetworkIsNotSaved() {
    Path file = folder.resolve("w.safetensors");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.save(file, network("input 5x6, linear 3, softmax"), SQUARES))
        .withMessageStartingWith("the network takes");
    assertThat(file).doesNotExist();
  }

  @Test
  void theLongestDescriptionFitsIntoBothFormats() throws IOException {
    ModelDescription longest = SQUARES.withMetadata(Map.of("own", "x".repeat((12 << 20) - 1000)));
    Path file = folder.resolve("m.npz");
    try (Network network = network("input 4x6, linear 3, softmax")) {
      Model.save(folder.resolve("m.safetensors"), network, longest);
      Model.save(file, network, longest);
    }
    try (Model model = Model.open(file, JAVA)) {
      assertThat(model.description()).isEqualTo(longest);
    }
  }

  @Test
  void manyThreadsGetTheSameAnswers() throws Exception {
    try (Model model = squares()) {
      List<Answer> expected = model.predict(picture(20, 20)).answers();
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        Callable<List<Answer>> asking = () -> model.predict(picture(20, 20)).answers();
        List<Callable<List<Answer>>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          all.add(asking);
        }
        for (Future<List<Answer>> answered : threads.invokeAll(all)) {
          assertThat(answered.get()).isEqualTo(expected);
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Test
  void aClosedModelSaysSo() {
    Model model = squares();
    model.close();
    assertThatThrownBy(() -> model.predict(new double[24]))
        .isInstanceOf(IllegalStateException.class);
  }
}
