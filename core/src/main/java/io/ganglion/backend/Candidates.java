package io.ganglion.backend;

import io.ganglion.discovery.Services;
import io.ganglion.discovery.Services.Implementation;
import io.ganglion.spi.BackendProvider;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The providers that class loaders see. What each loader sees is remembered for as long as it
 * lives, and without keeping it.
 */
final class Candidates {

  /** Names of backends that can be added, as {@code io.ganglion:ganglion-backend-NAME}. */
  static final List<String> KNOWN = List.of("commons", "ejml", "nd4j", "vector");

  private static final Map<ClassLoader, List<Candidate>> SEEN =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Classes already reported as named in no service file. */
  private static final Set<String> REPORTED = Collections.synchronizedSet(new HashSet<>());

  private Candidates() {}

  /** What was remembered of the loaders, or is found now; in the order of {@link Backends#list}. */
  static List<Candidate> remembered(List<ClassLoader> loaders) {
    return of(
        loaders,
        loader -> {
          List<Candidate> seen = SEEN.get(loader);
          boolean loaded =
              seen != null
                  && seen.stream().allMatch(c -> c.working().isEmpty() || c.provider() != null);
          return loaded ? seen : scan(loader);
        });
  }

  /** What the loaders see now; in the order of {@link Backends#list}. */
  static List<Candidate> anew(List<ClassLoader> loaders) {
    return of(loaders, Candidates::scan);
  }

  /** Says once in the log which backends a fat jar has lost. */
  static void warnOfUnlisted(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (candidate.unlisted() && REPORTED.add(candidate.type())) {
        System.getLogger("io.ganglion.backend")
            .log(
                Level.WARNING,
                "the backend ''{0}'' is not picked: {1}",
                candidate.info().name(),
                candidate.info().unavailability().orElseThrow());
      }
    }
  }

  private static List<Candidate> of(
      List<ClassLoader> loaders, Function<ClassLoader, List<Candidate>> look) {
    Map<String, Candidate> found = new LinkedHashMap<>();
    for (ClassLoader loader : loaders) {
      for (Candidate candidate : look.apply(loader)) {
        // Those that failed before their class was known differ in their reasons.
        String key =
            candidate.type().equals(Services.UNNAMED)
                ? candidate.type() + candidate.info().unavailability()
                : candidate.type();
        found.merge(key, candidate, Candidate::or);
      }
    }
    // A fat jar may keep the service file of only one of the jars packed into it.
    found.computeIfAbsent(
        JavaBackendProvider.class.getName(), type -> Candidate.of(new JavaBackendProvider()));
    return settle(found.values()).stream()
        .sorted(
            Comparator.comparing((Candidate c) -> !c.info().isAvailable())
                .thenComparing(c -> -c.info().priority())
                .thenComparing(c -> c.info().name()))
        .toList();
  }

  private static List<Candidate> scan(ClassLoader loader) {
    List<Candidate> found = new ArrayList<>();
    for (Implementation<BackendProvider> provider : Services.find(BackendProvider.class, loader)) {
      found.add(
          provider
              .service()
              .map(Candidate::of)
              .orElseGet(
                  () ->
                      Candidate.broken(
                          provider.type(), Candidate.reason(provider.failure().orElseThrow()))));
    }
    Set<String> types = found.stream().map(Candidate::type).collect(Collectors.toSet());
    for (String name : KNOWN) {
      String type =
          String.format(
              Locale.ROOT,
              "io.ganglion.backend.%s.%s%sBackendProvider",
              name,
              Character.toUpperCase(name.charAt(0)),
              name.substring(1));
      if (!types.contains(type) && loader.getResource(type.replace('.', '/') + ".class") != null) {
        found.add(Candidate.unlisted(type));
      }
    }
    SEEN.put(loader, List.copyOf(found));
    return found;
  }

  /**
   * Makes working providers that share a name unavailable, since the name is ambiguous; a broken
   * one that shares a name is listed under its class's.
   */
  private static List<Candidate> settle(Collection<Candidate> found) {
    Map<String, List<String>> working =
        found.stream()
            .filter(c -> c.working().isPresent())
            .collect(
                Collectors.groupingBy(
                    c -> c.info().name(),
                    Collectors.mapping(Candidate::type, Collectors.toList())));
    return found.stream()
        .map(c -> settle(c, working.getOrDefault(c.info().name(), List.of())))
        .toList();
  }

  private static Candidate settle(Candidate candidate, List<String> working) {
    BackendInfo info = candidate.info();
    if (candidate.working().isEmpty()) {
      return working.isEmpty() ? candidate : candidate.as(candidate.type(), info.unavailability());
    }
    return working.size() < 2
        ? candidate
        : candidate.as(
            info.name(),
            Optional.of(
                "several providers have the name '"
                    + info.name()
                    + "': "
                    + String.join(", ", working)
                    + "; remove all but one from the class path"));
  }
}
