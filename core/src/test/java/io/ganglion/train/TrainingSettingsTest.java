package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.backend.Backends;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.SoftmaxCrossEntropy;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.Schedule;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {

  private static final Samples SAMPLES = new RandomSamples(10, 12, 4);

  private static final TrainingSettings USUAL =
      new TrainingSettings(
          new Sgd(0.1),
          new Schedule.Constant(),
          Regularization.NONE,
          new CrossEntropy(),
          Optional.empty(),
          1,
          Shuffle.NONE,
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Another value for each component. */
  private static final Map<String, Object> OTHERS =
      Map.ofEntries(
          Map.entry("optimizer", new Sgd(0.2)),
          Map.entry("schedule", new Schedule.Cosine()),
          Map.entry("regularization", Regularization.ofWeightDecay(0.1)),
          Map.entry("loss", new SoftmaxCrossEntropy(0)),
          Map.entry("classWeights", Optional.of(ClassWeights.BALANCED)),
          Map.entry("batchSize", 2),
          Map.entry("shuffle", Shuffle.ONCE),
          Map.entry("seed", 1L),
          Map.entry(
              "augmentation", Optional.of(new NamedAugmentation("none at all", (x, o, r) -> {}))),
          Map.entry("exchange", Optional.of(NamedExchange.UNCHANGED)),
          Map.entry("validation", Optional.of(SAMPLES)),
          Map.entry("patience", Optional.of(1)));

  private static Map<String, String> describe(TrainingSettings settings) {
    return settings.describe(network("input 12, linear 4, softmax"), SAMPLES, 3);
  }

  private static Network network(String architecture) {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(1),
        Architecture.parse(architecture));
  }

  @Test
  void everyComponentIsInTheDescription() throws ReflectiveOperationException {
    RecordComponent[] components = TrainingSettings.class.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      assertThat(OTHERS).as("the components that this test varies").containsKey(name);

      assertThat(describe(with(i, OTHERS.get(name)))).as(name).isNotEqualTo(describe(USUAL));
    }
  }

  private static TrainingSettings with(int component, Object other)
      throws ReflectiveOperationException {
    RecordComponent[] components = TrainingSettings.class.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == component ? other : components[i].getAccessor().invoke(USUAL);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return TrainingSettings.class.getDeclaredConstructor(types).newInstance(values);
  }

  @Test
  void theDescriptionIsAFewTexts() {
    assertThat(describe(USUAL))
        .containsEntry("network", "input 12, linear 4, softmax")
        .containsEntry("precision", "float64")
        .containsEntry("backend", "java")
        .containsEntry("optimizer", "sgd")
        .containsEntry("learning rate", "0.1")
        .containsEntry("schedule", "constant")
        .containsEntry("number of epochs", "any")
        .containsEntry("regularization", "none")
        .containsEntry("loss", "cross-entropy")
        .containsEntry("batch size", "1")
        .containsEntry("shuffle", "none")
        .containsEntry("seed", "0")
        .containsEntry("augmentation", "none")
        .containsEntry("gradient exchange", "none")
        .containsEntry("validation data", "none")
        .containsEntry("early stopping", "none")
        .hasEntrySatisfying(
            "data", text -> assertThat(text).matches("10 samples of checksum [0-9a-f]{8}"))
        .hasSize(17);
  }

  @Test
  void aGradientExchangeIsDescribedByItsText() throws ReflectiveOperationException {
    int exchange =
        Arrays.stream(TrainingSettings.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList()
            .indexOf("exchange");
    GradientExchange average = new NamedExchange("average of 4", (step, batch, gradients) -> {});

    assertThat(describe(with(exchange, Optional.of(average))))
        .containsEntry("gradient exchange", "average of 4");
  }

  @Test
  void networkSamplesAndEpochsAreInTheDescription() throws ReflectiveOperationException {
    Network other = network("input 12, linear 5, linear 4, softmax");

    assertThat(USUAL.describe(other, SAMPLES, 3)).isNotEqualTo(describe(USUAL));
    assertThat(
            USUAL.describe(network("input 12, linear 4, softmax"), new RandomSamples(11, 12, 4), 3))
        .isNotEqualTo(describe(USUAL));
    TrainingSettings cosine = with(1, new Schedule.Cosine());
    assertThat(cosine.describe(other, SAMPLES, 4)).isNotEqualTo(cosine.describe(other, SAMPLES, 3));
    assertThat(USUAL.describe(other, SAMPLES, 4)).isEqualTo(USUAL.describe(other, SAMPLES, 3));
  }
}
