package io.ganglion.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.Idx;
import io.ganglion.cli.Run;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkOptionTest {

  private static final String NETWORK = "linear 5 he, leaky-relu 0.1, linear classes, softmax";

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = Idx.write(folder.resolve("data"), 6, 3, 30);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Run run(String command, Path weights, Object... more) {
    Object[] first = {command, "--weights", weights};
    return Run.of(Stream.concat(Stream.of(first), Stream.of(more)).toArray());
  }

  private Run train(Path weights, Object... more) {
    Object[] first = {"--data", data, "--epochs", 1};
    return run("train", weights, Stream.concat(Stream.of(first), Stream.of(more)).toArray());
  }

  private static void assertDone(Run run) {
    assertThat(run.status()).as(run.err()).isZero();
  }

  private static void assertRefused(Run run, Object... sayings) {
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.complaints()).as(run.err()).hasSize(1);
    for (Object saying : sayings) {
      assertThat(run.complaints().get(0)).contains(saying.toString());
    }
  }

  private Path image() throws IOException {
    Path image = file("image.png");
    BufferedImage pixels = new BufferedImage(6, 6, BufferedImage.TYPE_BYTE_GRAY);
    pixels.setRGB(3, 3, 0xFFFFFF);
    ImageIO.write(pixels, "png", image.toFile());
    return image;
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.npz", "weights.safetensors"})
  void theNetworkNeedNotBeGivenAgain(String name) throws IOException {
    Path weights = file(name);
    assertDone(train(weights, "--network", NETWORK));

    assertDone(run("test", weights, "--data", data));
    Run predict = run("predict", weights, image());
    assertDone(predict);
    assertThat(predict.lines()).hasSize(3);
    Run summary = run("summary", weights);
    assertDone(summary);
    assertThat(summary.lines()).anyMatch(line -> line.startsWith("leaky-relu 0.1 "));
    Run onwards = train(weights);
    assertDone(onwards);
    assertThat(onwards.err())
        .contains("input 6x6, linear 5 he, leaky-relu 0.1, linear 3, softmax", "continue from ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.npz", "weights.safetensors"})
  void aNetworkGivenAgainMustBeTheSame(String name) throws IOException {
    Path weights = file(name);
    assertDone(train(weights, "--network", NETWORK));
    byte[] before = Files.readAllBytes(weights);
    Object[] held = {weights, "'input 6x6, linear 5 he, leaky-relu 0.1, linear 3, softmax'"};
    String other = "linear 5 he, leaky-relu 0.2, linear classes, softmax";

    Run train = train(weights, "--network", other);
    Run test = run("test", weights, "--data", data, "--network", other);
    Run predict = run("predict", weights, "--network", other, image());

    assertRefused(train, held);
    assertRefused(train, "leaky-relu 0.2", "use --fresh to start over", "choose another --weights");
    assertRefused(test, held);
    assertRefused(test, "leaky-relu 0.2", "leave out --network");
    assertRefused(predict, held);
    assertRefused(predict, "leaky-relu 0.2", "leave out --network");
    assertThat(weights).hasBinaryContent(before);
    assertDone(train(weights, "--network", NETWORK));
    assertDone(run("test", weights, "--data", data, "--network", NETWORK));
    assertDone(train(weights, "--network", other, "--fresh"));
  }

  @Test
  void theOriginalFormatNeedsTheNetwork() {
    Path weights = file("weights.json");
    assertDone(train(weights, "--network", NETWORK));

    assertRefused(run("test", weights, "--data", data), weights, "[36, 100]");
    assertDone(run("test", weights, "--data", data, "--network", NETWORK));
  }

  @Test
  void weightsForOtherDataAreRefused() throws IOException {
    Path weights = file("weights.npz");
    assertDone(train(weights, "--network", NETWORK));
    Path larger = Idx.write(folder.resolve("larger"), 8, 3, 30);
    Path more = Idx.write(folder.resolve("more"), 6, 5, 30);

    for (String command : new String[] {"test", "train"}) {
      assertRefused(
          run(command, weights, "--data", larger),
          weights + ": ",
          "has pictures of 8×8, but the model takes pictures of 6×6");
      assertRefused(
          run(command, weights, "--data", more),
          "has the classes 3, 4, which the model has not learnt; it knows 0, 1, 2");
    }
  }

  @Test
  void itHasAnOutputForEachClass() {
    Path weights = file("weights.npz");

    assertRefused(
        train(weights, "--network", "linear 4, softmax"),
        "--network has 4 outputs, but the data has 3 classes",
        "'linear classes, softmax'");
    assertThat(weights).doesNotExist();
  }

  @Test
  void itsInputMustBeThatOfTheData() {
    assertRefused(
        train(file("weights.npz"), "--network", "input 7x7, linear classes, softmax"),
        "'input 7x7'",
        "6x6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "linear | 'linear'",
        "linear many | 'linear many'",
        "linear 0 | 'linear 0'",
        "linear 5 hee | 'linear 5 hee'",
        "linear 5 relu | 'linear 5 relu'",
        "linear 5, rleu | 'rleu'",
        "linear 5,, relu | ''",
        "linear 5, dropout | 'dropout'",
        "linear 5, dropout 1 | 'dropout 1'",
        "linear 5, softmax 2 | 'softmax 2'",
        "input 6xx6, linear 5 | 'input 6xx6'",
        "linear 5, input 6x6 | 'input 6x6'",
      })
  void aTextThatIsNotANetworkIsWrongUsage(String text, String where) {
    Run run = train(file("weights.npz"), "--network", text);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .hasLineCount(1)
        .contains("'--network'", where + " in the network's text: ");
  }
}
