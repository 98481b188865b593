package io.ganglion.vocabulary;

import io.ganglion.text.Phrase;
import io.ganglion.text.PhraseException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A word with what it means.
 *
 * <p>The usage is itself written as a {@link Phrase}: the name, then what stands behind it. Words in
 * square brackets may be left out. Parentheses hold one nested phrase, or any number if {@code ...}
 * stands in them too:
 *
 * <pre>{@code
 * relu
 * dropout RATE
 * linear OUTPUTS [INITIALIZATION] [no-bias]
 * adam [BETA1 BETA2 EPSILON]
 * warm-up EPOCHS (SCHEDULE)
 * residual (LAYER, ...)
 * }</pre>
 *
 * <p>A phrase that has more words, or fewer, is refused before the reader gets it.
 *
 * @param usage how the word is used
 * @param reader makes something of a phrase that begins with the word
 * @param <R> the kind of reader
 */
public record Word<R>(String usage, R reader) {

  private static final Pattern OPTIONAL = Pattern.compile("\\[[^\\]]*+\\]");
  private static final String MORE = "...";

  /**
   * Defines a word.
   *
   * @param usage how the word is used
   * @param reader makes something of a phrase that begins with the word
   * @throws IllegalArgumentException if the usage is not a phrase, or its name is anything else than
   *     lower-case letters, digits and hyphens
   */
  public Word {
    Objects.requireNonNull(reader, "reader");
    String name = Phrase.of(usage).name();
    if (!usage.startsWith(name) || !name.matches("[a-z][a-z0-9-]*+")) {
      throw new PhraseException(
          usage,
          "a word's name begins with a letter and has lower-case letters, digits and hyphens");
    }
  }

  /**
   * The name of this word.
   *
   * @return the usage's first word
   */
  public String name() {
    return Phrase.of(usage).name();
  }

  /** Whether a phrase has as many words and nested phrases as the usage says. */
  boolean fits(Phrase phrase) {
    Phrase most = Phrase.of(usage);
    Phrase least = Phrase.of(OPTIONAL.matcher(usage).replaceAll(""));
    int found = phrase.words().size();
    return found >= least.words().size()
        && found <= most.words().size()
        && nests(phrase.nested().size(), most.nested());
  }

  private static boolean nests(int found, List<Phrase> expected) {
    boolean more = !expected.isEmpty() && expected.get(expected.size() - 1).name().equals(MORE);
    return more ? found > 0 : found == expected.size();
  }
}
