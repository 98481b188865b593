package io.ganglion.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.Idx;
import io.ganglion.cli.Parameters;
import io.ganglion.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The effect of {@code --optimizer}, {@code --loss}, {@code --schedule} and similar options. */
class OptimizersTest {

  private static final List<String> OPTIMIZERS =
      List.of("sgd", "momentum", "nesterov 0.5", "rmsprop", "adam", "adamw 0.1");
  private static final List<String> LOSSES =
      List.of(
          "cross-entropy",
          "softmax-cross-entropy 0.1",
          "binary-cross-entropy",
          "squared",
          "absolute",
          "huber 0.5");

  @TempDir private Path folder;
  private Path data;
  private Path weights;

  @BeforeEach
  void writeData() throws IOException {
    data = Idx.write(folder.resolve("data"), 6, 3, 12);
    weights = folder.resolve("weights.npz");
  }

  private Run train(Object... more) {
    Object[] first = {"train", "--fresh", "--data", data, "--weights", weights};
    return Run.of(Stream.concat(Stream.of(first), Stream.of(more)).toArray());
  }

  private Map<String, List<Double>> trained(Object... more) throws IOException {
    Run run = train(more);
    assertThat(run.status()).as(run.err()).isZero();
    return Parameters.of(weights);
  }

  private static Stream<Arguments> optimizersLossesAndBackends() {
    return OPTIMIZERS.stream()
        .flatMap(
            optimizer ->
                LOSSES.stream()
                    .flatMap(
                        loss ->
                            Stream.of("java", "vector", "ejml", "commons")
                                .map(backend -> Arguments.of(optimizer, loss, backend))));
  }

