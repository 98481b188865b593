package io.ganglion.discovery;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The class loaders through which services are sought.
 *
 * <p>In a plain program all of them are one. In a plug-in, an application server or a test runner,
 * the one that sees a plug-in's libraries may be neither Ganglion's nor the thread's.
 */
public final class ClassLoaders {

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private ClassLoaders() {}

  /**
   * Those of a caller that names none: the thread's context class loader; then that of the nearest
   * caller whose classes neither Ganglion's class loader nor the JDK's has loaded; then Ganglion's.
   *
   * @return each once, none null
   */
  public static List<ClassLoader> ofCaller() {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    loaders.add(orSystem(Thread.currentThread().getContextClassLoader()));
    ClassLoader own = own();
    STACK.walk(frames -> foreign(frames, own).findFirst()).ifPresent(loaders::add);
    loaders.add(own);
    return new ArrayList<>(loaders);
  }

  /**
   * A class loader, and then Ganglion's.
   *
   * @param loader the first; null means the system class loader, as for {@link
   *     java.util.ServiceLoader}
   * @return each once, none null
   */
  public static List<ClassLoader> of(ClassLoader loader) {
    return Stream.of(orSystem(loader), own()).distinct().toList();
  }

  private static Stream<ClassLoader> foreign(Stream<StackFrame> frames, ClassLoader own) {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    return frames
        .map(frame -> frame.getDeclaringClass().getClassLoader())
        .filter(loader -> loader != null && loader != own && loader != platform);
  }

  private static ClassLoader own() {
    return orSystem(ClassLoaders.class.getClassLoader());
  }

  private static ClassLoader orSystem(ClassLoader loader) {
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }
}
