package io.ganglion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ganglion.layer.Activate;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Initialization;
import io.ganglion.layer.Layer;
import io.ganglion.layer.LeakyRelu;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.spi.Activations;
import io.ganglion.tensor.Shape;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

  private static final Shape IMAGE = Shape.of(28, 28);

  @Test
  void textBuilderAndListDescribeTheSameNetwork() {
    Architecture built =
        Architecture.builder(IMAGE).linear(800).relu().dropout(0.5).linear(10).softmax().build();
    Architecture listed =
        Architecture.of(
            IMAGE,
            List.of(
                new Linear(784, 800, true, Initialization.GLOROT),
                new Activate(Activations.RELU),
                new Dropout(0.5),
                new Linear(800, 10, true, Initialization.GLOROT),
                new Softmax()));
    String text = "input 28x28, linear 800, relu, dropout 0.5, linear 10, softmax";

    assertThat(built).isEqualTo(listed).hasSameHashCodeAs(listed).hasToString(text);
    assertThat(Architecture.parse(text)).isEqualTo(built);
    assertThat(Architecture.parse(IMAGE, " LINEAR  800 ,relu,dropout .5,Linear 10 glorot,softmax"))
        .isEqualTo(built);
  }

  @Property(tries = 200)
  void everyArchitectureReadsBackFromItsText(@ForAll("architectures") Architecture architecture) {
    assertThat(Architecture.parse(architecture.toString())).isEqualTo(architecture);
  }

  @Provide
  Arbitrary<Architecture> architectures() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 9);
    Arbitrary<Layer> plain =
        Arbitraries.oneOf(
            Arbitraries.of(Activations.class).map(Activate::new),
            Arbitraries.doubles().between(0, 0.9).map(Dropout::new),
            Arbitraries.doubles().between(0, 0.9).map(LeakyRelu::new),
            Arbitraries.of(new Softmax(), new Identity()));
    Arbitrary<Architecture> one =
        Combinators.combine(
                sizes.array(int[].class).ofMinSize(1).ofMaxSize(3),
                sizes,
                Arbitraries.of(true, false),
                Arbitraries.of(Initialization.class),
                plain.list().ofMaxSize(3),
                plain.list().ofMaxSize(3))
            .as(
                (input, outputs, bias, initialization, before, after) -> {
                  Architecture.Builder builder = Architecture.builder(Shape.of(input));
                  before.forEach(builder::layer);
                  builder.linear(outputs, bias, initialization);
                  after.forEach(builder::layer);
                  return builder.build();
                });
    return one;
  }

  @Test
  void anInputOfAnotherShapeButTheSameSizeFitsSamples() {
    assertThat(Architecture.parse(Shape.of(784), "input 28x28, softmax"))
        .isEqualTo(Architecture.parse("input 28x28, softmax"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Architecture.parse(Shape.of(785), "input 28x28, softmax"))
        .withMessage("'input 28x28' in the network's text: expected the shape of the samples, 785");
  }

  @Test
  void flattensBeforeALinearLayerWhereASampleHasMoreThanOneDimension() {
    Architecture architecture = Architecture.parse("input 2x3, softmax, relu, linear 4");

    assertThat(architecture).hasToString("input 2x3, softmax, relu, flatten, linear 4");
    assertThat(architecture.shape(2)).isEqualTo(Shape.of(2, 3));
    assertThat(architecture.shape(3)).isEqualTo(Shape.of(6));
    assertThat(Architecture.parse(architecture.toString())).isEqualTo(architecture);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input 2x3, linear 4",
        "input 2x3, relu, dropout 0.5, linear 4",
        "input 2x3, leaky-relu 0.1, flatten, identity, linear 4",
        "input 2x3, flatten, linear 4"
      })
  void flattensTheInputAtNoCost(String text) {
    Architecture architecture = Architecture.parse(text);

    assertThat(architecture).hasToString(text);
    assertThat(architecture.inputShape()).isEqualTo(Shape.of(2, 3));
    for (int layer = 0; layer < architecture.layers().size(); layer++) {
      assertThat(architecture.shape(layer)).isEqualTo(Shape.of(6));
    }
  }

  @Test
  void reportsShapesParametersAndMultiplications() {
    Architecture architecture = Architecture.parse("input 2x3, linear 4, relu");

    assertThat(architecture.inputShape()).isEqualTo(Shape.of(2, 3));
    assertThat(architecture.shape(0)).isEqualTo(Shape.of(6));
    assertThat(architecture.shape(1)).isEqualTo(Shape.of(4));
    assertThat(architecture.outputShape()).isEqualTo(Shape.of(4));
    assertThat(architecture.parameters(0)).extracting("name").containsExactly("weights", "bias");
    assertThat(architecture.parameters(1)).isEmpty();
    assertThat(architecture.layers().get(0).multiplications(architecture.shape(0))).isEqualTo(24);
    assertThat(architecture.layers().get(1).multiplications(architecture.shape(1))).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv 3 | 'conv 3' in the network's text: there is no such layer; expected linear, relu,",
        "conv 3 | softmax, or a word of your own, defined by an io.ganglion.vocabulary.Vocabulary",
        "'' | '' in the network's text: expected a name, got the end of the text",
        "relu,, tanh | '' in the network's text: expected a name, got ',' at character 6",
        "relu, tanh( | 'tanh(' in the network's text: expected a name, got the end of the text",
        "linear | 'linear' in the network's text: expected 'linear OUTPUTS [INITIALIZATION] [no-bias]'",
        "linear ten | 'linear ten' in the network's text: 'ten' is not a whole number from -2147",
        "linear \u0661 | 'linear ' in the network's text: expected ASCII letters, digits and symbols",
        "linear 9 he glorot | expected at most one initialization and one no-bias",
        "linear 9 no-bias no-bias | expected at most one initialization and one no-bias",
        "linear 9 no-bias he no-bias | expected 'linear OUTPUTS [INITIALIZATION] [no-bias]'; layers",
        "linear 0 | a linear layer needs at least 1 output, got 0",
        "linear 9 helium | no initialization is called 'helium'",
        "relu 3 | 'relu 3' in the network's text: expected 'relu'; layers are separated by commas",
        "relu (tanh) | 'relu (tanh)' in the network's text: expected 'relu'; layers are separated by",
        "dropout | 'dropout' in the network's text: expected 'dropout RATE'",
        "dropout x | 'dropout x' in the network's text: 'x' is not a number",
        "dropout 1 | 'dropout 1' in the network's text: the dropout rate must be at least 0 and",
        "relu, input 3 | 'input 3' in the network's text: the input comes first, before all layers",
      })
  void saysWhatIsWrongWithAText(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Architecture.parse(IMAGE, text))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relu | 'relu' in the network's text: a network's text must begin with its input, such",
        "input, relu | 'input' in the network's text: expected the shape of a sample",
        "input 2x, relu | 'input 2x' in the network's text: '' is not a whole number",
        "input 2 3, relu | 'input 2 3' in the network's text: expected the shape of a sample",
        "input 0, relu | 'input 0' in the network's text: every dimension must be at least 1",
        "input 9, relu, input 9 | 'input 9' in the network's text: the input comes first, before all",
        "input 9, input 9, relu | 'input 9' in the network's text: the input comes first, before all",
        "input 9 | a network needs at least one layer, got none",
      })
  void saysWhatIsWrongWithAnInput(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Architecture.parse(text))
        .withMessageContaining(message);
  }

  @Test
  void refusesATextWithTooManyLayers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Architecture.parse("input 1" + ",relu".repeat(1_001)))
        .withMessage("a network's text may have at most 1000 layers, got more");
    assertThat(Architecture.parse("input 1" + ",relu".repeat(1_000)).layers()).hasSize(1_000);
  }
}
