package io.ganglion.testkit;

import io.ganglion.spi.Activations;
import io.ganglion.testkit.Overlap.Turn;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules for a backend that many threads use at once.
 *
 * <p>A race shows only if one thread changes what another is using, so each kernel is called many
 * times, with operands that are large enough for one call to be interrupted by another, even on one processor.
 */
public abstract class ThreadContract extends AreaContract {

  /** The calls of each kernel in each thread. The time of these rules is proportional to it. */
  private static final int CALLS = 300;

  /** The new backends on which each kernel is called first by all threads. */
  private static final int NEW_BACKENDS = 10;

  private Overlap overlap;

  /** For subclasses. */
  protected ThreadContract() {}

  /** Starts the threads. */
  @BeforeEach
  void start() {
    overlap = new Overlap();
  }

  /** Ends the threads, including those that a failing rule left behind. */
  @AfterEach
  void stop() {
    if (overlap != null) { // It is null if the backend is not available.
      overlap.close();
    }
  }

  @Test
  @DisplayName("many threads can read the same storages at once, each with its own output")
  void manyThreadsReadTheSameStorages() {
    for (Call call : calls(workspace())) {
      requireNothing(
          overlap.run(turnsOnTheSameInputs(workspace(), call, workspace().run(call)), CALLS / 2),
          "that no kernel changes an input, not even for a moment, and that no buffer is shared by"
              + " threads.");
      workspace().close();
    }
  }

  @Test
  @DisplayName("threads with their own storages do not disturb each other")
  void threadsWithTheirOwnStoragesDoNotDisturbEachOther() {
    List<List<Call>> calls = Overlap.threads().mapToObj(thread -> calls(workspace())).toList();
    for (int kernel = 0; kernel < calls.get(0).size(); kernel++) {
      int k = kernel;
      List<Turn> turns =
          calls.stream()
              .map(ofThread -> ofThread.get(k))
              .map(
                  call ->
                      new Turn(
                          workspace().backend(),
                          call,
                          workspace().store(call.inputs()),
                          workspace().store(call.outputs()),
                          workspace().run(call)))
              .toList();
      requireNothing(
          overlap.run(turns, CALLS),
          "that the backend has no field that a kernel changes, such as a scratch array or the last"
              + " operand: a buffer belongs to the call, to the thread or to a storage.");
      workspace().close();
    }
  }

  @Test
  @DisplayName("the first calls of a kernel can overlap, on a new backend and new inputs")
  void firstCallsOfAKernelMayOverlap() {
    for (Call call : calls(workspace())) {
      List<Matrix> alone = workspace().run(call);
      for (int i = 0; i < NEW_BACKENDS; i++) {
        try (Workspace unused = new Workspace(backend())) {
          requireNothing(
              overlap.run(turnsOnTheSameInputs(unused, call, alone), 1),
              "that what a kernel prepares on its first use, such as a table or a list of"
                  + " non-zeros, is complete before other threads can see it.");
        }
      }
      workspace().close();
    }
  }

  private void requireNothing(List<String> found, String advice) {
    workspace()
        .check(
            () ->
                workspace().require(found.isEmpty(), found.isEmpty() ? "" : found.get(0), advice));
  }

  private static List<Turn> turnsOnTheSameInputs(
      Workspace workspace, Call call, List<Matrix> alone) {
    List<Object> inputs = workspace.store(call.inputs());
    return Overlap.threads()
        .mapToObj(
            thread ->
                new Turn(workspace.backend(), call, inputs, workspace.store(call.outputs()), alone))
        .toList();
  }

  /** Returns a call of each kernel, all of them about as long: 2¹⁶ products, or 2¹² functions. */
  private static List<Call> calls(Workspace workspace) {
    Matrix sparse = workspace.matrix(16, 256, Fill.SPARSE);
    Matrix dense = workspace.matrix(16, 256, Fill.REALS);
    Matrix row = workspace.matrix(1, 256, Fill.REALS);
    Matrix x = workspace.matrix(8, 128, Fill.SPARSE);
    Matrix gx = workspace.matrix(8, 128, Fill.REALS);
    Matrix w = workspace.matrix(128, 64, Fill.REALS);
    Matrix gy = workspace.matrix(8, 64, Fill.REALS);
    Matrix x1 = workspace.matrix(1, 784, Fill.SPARSE);
    Matrix w1 = workspace.matrix(784, 100, Fill.REALS);
    Matrix gy1 = workspace.matrix(1, 100, Fill.REALS);
    return List.of(
        new Call(Kernels.copy(), List.of(dense), List.of(sparse)),
        new Call(Kernels.scale(-0.5), List.of(), List.of(dense)),
        new Call(Kernels.axpy(2), List.of(sparse), List.of(dense)),
        new Call(Kernels.multiply(), List.of(dense, sparse), List.of(dense)),
        new Call(Kernels.reshape(), List.of(dense), List.of(dense.transposed())),
        new Call(ActivationKernels.activate(Activations.SIGMOID), List.of(dense), List.of(sparse)),
        new Call(
            ActivationKernels.activationGradient(Activations.TANH),
            List.of(dense, sparse, dense),
            List.of(sparse)),
        new Call(
            ActivationKernels.activationGradient(new OwnActivation()),
            List.of(dense, sparse, dense),
            List.of(sparse)),
        new Call(Kernels.addRow(), List.of(row), List.of(dense)),
        new Call(Kernels.columnSums(0.5, 1), List.of(dense), List.of(row)),
        new Call(Kernels.softmax(), List.of(dense), List.of(sparse)),
        new Call(Kernels.softmaxGradient(), List.of(dense, sparse), List.of(sparse)),
        new Call(ProductKernels.linear(), List.of(gx, w), List.of(gy)),
        new Call(ProductKernels.linear(), List.of(x, w), List.of(gy)),
        new Call(ProductKernels.linearGradient(), List.of(gy, w), List.of(gx)),
        new Call(ProductKernels.rankUpdate(2, 1), List.of(x, gy), List.of(w)),
        new Call(ProductKernels.linear(), List.of(x1, w1), List.of(gy1)),
        new Call(ProductKernels.linearGradient(), List.of(gy1, w1), List.of(x1)),
        new Call(ProductKernels.rankUpdate(-0.25, 1), List.of(x1, gy1), List.of(w1)),
        new Call(ProductKernels.linearGradientAndUpdate(-0.25), List.of(x, gy), List.of(gx, w)),
        new Call(ProductKernels.updateAndLinear(-0.25), List.of(x1, gy1, x1), List.of(w1, gy1)),
        new Call(
            Kernels.adaptiveUpdate(-0.25, 0.5, 0.75, 1e-8),
            List.of(sparse),
            List.of(dense, dense.map(Math::abs), sparse)));
  }
}
