package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.spi.Activations;
import io.ganglion.spi.Backend;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No operand is collected while its kernel runs, even if that is the last use of its tensor. */
class TensorReachabilityTest {

  private static final Map<String, Function<Source, Runnable>> KERNELS = new TreeMap<>();

  static {
    KERNELS.put("write", s -> () -> s.next().write(0));
    KERNELS.put("read", s -> () -> s.next().read(new double[1]));
    KERNELS.put("read into a part", s -> () -> s.next().read(new double[2], 1));
    KERNELS.put("copy", s -> () -> Tensor.copy(s.next(), s.next()));
    KERNELS.put("scale", s -> () -> Tensor.scale(1, s.next()));
    KERNELS.put("axpy", s -> () -> Tensor.axpy(1, s.next(), s.next()));
    KERNELS.put("multiply", s -> () -> Tensor.multiply(s.next(), s.next(), s.next()));
    KERNELS.put("activate", s -> () -> Tensor.activate(Activations.RELU, s.next(), s.next()));
    KERNELS.put(
        "activationGradient",
        s ->
            () ->
                Tensor.activationGradient(
                    Activations.RELU, s.next(), s.next(), s.next(), s.next()));
    KERNELS.put("reshape", s -> () -> Tensor.reshape(s.next(), s.next()));
    KERNELS.put("addRow", s -> () -> Tensor.addRow(s.next(), s.next()));
    KERNELS.put("columnSums", s -> () -> Tensor.columnSums(1, s.next(), 1, s.next()));
    KERNELS.put("softmax", s -> () -> Tensor.softmax(s.next(), s.next()));
    KERNELS.put("softmaxGradient", s -> () -> Tensor.softmaxGradient(s.next(), s.next(), s.next()));
    KERNELS.put("linear", s -> () -> Tensor.linear(s.next(), s.next(), s.next()));
    KERNELS.put("linearGradient", s -> () -> Tensor.linearGradient(s.next(), s.next(), s.next()));
    KERNELS.put("rankUpdate", s -> () -> Tensor.rankUpdate(1, s.next(), s.next(), 1, s.next()));
    KERNELS.put(
        "linearGradientAndUpdate",
        s -> () -> Tensor.linearGradientAndUpdate(1, s.next(), s.next(), s.next(), s.next()));
    KERNELS.put(
        "updateAndLinear",
        s -> () -> Tensor.updateAndLinear(1, s.next(), s.next(), s.next(), s.next(), s.next()));
    KERNELS.put(
        "adaptiveUpdate",
        s -> () -> Tensor.adaptiveUpdate(1, 0, 0, 1, s.next(), s.next(), s.next(), s.next()));
  }

  /** Enough for the caller to be compiled; interpreted, it holds its operands until it returns. */
  private static final int CALLS = 20_000;

  static Set<String> kernels() {
    return KERNELS.keySet();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void operandsOutliveTheirKernel(String kernel) {
    Source source = new Source();

    Runnable lastUse = KERNELS.get(kernel).apply(source);
    for (int i = 0; i < CALLS; i++) {
      source.collecting = i == CALLS - 1;
      lastUse.run();
    }

    assertThat(source.survivors).isNotEmpty().doesNotContain(false);
  }

  /** Tensors that nothing else references, on a backend whose kernels collect garbage. */
  private static final class Source {

    private final List<WeakReference<Object>> storages = new ArrayList<>();
    private final List<Boolean> survivors = new ArrayList<>();
    private boolean collecting;
    private final Backend<?> backend =
        (Backend<?>)
            Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class},
                (proxy, method, arguments) -> call(method));

    Tensor next() {
      return Tensor.zeros(backend, Shape.of(1, 1));
    }

    private Object call(Method method) {
      if (method.getName().equals("create")) {
        Object storage = new Object();
        if (collecting) {
          storages.add(new WeakReference<>(storage));
        }
        return storage;
      }
      if (collecting) {
        System.gc();
        storages.forEach(storage -> survivors.add(storage.get() != null));
      }
      return null;
    }
  }
}
