package io.ganglion.vocabulary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Finds the vocabularies on the class path or module path.
 *
 * <p>Ganglion's own is always included. Others are found with {@link ServiceLoader}, first through
 * the context class loader, then through Ganglion's own. The failures of each vocabulary are caught
 * separately: a broken one never hides the others, and is named, with the reason, when a word is
 * unknown.
 */
public final class Vocabularies {

  private final List<Offer> offers = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final Set<String> classes = new HashSet<>();

  private Vocabularies() {}

  /**
   * Finds all words. The result does not follow later changes of the class path: call this again
   * after one.
   *
   * @return the words of all vocabularies
   */
  public static Words find() {
    Vocabularies found = new Vocabularies();
    found.offers.add(Offer.of(new StandardVocabulary()));
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    found.ask(ServiceLoader.load(Vocabulary.class, context));
    ClassLoader own = Vocabularies.class.getClassLoader();
    if (own != context) {
      found.ask(ServiceLoader.load(Vocabulary.class, own));
    }
    return new Words(found.offers, found.broken);
  }

  /**
   * Queries every vocabulary of a loader, skipping classes that another loader has already
   * provided.
   */
  private void ask(ServiceLoader<Vocabulary> loader) {
    Iterator<ServiceLoader.Provider<Vocabulary>> vocabularies = loader.stream().iterator();
    while (true) {
      String subject = "a vocabulary";
      try {
        if (!vocabularies.hasNext()) {
          return;
        }
        ServiceLoader.Provider<Vocabulary> vocabulary = vocabularies.next();
        subject = vocabulary.type().getName();
        if (classes.add(subject)) {
          offers.add(Offer.of(vocabulary.get()));
        }
      } catch (RuntimeException | Error e) {
        String reason = subject + " (" + reason(e) + ")";
        if (!broken.contains(reason)) {
          broken.add(reason);
        } else if (!(e instanceof LinkageError)) {
          return; // The same failure again: this loader cannot get past it.
        }
      }
    }
  }

  private static String reason(Throwable failure) {
    return failure instanceof ServiceConfigurationError && failure.getCause() != null
        ? failure.getCause().toString()
        : failure.toString();
  }
}
