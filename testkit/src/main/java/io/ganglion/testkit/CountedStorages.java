package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;

/** A backend whose storages are counted, from their creation until their release. */
final class CountedStorages {

  private final Backend<?> counted;
  private final Backend<?> backend;
  private final AtomicLong live = new AtomicLong();

  CountedStorages(Backend<?> counted) {
    this.counted = counted;
    this.backend =
        (Backend<?>)
            Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class},
                (proxy, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      Object result = method.invoke(counted, arguments);
      if (method.getName().equals("create")) {
        live.incrementAndGet();
      } else if (method.getName().equals("release")) {
        live.decrementAndGet();
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The backend, which calls the original one. */
  Backend<?> backend() {
    return backend;
  }

  /** The number of storages that were created and not released. */
  long live() {
    return live.get();
  }
}
