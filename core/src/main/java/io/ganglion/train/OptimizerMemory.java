package io.ganglion.train;

import io.ganglion.layer.Parameter;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an optimizer remembers of each parameter while one network is trained. */
final class OptimizerMemory implements AutoCloseable {

  private final List<Parameter> parameters;
  private final List<String> names;
  private final ParameterTensors tensors;

  OptimizerMemory(Optimizer optimizer, List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
    this.names = List.copyOf(optimizer.memory());
    this.tensors = new ParameterTensors(parameters, names.size());
  }

  /** The tensors of a parameter, in the order of {@link Optimizer#memory}. */
  List<Tensor> of(Parameter p) {
    return tensors.of(p);
  }

  /** All tensors under the names by which they are saved, such as {@code "0.weights.velocity"}. */
  Map<String, Tensor> named() {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (Parameter p : parameters) {
      for (int i = 0; i < names.size(); i++) {
        named.put(p.name() + "." + names.get(i), tensors.of(p).get(i));
      }
    }
    return named;
  }

  @Override
  public void close() {
    tensors.close();
  }
}
