package io.ganglion.optimizer;

import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Does what a {@link Regularization} describes, for the parameters of one training.
 *
 * <p>Methods that take one parameter may run in different threads for different parameters at the same
 * time.
 */
public final class Regularizer implements AutoCloseable {

  private final Regularization description;
  private final List<Parameter> parameters;

  /** Products of every parameter's shape; null where nothing is limited. */
  private final Slots products;

  /** For each parameter a row of the columns' sums, and the same on the heap. */
  private final List<Tensor> rows = new ArrayList<>();

  private final List<double[]> sums = new ArrayList<>();

  Regularizer(Regularization description, List<Parameter> parameters) {
    this.description = description;
    this.parameters = List.copyOf(parameters);
    if (!description.clips() && !description.limitsWeights()) {
      products = null;
      return;
    }
    products = new Slots(parameters, "squares", "scaled");
    try {
      for (Parameter p : parameters) {
        int columns = p.shape().columns();
        rows.add(Tensor.zeros(p.tensor().backend(), Shape.of(1, columns)));
        sums.add(new double[columns]);
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * L2: {@code g ← g + λ₂ w}.
   *
   * @param p not modified
   * @param g its gradient; modified, if the parameter is penalized
   */
  public void penalize(Parameter p, Tensor g) {
    if (description.l2() != 0 && p.penalized()) {
      Tensor.axpy(description.l2(), p.tensor(), g);
    }
  }

  /**
   * Clipping: {@code g ← g · min(1, c / ‖g‖)}, with the norm over all parameters together. Where the
   * norm is not finite, nothing is clipped: what is broken must show, and 0 times it would hide it.
   *
   * @param gradients the gradient of each parameter; modified
   */
  public void clip(Function<Parameter, Tensor> gradients) {
    if (!description.clips()) {
      return;
    }
    double squares = 0;
    for (int i = 0; i < parameters.size(); i++) {
      for (double sum : columnSquares(i, gradients.apply(parameters.get(i)))) {
        squares += sum;
      }
    }
    double norm = Math.sqrt(squares);
    if (norm > description.clipNorm() && Double.isFinite(norm)) {
      for (Parameter p : parameters) {
        Tensor.scale(description.clipNorm() / norm, gradients.apply(p));
      }
    }
  }

  /**
   * Weight decay: {@code w ← (1 − ηλ) w}.
   *
   * @param learningRate η
   * @param p modified, if it is penalized
   */
  public void decay(double learningRate, Parameter p) {
    decay(learningRate, description.weightDecay(), p);
  }

  /** {@code w ← (1 − ηλ) w}, of weights. */
  static void decay(double learningRate, double weightDecay, Parameter p) {
    if (weightDecay != 0 && p.penalized()) {
      Tensor.scale(1 - learningRate * weightDecay, p.tensor());
    }
  }

  /**
   * Max-norm: {@code wⱼ ← wⱼ · min(1, r / ‖wⱼ‖)} for each column j whose norm is finite.
   *
   * @param p modified, if it is penalized
   */
  public void limit(Parameter p) {
    if (!description.limitsWeights() || !p.penalized()) {
      return;
    }
    int i = parameters.indexOf(p);
    double r = description.maxNorm();
    double[] squares = columnSquares(i, p.tensor());
    boolean within = true;
    for (int j = 0; j < squares.length; j++) {
      boolean exceeds = squares[j] > r * r && Double.isFinite(squares[j]);
      within &= !exceeds;
      squares[j] = exceeds ? r / Math.sqrt(squares[j]) : 1;
    }
    if (within) {
      return;
    }
    Tensor factors = products.get(p, 0);
    Tensor scaled = products.get(p, 1);
    rows.get(i).write(squares);
    Tensor.scale(0, factors);
    Tensor.addRow(rows.get(i), factors);
    Tensor.multiply(p.tensor(), factors, scaled);
    Tensor.copy(scaled, p.tensor());
  }

  /** {@code Σᵢ t[i, j]²} of every column j of the i-th parameter, or of its gradient. */
  private double[] columnSquares(int i, Tensor t) {
    Tensor squares = products.get(parameters.get(i), 0);
    Tensor.multiply(t, t, squares);
    Tensor.columnSums(1, squares, 0, rows.get(i));
    rows.get(i).read(sums.get(i));
    return sums.get(i);
  }

  /** Gives back the memory. */
  @Override
  public void close() {
    if (products != null) {
      products.close();
    }
    rows.forEach(Tensor::close);
  }
}
