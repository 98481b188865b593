package io.ganglion.backend;

import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.lang.ref.WeakReference;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A provider that was found, with what it reported.
 *
 * <p>It does not keep the provider, and so neither the provider's class loader: the provider's own
 * class does. So candidates may be remembered for longer than a plug-in is loaded.
 *
 * @param type the name of the provider's class
 * @param info what the provider reported
 * @param working refers to the provider; empty if it is broken
 * @param unlisted whether its class is there, but no service file names it
 */
record Candidate(
    String type,
    BackendInfo info,
    Optional<WeakReference<BackendProvider>> working,
    boolean unlisted) {

  private static final String SUFFIX = "BackendProvider";

  /** Keeps one provider of each class for as long as the class is loaded. */
  private static final ClassValue<AtomicReference<BackendProvider>> KEPT =
      new ClassValue<>() {
        @Override
        protected AtomicReference<BackendProvider> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  /** Asks a provider for everything; one that fails to answer is unavailable for that reason. */
  static Candidate of(BackendProvider provider) {
    String type = provider.getClass().getName();
    Answers answers = new Answers();
    String name = answers.get(provider::name, nameOf(type));
    String library = answers.get(provider::library, "unknown");
    Set<Precision> precisions = answers.get(() -> Set.copyOf(provider.precisions()), Set.of());
    int priority = answers.get(provider::priority, 0);
    Optional<String> reason = answers.get(provider::unavailability, Optional.empty());
    BackendInfo info =
        new BackendInfo(name, library, precisions, priority, reason.or(() -> answers.failure));
    if (answers.failure.isPresent()) {
      return new Candidate(type, info, Optional.empty(), false);
    }
    KEPT.get(provider.getClass()).compareAndSet(null, provider);
    return new Candidate(
        type, info, Optional.of(new WeakReference<>(KEPT.get(provider.getClass()).get())), false);
  }

  /** A provider that could not even be made. */
  static Candidate broken(String type, String reason) {
    return new Candidate(type, unavailable(type, reason), Optional.empty(), false);
  }

  /** A provider whose class is there, but which no service file names. */
  static Candidate unlisted(String type) {
    String reason =
        String.format(
            Locale.ROOT,
            "its classes are on the class path, but no META-INF/services/%s names %s; pack a fat jar with the shade plugin's ServicesResourceTransformer, which merges service files",
            BackendProvider.class.getName(),
            type);
    return new Candidate(type, unavailable(type, reason), Optional.empty(), true);
  }

  private static BackendInfo unavailable(String type, String reason) {
    return new BackendInfo(nameOf(type), "unknown", Set.of(), 0, Optional.of(reason));
  }

  /** The same candidate under its class's name, or unavailable for another reason. */
  Candidate as(String name, Optional<String> unavailability) {
    BackendInfo changed =
        new BackendInfo(name, info.library(), info.precisions(), info.priority(), unavailability);
    return new Candidate(type, changed, working, unlisted);
  }

  /** Of two with the same class, seen through two class loaders: the available one. */
  Candidate or(Candidate other) {
    return info.isAvailable() || !other.info.isAvailable() ? this : other;
  }

  /** The provider; null if it is broken or its class is no longer loaded. */
  BackendProvider provider() {
    return working.map(WeakReference::get).orElse(null);
  }

  /** The name of a backend whose provider cannot say it: {@code ejml} of EjmlBackendProvider. */
  private static String nameOf(String type) {
    String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    String name = simple.endsWith(SUFFIX) ? lower(simple) : "";
    return name.isEmpty() ? type : name;
  }

  private static String lower(String simple) {
    return simple.substring(0, simple.length() - SUFFIX.length()).toLowerCase(Locale.ROOT);
  }

  /** A failure in one line, with what to do about a missing class. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    String type = failure.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return type;
    }
    if (failure instanceof NoClassDefFoundError && message.matches("[\\w/$]+")) {
      return "the class "
          + message.replace('/', '.')
          + " is missing; add the library that has it to the class path";
    }
    if (message.endsWith(" not a subtype")) {
      return message + "; it belongs to another copy of ganglion-core: keep one of the two";
    }
    return failure instanceof IllegalStateException ? message : type + ": " + message;
  }

  /** Collects answers, and the first failure to answer. */
  private static final class Answers {

    private Optional<String> failure = Optional.empty();

    <T> T get(Supplier<T> question, T otherwise) {
      try {
        T answer = question.get();
        if (answer != null) {
          return answer;
        }
        throw new IllegalStateException("the provider answers with null");
      } catch (RuntimeException | Error e) {
        failure = failure.or(() -> Optional.of(reason(e)));
        return otherwise;
      }
    }
  }
}
