package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A backend whose storages are watched, each from its creation until its release: a storage that is
 * never released must not be balanced by another that is released twice.
 */
final class CountedStorages {

  private final Backend<?> counted;
  private final Backend<?> backend;
  private final Set<Object> live = Collections.newSetFromMap(new IdentityHashMap<>());
  private int releasedTwice;

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
    if (method.getName().equals("release")) {
      // Before the backend can give it to another thread as a new one.
      ended(arguments[0]);
    }
    try {
      Object result = method.invoke(counted, arguments);
      if (method.getName().equals("create")) {
        begun(result);
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private synchronized void begun(Object storage) {
    live.add(storage);
  }

  private synchronized void ended(Object storage) {
    if (!live.remove(storage)) {
      releasedTwice++;
    }
  }

  /** The backend, which calls the original one. */
  Backend<?> backend() {
    return backend;
  }

  /** The number of storages that were created and not released. */
  synchronized int live() {
    return live.size();
  }

  /** The number of releases of storages that were not live. */
  synchronized int releasedTwice() {
    return releasedTwice;
  }
}
