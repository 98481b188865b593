package io.ganglion.optimizer;

import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors of every parameter's shape: what an optimizer remembers, each under a name. */
final class Slots implements AutoCloseable {

  private final List<Parameter> parameters;
  private final List<String> names;
  private final IdentityHashMap<Parameter, Tensor[]> tensors = new IdentityHashMap<>();

  Slots(List<Parameter> parameters, String... names) {
    this.parameters = List.copyOf(parameters);
    this.names = List.of(names);
    try {
      for (Parameter p : parameters) {
        Tensor[] own = new Tensor[names.length];
        tensors.put(p, own);
        for (int slot = 0; slot < own.length; slot++) {
          own[slot] = Tensor.zeros(p.tensor().backend(), p.shape());
        }
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** The parameter's tensor under the name of that index. */
  Tensor get(Parameter p, int slot) {
    return tensors.get(p)[slot];
  }

  /** The tensors under one name, as {@code "parameter.name"}, in the order of the parameters. */
  Map<String, Tensor> named(int slot) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (Parameter p : parameters) {
      named.put(p.name() + "." + names.get(slot), get(p, slot));
    }
    return named;
  }

  @Override
  public void close() {
    for (Tensor[] own : tensors.values()) {
      for (Tensor tensor : own) {
        if (tensor != null) {
          tensor.close();
        }
      }
    }
  }
}
