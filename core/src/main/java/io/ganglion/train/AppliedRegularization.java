package io.ganglion.train;

import io.ganglion.layer.Parameter;
import io.ganglion.layer.Parameter.Role;
import io.ganglion.optimizer.Regularization;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Applies a {@link Regularization} to the parameters that one training learns.
 *
 * <p>Methods that take one parameter may run concurrently for different parameters.
 */
final class AppliedRegularization implements AutoCloseable {

  private final Regularization description;
  private final boolean clips;
  private final boolean limits;
  private final List<Parameter> parameters;

  /** Working memory for norms, for each parameter; empty if there are no limits. */
  private final IdentityHashMap<Parameter, Columns> columns = new IdentityHashMap<>();

  AppliedRegularization(Regularization description, List<Parameter> parameters) {
    this.description = description;
    this.clips = Double.isFinite(description.clipNorm());
    this.limits = Double.isFinite(description.maxNorm());
    this.parameters = List.copyOf(parameters);
    if (!clips && !limits) {
      return;
    }
    try {
      for (Parameter p : parameters) {
        columns.put(p, new Columns(p));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Whether {@link #penalize} does anything. */
  boolean penalizes() {
    return description.l2() != 0;
  }

  /** L2: {@code g ← g + λ₂ w}, if the parameter is a weight. */
  void penalize(Parameter p, Tensor g) {
    if (penalizes() && p.role() == Role.WEIGHT) {
      Tensor.axpy(description.l2(), p.tensor(), g);
    }
  }

  /**
   * Clipping: {@code g ← g · min(1, c / ‖g‖)}, with the norm over all parameters together. If the
   * norm is not finite, nothing is clipped: a factor of 0 would hide the divergence.
   *
   * @param gradients the gradient of each parameter; modified
   */
  void clip(Function<Parameter, Tensor> gradients) {
    if (!clips) {
      return;
    }
    double norm = norm(gradients, 1);
    if (!Double.isFinite(norm)) {
      double shrink = shrink(parameters.get(0).tensor());
      norm = norm(gradients, shrink) / shrink;
    }
    if (norm > description.clipNorm() && Double.isFinite(norm)) {
      for (Parameter p : parameters) {
        Tensor.scale(description.clipNorm() / norm, gradients.apply(p));
      }
    }
  }

  /** {@code ‖α g‖}, over all parameters. */
  private double norm(Function<Parameter, Tensor> gradients, double alpha) {
    double squares = 0;
    for (Parameter p : parameters) {
      for (double sum : columns.get(p).squares(alpha, gradients.apply(p))) {
        squares += sum;
      }
    }
    return Math.sqrt(squares);
  }

  /**
   * A power of two by which any finite numbers can be multiplied so that their squares do not
   * overflow: in float32, those of numbers above 2⁶⁴ would. What underflows then is negligible
   * beside what would have overflowed.
   */
  private static double shrink(Tensor t) {
    return t.backend().precision() == Precision.FLOAT32 ? 0x1p-96 : 0x1p-600;
  }

  /** Weight decay: {@code w ← (1 − ηλ) w}, if the parameter is a weight. */
  void decay(double learningRate, Parameter p) {
    if (description.weightDecay() != 0 && p.role() == Role.WEIGHT) {
      Tensor.scale(1 - learningRate * description.weightDecay(), p.tensor());
    }
  }

  /**
   * Max-norm: {@code wⱼ ← wⱼ · min(1, r / ‖wⱼ‖)} for each column j whose norm is finite, if the
   * parameter is a weight.
   */
  void limit(Parameter p) {
    if (limits && p.role() == Role.WEIGHT) {
      columns.get(p).limit(p.tensor(), description.maxNorm());
    }
  }

  @Override
  public void close() {
    columns.values().forEach(Columns::close);
  }

  /** The columns of one parameter, or of its gradient, and their norms. */
  private static final class Columns implements AutoCloseable {

    private final ParameterTensors matrices;
    private final Tensor product;
    private final Tensor scaled;
    private final Tensor row;
    private final double[] sums;

    Columns(Parameter p) {
      matrices = new ParameterTensors(List.of(p), 2);
      product = matrices.of(p).get(0);
      scaled = matrices.of(p).get(1);
      sums = new double[p.shape().columns()];
      try {
        row = Tensor.zeros(p.tensor().backend(), Shape.of(1, sums.length));
      } catch (RuntimeException | Error e) {
        matrices.close();
        throw e;
      }
    }

    /** {@code Σᵢ (α t[i, j])²} of every column j, in an array that the next call overwrites. */
    double[] squares(double alpha, Tensor t) {
      Tensor factor = t;
      if (alpha != 1) {
        Tensor.copy(t, scaled);
        Tensor.scale(alpha, scaled);
        factor = scaled;
      }
      Tensor.multiply(factor, factor, product);
      Tensor.columnSums(1, product, 0, row);
      row.read(sums);
      return sums;
    }

    void limit(Tensor w, double r) {
      double[] factors = squares(1, w);
      boolean within = true;
      for (int j = 0; j < factors.length; j++) {
        boolean exceeds = factors[j] > r * r && Double.isFinite(factors[j]);
        within &= !exceeds;
        factors[j] = exceeds ? r / Math.sqrt(factors[j]) : 1;
      }
      if (within) {
        return;
      }
      row.write(factors);
      Tensor.scale(0, product);
      Tensor.addRow(row, product);
      Tensor.multiply(w, product, scaled);
      Tensor.copy(scaled, w);
    }

    @Override
    public void close() {
      matrices.close();
      row.close();
    }
  }
}
