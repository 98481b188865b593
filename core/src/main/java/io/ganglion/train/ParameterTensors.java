package io.ganglion.train;

import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Tensors of every parameter's shape, the same number for each: gradients, or what an optimizer
 * remembers.
 *
 * <p>Threads may use the tensors of different parameters at the same time.
 */
final class ParameterTensors implements AutoCloseable {

  private final IdentityHashMap<Parameter, List<Tensor>> tensors = new IdentityHashMap<>();

  /** Makes tensors of zeros. */
  ParameterTensors(List<Parameter> parameters, int count) {
    try {
      for (Parameter p : parameters) {
        List<Tensor> own = new ArrayList<>();
        tensors.put(p, own);
        for (int i = 0; i < count; i++) {
          own.add(Tensor.zeros(p.tensor().backend(), p.shape()));
        }
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** The tensors of a parameter. */
  List<Tensor> of(Parameter p) {
    return tensors.get(p);
  }

  @Override
  public void close() {
    tensors.values().forEach(own -> own.forEach(Tensor::close));
  }
}
