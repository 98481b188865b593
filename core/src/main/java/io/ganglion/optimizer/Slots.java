package io.ganglion.optimizer;

import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors of every parameter's shape, each under a name: gradients, and what an optimizer remembers.
 *
 * <p>Threads may use the tensors of different parameters at the same time.
 */
public final class Slots implements AutoCloseable {

  private final List<Parameter> parameters;
  private final List<String> names;
  private final IdentityHashMap<Parameter, Tensor[]> tensors = new IdentityHashMap<>();

  /**
   * Makes tensors of zeros.
   *
   * @param parameters for which
   * @param names what each of a parameter's tensors is called, for example {@code "velocity"}
   */
  public Slots(List<Parameter> parameters, String... names) {
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

  /**
   * One of a parameter's tensors.
   *
   * @param p one of the parameters
   * @param slot which of the names, from 0 on
   * @return the live tensor, of the parameter's shape
   */
  public Tensor get(Parameter p, int slot) {
    return tensors.get(p)[slot];
  }

  /**
   * The tensors under one name, for {@link Optimization#memory}.
   *
   * @param slot which of the names, from 0 on
   * @return the live tensors as {@code "parameter.name"}, in the order of the parameters
   */
  public Map<String, Tensor> named(int slot) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (Parameter p : parameters) {
      named.put(p.name() + "." + names.get(slot), get(p, slot));
    }
    return named;
  }

  /** Gives back the memory. */
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
