package io.ganglion.vocabulary;

import io.ganglion.text.Phrase;
import io.ganglion.text.PhraseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The words of one kind, looked up by name.
 *
 * @param <R> the type of the words' readers
 */
final class WordTable<R> {

  private record Entry<R>(Word<R> word, String vocabulary) {}

  private final String kind;
  private final String hint;
  private final List<String> broken;

  /** By name. Two entries for one name are an error only when that name is looked up. */
  private final Map<String, List<Entry<R>>> entries = new LinkedHashMap<>();

  /**
   * Makes an empty table.
   *
   * @param kind what the words stand for, for messages: "layer", for example
   * @param hint appended to the message about a phrase with too many or too few values
   * @param broken vocabularies that could not be loaded, each with the reason
   */
  WordTable(String kind, String hint, List<String> broken) {
    this.kind = kind;
    this.hint = hint;
    this.broken = broken;
  }

  void add(String vocabulary, List<Word<R>> words) {
    for (Word<R> word : words) {
      entries
          .computeIfAbsent(word.name(), name -> new ArrayList<>())
          .add(new Entry<>(word, vocabulary));
    }
  }

  /**
   * Looks up the name of a phrase, and reads the phrase.
   *
   * @throws PhraseException if there is no such word, or the phrase is invalid
   * @throws IllegalStateException if the reader fails in any other way, or returns null; the
   *     message names its vocabulary
   */
  <T> T read(Phrase phrase, Function<R, T> make) {
    Entry<R> entry = entry(phrase);
    if (!entry.word().fits(phrase)) {
      throw phrase.refused("expected '" + entry.word().usage() + "'" + hint);
    }
    T made;
    try {
      made = make.apply(entry.word().reader());
    } catch (PhraseException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new PhraseException(phrase.toString(), e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new IllegalStateException(entry.vocabulary() + " failed on '" + phrase + "': " + e, e);
    }
    if (made == null) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s returned null for '%s', expected a %s",
              entry.vocabulary(),
              phrase,
              kind));
    }
    return made;
  }

  private Entry<R> entry(Phrase phrase) {
    List<Entry<R>> found = entries.getOrDefault(phrase.name(), List.of());
    if (found.isEmpty()) {
      throw phrase.refused(unknown());
    }
    if (found.size() > 1) {
      throw phrase.refused(
          found.stream()
              .map(Entry::vocabulary)
              .collect(
                  Collectors.joining(
                      " and by ",
                      "the " + kind + " '" + phrase.name() + "' is defined by ",
                      "; rename it in one of them, or remove one from the class path")));
    }
    return found.get(0);
  }

  private String unknown() {
    return "there is no such "
        + kind
        + "; expected "
        + String.join(", ", entries.keySet())
        + ", or a word of your own, defined by an "
        + Vocabulary.class.getName()
        + " on the class path"
        + (broken.isEmpty() ? "" : "; not loaded: " + String.join(", ", broken));
  }
}
