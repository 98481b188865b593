package io.ganglion.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.ganglion.backend.Backends;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Nd4jMemoryTest {

  /** How far the size of the Java heap may vary during the test, in bytes. */
  private static final long NOISE = 48L << 20;

  /** Trains a linear layer and softmax on one sample, in preallocated memory. */
  private static final class Step {

    private final double[] sample = new double[16];
    private final double[] prediction = new double[4];
    private final Tensor x;
    private final Tensor w;
    private final Tensor z;
    private final Tensor y;
    private final Tensor gy;
    private final Tensor gz;
    private final Tensor gx;

    Step(Backend<?> backend) {
      x = Tensor.zeros(backend, Shape.of(1, 16));
      w = Tensor.zeros(backend, Shape.of(16, 4));
      z = Tensor.zeros(backend, Shape.of(1, 4));
      y = Tensor.zeros(backend, Shape.of(1, 4));
      gy = Tensor.zeros(backend, Shape.of(1, 4));
      gz = Tensor.zeros(backend, Shape.of(1, 4));
      gx = Tensor.zeros(backend, Shape.of(1, 16));
    }

    void run(int times) {
      for (int i = 0; i < times; i++) {
        sample[i % 16] = 1 - sample[i % 16];
        x.write(sample);
        Tensor.linear(x, w, z);
        Tensor.softmax(z, y);
        y.read(prediction);
        prediction[i % 4] -= 1;
        gy.write(prediction);
        Tensor.softmaxGradient(y, gy, gz);
        Tensor.linearGradientAndUpdate(-0.1, x, gz, gx, w);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoHundredThousandStepsNeedNoMoreMemory(Precision precision) {
    Step step = new Step(Backends.create("nd4j", precision));
    step.run(20_000);
    long before = Pointer.physicalBytes();

    step.run(200_000);

    assertThat(Pointer.physicalBytes() - before).isLessThan(NOISE);
    assertThat(step.w.toArray()).isNotEqualTo(new double[64]);
  }

  @ParameterizedTest
  @EnumSource
  void aStepAllocatesNothingOnTheHeap(Precision precision) {
    Step step = new Step(Backends.create("nd4j", precision));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    step.run(20_000);
    long before = threads.getThreadAllocatedBytes(thread);

    step.run(10_000);

    assertThat((threads.getThreadAllocatedBytes(thread) - before) / 10_000).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void closingATensorFreesItsMemoryAtOnce(Precision precision) {
    Backend<?> backend = Backends.create("nd4j", precision);
    Shape shape = Shape.of(1 << 10, 1 << 10);
    Tensor.zeros(backend, shape).close();
    long before = Pointer.physicalBytes();

    for (int i = 0; i < 200; i++) {
      try (Tensor tensor = Tensor.zeros(backend, shape)) {
        assertThat(tensor.shape()).isEqualTo(shape);
      }
    }

    assertThat(Pointer.physicalBytes() - before).isLessThan(NOISE);
  }

  @ParameterizedTest
  @EnumSource
  void aMatrixOfMoreThanTwoGigabytesIsRefusedBeforeMemoryIsAllocated(Precision precision) {
    Backend<?> backend = Backends.create("nd4j", precision);

    assertThatThrownBy(() -> backend.create(1 << 15, (1 << 16) - 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[32768, 65535]")
        .hasMessageContaining("at most " + Integer.MAX_VALUE / precision.bytes());
  }
}
