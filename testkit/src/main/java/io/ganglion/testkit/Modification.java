package io.ganglion.testkit;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Activations;
import java.util.ArrayList;
import java.util.List;

/** Every way in which a storage can be modified. The test then reads the new elements from it. */
enum Modification {
  WRITE {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      workspace
          .backend()
          .write(workspace.matrix(size.rows(), size.columns(), Fill.REALS).values(), 0, target);
    }
  },
  COPY {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      call(workspace, Kernels.copy(), target, like(workspace, size));
    }
  },
  /** From a storage with another number of rows. */
  RESHAPE {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      int elements = size.values().length;
      int rows = size.rows() == 1 ? elements : 1;
      call(
          workspace,
          Kernels.reshape(),
          target,
          workspace.matrix(rows, elements / rows, Fill.REALS));
    }
  },
  SCALE {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      call(workspace, Kernels.scale(-3), target);
    }
  },
  SCALE_BY_ZERO {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      call(workspace, Kernels.scale(0), target);
    }
  },
  AXPY {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      call(workspace, Kernels.axpy(2), target, like(workspace, size));
    }
  },
  MULTIPLY {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      call(workspace, Kernels.multiply(), target, like(workspace, size), like(workspace, size));
    }
  },
  ACTIVATE {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      activate(workspace, Activations.TANH, target, size);
    }
  },
  /** With a function that the backend does not know. */
  ACTIVATE_BY_ANOTHER {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      activate(workspace, new OwnActivation(), target, size);
    }
  },
  ACTIVATION_GRADIENT {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      activationGradient(workspace, Activations.TANH, target, size);
    }
  },
  /** With a function that the backend does not know. */
  ACTIVATION_GRADIENT_OF_ANOTHER {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      activationGradient(workspace, new OwnActivation(), target, size);
    }
  },
  ADD_ROW {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      call(workspace, Kernels.addRow(), target, workspace.matrix(1, size.columns(), Fill.REALS));
    }
  },
  COLUMN_SUMS {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      if (size.rows() == 1) {
        call(
            workspace,
            Kernels.columnSums(1, 1),
            target,
            workspace.matrix(3, size.columns(), Fill.REALS));
      }
    }
  },
  SOFTMAX {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      call(workspace, Kernels.softmax(), target, like(workspace, size));
    }
  },
  SOFTMAX_GRADIENT {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      call(
          workspace,
          Kernels.softmaxGradient(),
          target,
          like(workspace, size),
          like(workspace, size));
    }
  },
  LINEAR {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      call(
          workspace,
          ProductKernels.linear(),
          target,
          workspace.matrix(size.rows(), 3, Fill.REALS),
          workspace.matrix(3, size.columns(), Fill.REALS));
    }
  },
  LINEAR_GRADIENT {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      call(
          workspace,
          ProductKernels.linearGradient(),
          target,
          workspace.matrix(size.rows(), 3, Fill.REALS),
          workspace.matrix(size.columns(), 3, Fill.REALS));
    }
  },
  RANK_UPDATE {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      rankUpdate(workspace, -0.5, 1, target, size);
    }
  },
  /** The elements before do not count. */
  RANK_UPDATE_ANEW {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      rankUpdate(workspace, 1, 0, target, size);
    }
  },
  /** Nothing is added. */
  RANK_UPDATE_BY_NOTHING {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      rankUpdate(workspace, 0, -3, target, size);
    }
  },
  /** The target as the gradient gx. */
  LINEAR_GRADIENT_AND_UPDATE_GRADIENT {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      Object w = workspace.store(workspace.matrix(size.columns(), 3, Fill.REALS));
      Object gy = workspace.store(workspace.matrix(size.rows(), 3, Fill.REALS));
      Object x = workspace.store(like(workspace, size));
      workspace.backend().linearGradientAndUpdate(-0.5, x, gy, target, w);
      List.of(w, gy, x).forEach(workspace::release);
    }
  },
  /** The target as the weights w. */
  LINEAR_GRADIENT_AND_UPDATE_WEIGHTS {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      Object x = workspace.store(workspace.matrix(3, size.rows(), Fill.REALS));
      Object gx = workspace.store(workspace.matrix(3, size.rows(), Fill.REALS));
      Object gy = workspace.store(workspace.matrix(3, size.columns(), Fill.REALS));
      workspace.backend().linearGradientAndUpdate(-0.5, x, gy, gx, target);
      List.of(x, gx, gy).forEach(workspace::release);
    }
  },
  /** The target as the weights w. */
  UPDATE_AND_LINEAR_WEIGHTS {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      Object x = workspace.store(workspace.matrix(1, size.rows(), Fill.REALS));
      Object next = workspace.store(workspace.matrix(1, size.rows(), Fill.REALS));
      Object gy = workspace.store(workspace.matrix(1, size.columns(), Fill.REALS));
      Object y = workspace.store(workspace.matrix(1, size.columns(), Fill.REALS));
      workspace.backend().updateAndLinear(-0.5, x, gy, next, target, y);
      List.of(x, next, gy, y).forEach(workspace::release);
    }
  },
  /** The target as the output y. */
  UPDATE_AND_LINEAR_OUTPUT {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      Object x = workspace.store(workspace.matrix(size.rows(), 3, Fill.REALS));
      Object next = workspace.store(workspace.matrix(size.rows(), 3, Fill.REALS));
      Object gy = workspace.store(workspace.matrix(size.rows(), size.columns(), Fill.REALS));
      Object w = workspace.store(workspace.matrix(3, size.columns(), Fill.REALS));
      workspace.backend().updateAndLinear(-0.5, x, gy, next, w, target);
      List.of(x, next, gy, w).forEach(workspace::release);
    }
  },
  /** The target as the mean m. */
  ADAPTIVE_UPDATE_MEAN {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      adapt(workspace, target, size, 0);
    }
  },
  /** The target as the mean v of squares. */
  ADAPTIVE_UPDATE_SQUARES {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      adapt(workspace, target, size, 1);
    }
  },
  /** The target as the weights w. */
  ADAPTIVE_UPDATE_WEIGHTS {
    @Override
    void apply(Workspace workspace, Object target, Matrix size) {
      adapt(workspace, target, size, 2);
    }
  };

  /** Modifies the target, a storage of the given size. */
  abstract void apply(Workspace workspace, Object target, Matrix size);

  private static Matrix like(Workspace workspace, Matrix size) {
    return workspace.matrix(size.rows(), size.columns(), Fill.REALS);
  }

  private static void activate(Workspace workspace, Activation f, Object target, Matrix size) {
    call(workspace, ActivationKernels.activate(f), target, like(workspace, size));
  }

  private static void activationGradient(
      Workspace workspace, Activation f, Object target, Matrix size) {
    call(
        workspace,
        ActivationKernels.activationGradient(f),
        target,
        like(workspace, size),
        like(workspace, size),
        like(workspace, size));
  }

  private static void rankUpdate(
      Workspace workspace, double alpha, double beta, Object target, Matrix size) {
    call(
        workspace,
        ProductKernels.rankUpdate(alpha, beta),
        target,
        workspace.matrix(3, size.rows(), Fill.REALS),
        workspace.matrix(3, size.columns(), Fill.REALS));
  }

  /** Calls adaptiveUpdate with the target as one of m, v and w, and new storages as the others. */
  private static void adapt(Workspace workspace, Object target, Matrix size, int place) {
    Matrix positive = like(workspace, size).map(Math::abs);
    Object g = workspace.store(like(workspace, size));
    List<Object> others = workspace.store(List.of(positive, positive));
    List<Object> outputs = new ArrayList<>(others);
    outputs.add(place, target);
    Kernels.adaptiveUpdate(-0.5, 0.5, 0.75, 1e-8)
        .invocation()
        .call(workspace.backend(), List.of(g), outputs);
    others.forEach(workspace::release);
    workspace.release(g);
  }

  private static void call(Workspace workspace, Kernel kernel, Object target, Matrix... inputs) {
    List<Object> operands = workspace.store(List.of(inputs));
    kernel.invocation().call(workspace.backend(), operands, List.of(target));
    operands.forEach(workspace::release);
  }
}
