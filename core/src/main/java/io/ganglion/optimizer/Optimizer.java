package io.ganglion.optimizer;

import io.ganglion.layer.Parameter;
import java.util.List;

/**
 * How parameters change by their gradients. A description, most often a record; what is remembered
 * from one update to the next is in the {@link Optimization} that it starts. Its {@code toString} names
 * all settings, the same in every JVM: a saved training goes on only where it is equal.
 */
public interface Optimizer {

  /**
   * How far a step goes, before a {@link Schedule} changes it.
   *
   * @return η, above 0
   */
  double learningRate();

  /**
   * Starts to optimise, with whatever memory that takes for each parameter.
   *
   * @param parameters all that will be changed
   * @return what changes them; whoever starts it closes it in the end
   */
  Optimization start(List<Parameter> parameters);
}
