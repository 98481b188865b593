package io.ganglion.model;

import java.util.Arrays;
import java.util.Locale;

/** Which of a model's training data had rows and columns exchanged, and so which of its inputs. */
public enum Transposition {

  /** None: everything is upright. */
  NONE,

  /** Arrays of pixels, as in EMNIST's files. Pictures in files of their own are upright. */
  ARRAYS,

  /** Everything, pictures in files of their own as well. */
  ALL;

  /**
   * Returns the word for files.
   *
   * @return {@code none}, {@code arrays} or {@code all}
   */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the transposition of a word.
   *
   * @throws IllegalArgumentException if there is none of that word
   */
  static Transposition of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "transposition '" + word + "'; expected none, arrays or all"));
  }
}
