package io.ganglion.vocabulary;

import io.ganglion.text.Phrase;
import io.ganglion.text.PhraseException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A word of a vocabulary, with its usage and its meaning.
 *
 * <p>The usage is itself a {@link Phrase}: the name, followed by its values. Words in square
 * brackets are optional. Parentheses contain the nested phrases; {@code ...} at the end stands for
 * any number, at least one:
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
 * <p>A phrase with too many or too few values is refused before it reaches the reader.
 *
 * @param usage how the word is used
 * @param reader reads phrases that begin with the word
 * @param <R> the kind of reader
 */
public record Word<R>(String usage, R reader) {

  private static final Pattern OPTIONAL = Pattern.compile("\\[[^\\]]*+\\]");
  private static final String MORE = "...";

  /**
   * Defines a word.
   *
   * @param usage how the word is used
   * @param reader reads phrases that begin with the word
   * @throws IllegalArgumentException if the usage is not a phrase, or its name does not begin with
   *     a lower-case letter, or has characters other than lower-case letters, digits and hyphens
   */
  public Word {
    Objects.requireNonNull(reader, "reader");
    String name = Phrase.of(usage).name();
    if (!usage.startsWith(name) || !name.matches("[a-z][a-z0-9-]*+")) {
      throw new PhraseException(
          usage,
          "a word's name must begin with a lower-case letter and have only lower-case letters, digits"
              + " and hyphens");
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

  /** Whether a phrase has as many words and nested phrases as the usage allows. */
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
