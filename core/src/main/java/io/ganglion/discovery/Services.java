package io.ganglion.discovery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the implementations of a service with {@link ServiceLoader}. The failure of each is caught
 * separately: a broken one never hides the others.
 */
public final class Services {

  /** Stands for the class of an implementation that failed before its class was known. */
  public static final String UNNAMED = "a provider that could not be loaded";

  /** What {@link ServiceLoader} says of a class that implements another copy of the service. */
  private static final Pattern FOREIGN = Pattern.compile(".*: (\\S+) not a subtype");

  private Services() {}

  /**
   * An implementation, or why there is none.
   *
   * @param type the name of its class, or {@link #UNNAMED}
   * @param service the implementation; empty if it failed
   * @param failure why it failed; empty if it did not
   * @param <S> the service
   */
  public record Implementation<S>(String type, Optional<S> service, Optional<Throwable> failure) {}

  /**
   * Makes an instance of every implementation that a class loader sees.
   *
   * @param service the service
   * @param loader the class loader
   * @param <S> the service
   * @return the implementations in the loader's order
   */
  public static <S> List<Implementation<S>> find(Class<S> service, ClassLoader loader) {
    List<Implementation<S>> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Set<String> failures = new HashSet<>();
    Iterator<ServiceLoader.Provider<S>> providers =
        ServiceLoader.load(service, loader).stream().iterator();
    while (true) {
      String type = UNNAMED;
      try {
        if (!providers.hasNext()) {
          return found;
        }
        ServiceLoader.Provider<S> provider = providers.next();
        type = provider.type().getName();
        if (seen.add(type)) {
          found.add(new Implementation<>(type, Optional.of(provider.get()), Optional.empty()));
        }
      } catch (RuntimeException | Error e) {
        if (type.equals(UNNAMED) && e instanceof LinkageError) {
          type = nextNamed(service, loader, seen); // The loader has gone on to the next one.
        } else if (type.equals(UNNAMED)) {
          type = foreign(e);
        }
        if (failures.add(type + e)) {
          found.add(new Implementation<>(type, Optional.empty(), Optional.of(cause(e))));
          seen.add(type);
        } else if (type.equals(UNNAMED)) {
          return found; // The same failure again: this loader cannot get past it.
        }
      }
    }
  }

  /** What a failure is about: that of an implementation, not that of the loader about it. */
  private static Throwable cause(Throwable failure) {
    return failure instanceof ServiceConfigurationError && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** The class that implements another copy of the service, if the failure is about one. */
  private static String foreign(Throwable failure) {
    Matcher named = FOREIGN.matcher(String.valueOf(failure.getMessage()));
    return failure instanceof ServiceConfigurationError && named.matches()
        ? named.group(1)
        : UNNAMED;
  }

  /** The first class named in a service file that has not been seen. */
  private static String nextNamed(Class<?> service, ClassLoader loader, Set<String> seen) {
    try {
      for (URL file :
          Collections.list(loader.getResources("META-INF/services/" + service.getName()))) {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
          Optional<String> name =
              lines
                  .lines()
                  .map(line -> line.replaceFirst("#.*", "").strip())
                  .filter(line -> !line.isEmpty() && !seen.contains(line))
                  .findFirst();
          if (name.isPresent()) {
            return name.get();
          }
        }
      }
      return UNNAMED;
    } catch (IOException | RuntimeException e) {
      return UNNAMED; // The failure itself is reported.
    }
  }
}
