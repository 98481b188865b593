package io.ganglion.testkit;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Transpose;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rule for operands that are one storage: those that are only read may be. */
public abstract class AliasingContract extends AreaContract {

  /** For subclasses. */
  protected AliasingContract() {}

  @Test
  @DisplayName("one storage may serve as two inputs")
  void oneStorageMayServeAsTwoInputs() {
    for (int size : new int[] {1, 3, 8, 13}) {
      Matrix input = workspace().matrix(size, size, Fill.REALS);
      Matrix output = workspace().matrix(size, size, Fill.REALS);
      kernels()
          .forEach(
              kernel -> {
                Call call = new Call(kernel, List.of(input, input), List.of(output));
                Object storage = workspace().store(input);
                workspace()
                    .compare(
                        call + ", one storage for both inputs",
                        call.expected(workspace().tolerance()),
                        workspace()
                            .run(
                                call, List.of(storage, storage), workspace().store(call.outputs())),
                        "that the kernel does not tell its inputs apart by their identity, and"
                            + " prepares neither in place.");
              });
    }
  }

  private static Stream<Kernel> kernels() {
    return Stream.of(
            Stream.of(
                Kernels.multiply(),
                Kernels.softmaxGradient(),
                Kernels.linear(),
                Kernels.linearGradient(),
                Kernels.rankUpdate(-0.5)),
            Stream.of(Activation.values()).map(Kernels::activationGradient),
            Stream.of(Transpose.values())
                .flatMap(
                    opA ->
                        Stream.of(Transpose.values()).map(opB -> Kernels.gemm(1, opA, opB, 0.5))))
        .flatMap(kernels -> kernels);
  }
}
