package io.ganglion.vocabulary;

import io.ganglion.discovery.ClassLoaders;
import io.ganglion.discovery.Services;
import io.ganglion.discovery.Services.Implementation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the vocabularies on the class path or module path.
 *
 * <p>Ganglion's own is always included. Others are found with {@link java.util.ServiceLoader}. The
 * failures of each vocabulary are caught separately: a broken one never hides the others, and is
 * named, with the reason, when a word is unknown.
 *
 * <p><b>Class loaders.</b> {@link #find()} looks through the thread's context class loader; that of
 * the nearest caller whose classes neither Ganglion's own class loader nor the JDK's has loaded; and
 * Ganglion's own. Whatever reads a network's text or file calls it, so a plug-in's words are known
 * when the plug-in opens a file.
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
    return find(ClassLoaders.ofCaller());
  }

  /**
   * Finds the words that a class loader or Ganglion's own sees.
   *
   * @param loader the class loader, for example a plug-in's; null means the system class loader
   * @return the words of all vocabularies
   */
  public static Words find(ClassLoader loader) {
    return find(ClassLoaders.of(loader));
  }

  private static Words find(List<ClassLoader> loaders) {
    Vocabularies found = new Vocabularies();
    found.offers.add(Offer.of(new StandardVocabulary()));
    loaders.forEach(found::ask);
    return new Words(found.offers, found.broken);
  }

  /**
   * Queries every vocabulary of a loader, skipping classes that another loader has already
   * provided.
   */
  private void ask(ClassLoader loader) {
    for (Implementation<Vocabulary> found : Services.find(Vocabulary.class, loader)) {
      String subject = found.type().equals(Services.UNNAMED) ? "a vocabulary" : found.type();
      found.failure().ifPresent(failure -> broke(subject, failure));
      found
          .service()
          .filter(vocabulary -> classes.add(subject))
          .ifPresent(vocabulary -> ask(subject, vocabulary));
    }
  }

  private void ask(String subject, Vocabulary vocabulary) {
    try {
      offers.add(Offer.of(vocabulary));
    } catch (RuntimeException | Error e) {
      broke(subject, e);
    }
  }

  private void broke(String subject, Throwable failure) {
    String reason = subject + " (" + failure + ")";
    if (!broken.contains(reason)) {
      broken.add(reason);
    }
  }
}
