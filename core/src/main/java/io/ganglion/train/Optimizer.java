package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import java.util.List;

/** How parameters change by their gradients. A description; what it remembers is in what it starts. */
public interface Optimizer {

  /**
   * How far a step goes along what the optimizer makes of a gradient.
   *
   * @return η, a finite number above 0
   */
  double learningRate();

  /**
   * Starts to optimise, with whatever memory that takes for each parameter.
   *
   * @param parameters all that will be changed
   * @return what changes a parameter whenever it is given the gradient of one batch's mean loss; the
   *     trainer closes it in the end
   */
  Gradients start(List<Parameter> parameters);
}
