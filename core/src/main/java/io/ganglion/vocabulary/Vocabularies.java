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
 * <p>Ganglion's own is always there. Others are found with {@link ServiceLoader}, through the context
 * class loader first and Ganglion's own second. Each is asked under a guard of its own: one that is
 * broken never hides the others, and is named, with the reason, when a word is missing.
 */
public final class Vocabularies {

  private final List<Offer> offers = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final Set<String> classes = new HashSet<>();

  private Vocabularies() {}

  /**
   * Finds all words. Words that were found before do not change: look again after adding to the class
   * path.
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

  /** Asks every vocabulary of a loader, skipping classes that another loader gave before. */
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
