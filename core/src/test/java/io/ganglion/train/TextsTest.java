package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.layer.Activate;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Flatten;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Initialization;
import io.ganglion.layer.Layer;
import io.ganglion.layer.LeakyRelu;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.loss.BinaryCrossEntropy;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Huber;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanAbsoluteError;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.SoftmaxCrossEntropy;
import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Momentum;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.RmsProp;
import io.ganglion.optimizer.Schedule;
import io.ganglion.optimizer.Sgd;
import io.ganglion.spi.Activations;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Different settings have different texts: otherwise a training could be resumed with other
 * settings.
 */
class TextsTest {

  private static final String RATE = " at the rate ";

  private static String text(Object settings) {
    if (settings instanceof Optimizer optimizer) {
      return optimizer.text() + RATE + optimizer.learningRate();
    } else if (settings instanceof Loss loss) {
      return loss.text();
    } else if (settings instanceof Schedule schedule) {
      return schedule.text();
    } else if (settings instanceof Layer layer) {
      return layer.text();
    }
    return ((Regularization) settings).text();
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of(new Sgd(0.5), "sgd" + RATE + "0.5"),
        Arguments.of(new Momentum(0.5, 0.9, false), "momentum 0.9" + RATE + "0.5"),
        Arguments.of(new Momentum(0.5, 0.9, true), "nesterov 0.9" + RATE + "0.5"),
        Arguments.of(new RmsProp(0.5), "rmsprop 0.9" + RATE + "0.5"),
        Arguments.of(new RmsProp(0.5, 0.8, 1e-3), "rmsprop 0.8 0.001" + RATE + "0.5"),
        Arguments.of(new Adam(0.5), "adam" + RATE + "0.5"),
        Arguments.of(new Adam(0.5, 0.8, 0.9, 1e-3), "adam 0.8 0.9 0.001" + RATE + "0.5"),
        Arguments.of(new CrossEntropy(), "cross-entropy"),
        Arguments.of(new SoftmaxCrossEntropy(), "softmax-cross-entropy"),
        Arguments.of(new SoftmaxCrossEntropy(0.1), "softmax-cross-entropy 0.1"),
        Arguments.of(new BinaryCrossEntropy(), "binary-cross-entropy"),
        Arguments.of(new MeanSquaredError(), "squared"),
        Arguments.of(new MeanAbsoluteError(), "absolute"),
        Arguments.of(new Huber(1), "huber 1"),
        Arguments.of(new Schedule.Constant(), "constant"),
        Arguments.of(new Schedule.Step(10, 0.5), "step 10 0.5"),
        Arguments.of(new Schedule.Exponential(0.95), "exponential 0.95"),
        Arguments.of(new Schedule.Cosine(), "cosine"),
        Arguments.of(new Schedule.Plateau(5, 0.5), "plateau 5 0.5"),
        Arguments.of(new Schedule.WarmUp(2, new Schedule.Cosine()), "warm-up 2 (cosine)"),
        Arguments.of(
            new Regularization(0.5, 0.25, 2, 1), "l2 0.5, weight-decay 0.25, max-norm 2, clip 1"),
        Arguments.of(new Activate(Activations.RELU), "relu"),
        Arguments.of(new LeakyRelu(0.01), "leaky-relu 0.01"),
        Arguments.of(new Dropout(0.5), "dropout 0.5"),
        Arguments.of(new Flatten(), "flatten"),
        Arguments.of(new Identity(), "identity"),
        Arguments.of(new Softmax(), "softmax"),
        Arguments.of(new Linear(3, 4, true, Initialization.GLOROT), "linear 4"),
        Arguments.of(new Linear(3, 4, false, Initialization.HE), "linear 4 he no-bias"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void areWordsAndNumbers(Object settings, String text) {
    assertThat(text(settings)).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void differWhereASettingDiffers(Object settings, String text)
      throws ReflectiveOperationException {
    RecordComponent[] components = settings.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      // The text of a network has the inputs of a layer with the layer before.
      if (components[i].getName().equals("inputs")) {
        continue;
      }
      Object[] values = new Object[components.length];
      for (int j = 0; j < values.length; j++) {
        Object value = components[j].getAccessor().invoke(settings);
        values[j] = j == i ? other(value) : value;
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Object other = settings.getClass().getDeclaredConstructor(types).newInstance(values);

      assertThat(text(other)).as("with another %s", components[i].getName()).isNotEqualTo(text);
    }
  }

  private static Object other(Object value) {
    if (value instanceof Double number) {
      return number == 0 ? 0.125 : number * 0.9375;
    } else if (value instanceof Integer number) {
      return number + 1;
    } else if (value instanceof Boolean flag) {
      return !flag;
    } else if (value instanceof Enum<?> constant) {
      return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
          .filter(other -> other != constant)
          .findFirst()
          .orElseThrow();
    } else if (value instanceof Schedule) {
      return new Schedule.Constant();
    }
    throw new AssertionError("no other value is known for " + value);
  }
}
