package io.ganglion.testkit;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rule for aliased operands: operands that are only read may be the same storage. */
public abstract class AliasingContract extends AreaContract {

  /** For subclasses. */
  protected AliasingContract() {}

  @Test
  @DisplayName("one storage may serve as all inputs")
  void oneStorageMayServeAsAllInputs() {
    for (int size : new int[] {1, 3, 8, 13}) {
      Matrix input = workspace().matrix(size, size, Fill.REALS);
      Matrix output = workspace().matrix(size, size, Fill.REALS);
      calls(input, output)
          .forEach(
              checked(
                  call -> {
                    Object storage = workspace().store(input);
                    workspace()
                        .compare(
                            call + ", one storage for all inputs",
                            call.expected(workspace().tolerance()),
                            workspace()
                                .run(
                                    call,
                                    Collections.nCopies(call.inputs().size(), storage),
                                    workspace().store(call.outputs())),
                            "that the kernel does not tell its inputs apart by identity, and prepares"
                                + " none of them in place.");
                  }));
    }
  }

  private static Stream<Call> calls(Matrix input, Matrix output) {
    Stream<Kernel> ofTwo =
        Stream.of(
            Kernels.multiply(),
            Kernels.softmaxGradient(),
            ProductKernels.linear(),
            ProductKernels.linearGradient(),
            ProductKernels.rankUpdate(-0.5, 1),
            ProductKernels.rankUpdate(1, 0));
    Stream<Kernel> ofThree =
        ActivationKernels.functions().stream().map(ActivationKernels::activationGradient);
    return Stream.of(
            ofTwo.map(kernel -> new Call(kernel, List.of(input, input), List.of(output))),
            ofThree.map(kernel -> new Call(kernel, List.of(input, input, input), List.of(output))),
            Stream.of(
                new Call(
                    ProductKernels.linearGradientAndUpdate(-0.5),
                    List.of(input, input),
                    List.of(output, output)),
                new Call(
                    ProductKernels.updateAndLinear(-0.5),
                    List.of(input, input, input),
                    List.of(output, output))))
        .flatMap(calls -> calls);
  }
}