  @ParameterizedTest
  @MethodSource("optimizersLossesAndBackends")
  void everyOptimizerTrainsWithEveryLossOnEveryIncludedBackend(
      String optimizer, String loss, String backend) {
    Run run =
        train(
            "--epochs",
            1,
            "--network",
            "linear 5, tanh, linear classes, softmax",
            "--optimizer",
            optimizer,
            "--loss",
            loss,
            "--backend",
            backend,
            "--learning-rate",
            0.01,
            "--batch-size",
            5);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines()).singleElement().asString().startsWith("1\t");
    assertThat(run.complaints()).isEmpty();
    assertThat(weights).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "--optimizer, momentum",
    "--optimizer, nesterov 0.8",
    "--optimizer, rmsprop 0.8",
    "--optimizer, adam",
    "--optimizer, adamw",
    "--schedule, step 1 0.5",
    "--schedule, exponential 0.5",
    "--schedule, cosine",
    "--schedule, warm-up 1.5 (cosine)",
    "--warm-up, 1.5",
    "--loss, squared",
    "--loss, softmax-cross-entropy 0.1",
    "--l2, 0.125",
    "--weight-decay, 0.25",
    "--max-norm, 0.5",
    "--clip, 0.001",
    "--augment, shift",
    "--class-weights, 0=5",
  })
  void eachSettingChangesTheWeightsAndIsInTheBanner(String option, String value)
      throws IOException {
    Map<String, List<Double>> usual = trained("--epochs", 3, "--learning-rate", 0.01);

    Run run = train("--epochs", 3, "--learning-rate", 0.01, option, value);

    assertThat(Parameters.of(weights)).isNotEqualTo(usual);
    String name = option.equals("--l2") ? "L2" : option.substring(2);
    assertThat(run.err().replace('-', ' ')).contains((name + " " + value).replace('-', ' '));
  }

  @ParameterizedTest
  @CsvSource({
    "cross-entropy, linear, softmax",
    "cross-entropy, sigmoid, softmax",
    "binary-cross-entropy, linear, sigmoid",
    "binary-cross-entropy, tanh, sigmoid",
  })
  void aLossOfProbabilitiesNeedsALayerThatGivesThem(String loss, String last, String right) {
    String network = "linear 5, tanh, linear classes";
    Run run =
        train("--network", last.equals("linear") ? network : network + ", " + last, "--loss", loss);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.complaints())
        .singleElement()
        .asString()
        .contains("the loss " + loss + " needs probabilities", "ends with '" + last)
        .contains("end it with " + right + ", or choose another --loss");
    assertThat(weights).doesNotExist();
    assertThat(train("--network", network + ", " + right, "--loss", loss, "--epochs", 1).status())
        .isZero();
  }

  @Test
  void theRateFallsWhenTheLossDoesNot() throws IOException {
    Map<String, List<Double>> usual =
        trained("--epochs", 4, "--learning-rate", 5, "--loss", "squared");

    assertThat(
            trained(
                "--epochs",
                4,
                "--learning-rate",
                5,
                "--loss",
                "squared",
                "--schedule",
                "plateau 1 0.001"))
        .isNotEqualTo(usual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"momentum 0.9", "MOMENTUM 0.90", " momentum "})
  void numbersMayBeLeftOutOrWrittenDifferently(String text) throws IOException {
    Map<String, List<Double>> expected = trained("--epochs", 2, "--optimizer", "momentum");

    assertThat(trained("--epochs", 2, "--optimizer", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--optimizer | momentum 1.5 | in 'momentum 1.5': momentum must be at least 0 and less than 1",
        "--optimizer | nesterov -1 | in 'nesterov -1': momentum must be at least 0",
        "--optimizer | rmsprop 1 | in 'rmsprop 1': the decay of RMSProp must be at least 0",
        "--optimizer | adamw -0.1 | in 'adamw -0.1': the weight decay must be",
        "--optimizer | adam 0.9 | in 'adam 0.9': expected 'adam' or 'adam BETA1 BETA2",
        "--optimizer | adam 0.9 1 1e-8 | in 'adam 0.9 1 1e-8': Adam's beta2 must be at least 0 and",
        "--optimizer | adamw 1 2 | in 'adamw 1 2': expected 'adamw [DECAY]'",
        "--optimizer | adamw (sgd) | in 'adamw (sgd)': expected 'adamw [DECAY]'",
        "--optimizer | momentum much | in 'momentum much': 'much' is not a number",
        "--optimizer | momentum 0,9 | in 'momentum 0,9': expected one name and its values, separated",
        "--optimizer | lion | in 'lion': there is no such optimizer; expected sgd, momentum,",
        "--optimizer | lion | rmsprop, adam, adamw, or a word of your own, defined by an io.ganglion.vocabulary.Vocabulary",
        "--optimizer | `` | in '': expected a name, got the end of the text",
        "--loss | huber 0 | in 'huber 0': the delta of the Huber loss must be",
        "--loss | softmax-cross-entropy 1 | in 'softmax-cross-entropy 1': label smoothing must be",
        "--loss | squared 2 | in 'squared 2': expected 'squared'",
        "--loss | hinge | in 'hinge': there is no such loss; expected cross-entropy,",
        "--schedule | step 10 | in 'step 10': expected 'step EPOCHS FACTOR'",
        "--schedule | step 1.5 0.5 | in 'step 1.5 0.5': '1.5' is not a whole number from",
        "--schedule | step 0 0.5 | in 'step 0 0.5': the epochs between steps",
        "--schedule | exponential 0 | in 'exponential 0': the factor of the learning rate must be",
        "--schedule | plateau -1 0.5 | in 'plateau -1 0.5': the epochs of patience must be",
        "--schedule | warm-up 2 (linear) | in 'linear': there is no such schedule; expected constant,",
        "--class-weights | cat | got 'cat', expected none, balanced, or classes with weights, such as",
        "--class-weights | 0=1,1=0 | got '0', expected a finite number above 0",
        "--class-weights | 0=1,0=2 | the class '0' has two weights",
        "--augment | plastic | no deformation is called 'plastic', expected none, shift, affine or",
      })
  void anInvalidSettingIsWrongUsage(String option, String value, String saying) {
    Run run = train(option, value);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains("'" + option + "'", saying);
    assertThat(weights).doesNotExist();
  }

  @Test
  void adamwIsShortForAdamWithAWeightDecay() throws IOException {
    Map<String, List<Double>> expected =
        trained("--epochs", 2, "--optimizer", "adam", "--weight-decay", 0.25);

    assertThat(trained("--epochs", 2, "--optimizer", "adamw 0.25")).isEqualTo(expected);
    Run run = train("--optimizer", "adamw 0.25", "--weight-decay", 0.1);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "--optimizer 'adamw 0.25' and --weight-decay both set the weight decay; choose one, or"
                + " use --optimizer adam");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--optimizer | adamw 0.01 | --weight-decay | 0 | the weight decay; choose one, or use",
        "--optimizer | adamw | --weight-decay | 0.1 | the weight decay; choose one, or use",
        "--schedule | warm-up 1 (cosine) | --warm-up | 2 | a warm-up; choose one",
        "--schedule | warm-up 1 (cosine) | --warm-up | 0 | a warm-up; choose one",
      })
  void aSettingThatIsGivenTwiceIsWrongUsage(
      String option, String text, String other, String number, String what) {
    Run run = train(option, text, other, number);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .hasLineCount(1)
        .contains(option + " '" + text)
        .contains("' and " + other + " both set " + what);
    assertThat(weights).doesNotExist();
  }

  @Test
  void aDecayOrWarmUpOfZeroIsNone() throws IOException {
    Map<String, List<Double>> usual =
        trained("--epochs", 2, "--optimizer", "adam", "--schedule", "cosine");

    assertThat(
            trained(
                "--epochs",
                2,
                "--optimizer",
                "adam",
                "--schedule",
                "cosine",
                "--weight-decay",
                0,
                "--warm-up",
                0))
        .isEqualTo(usual);
  }

  @Test
  void anyNumberOfThreadsLearnsTheSame() throws IOException {
    Path many = Idx.write(folder.resolve("many"), 6, 3, 150);
    Object[] settings = {
      "--data",
      many,
      "--epochs",
      2,
      "--batch-size",
      128,
      "--network",
      "linear 9, relu, dropout 0.5, linear classes, softmax",
      "--optimizer",
      "adam",
      "--augment",
      "elastic"
    };
    Map<String, List<Double>> alone = learntOn(1, settings);

    assertThat(learntOn(2, settings)).isEqualTo(alone);
    assertThat(learntOn(7, settings)).isEqualTo(alone);
  }

  private Map<String, List<Double>> learntOn(int threads, Object... settings) throws IOException {
    Object[] first = {"train", "--fresh", "--weights", weights, "--threads", threads};
    Run run = Run.of(Stream.concat(Stream.of(first), Stream.of(settings)).toArray());
    assertThat(run.status()).as(run.err()).isZero();
    return Parameters.of(weights);
  }
}
