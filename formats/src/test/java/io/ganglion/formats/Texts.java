package io.ganglion.formats;

import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Unicode texts of every kind. */
final class Texts {

  private Texts() {}

  static Arbitrary<String> any() {
    Arbitrary<String> awkward =
        Arbitraries.of(
            "",
            "\n",
            "\r\n",
            "\"",
            "\\",
            "\u0000",
            "'",
            "{}",
            "__metadata__",
            "format",
            "ü",
            "€",
            "😀",
            "\uFEFF",
            "\uFFFF",
            "\u2028",
            "null",
            "\\u0041",
            "%s",
            "a/b",
            ".npy");
    Arbitrary<String> characters =
        Arbitraries.oneOf(
                Arbitraries.integers().between(0, 0x7F),
                Arbitraries.integers().between(0, 0xD7FF),
                Arbitraries.integers().between(0xE000, 0x10FFFF))
            .list()
            .ofMaxSize(12)
            .map(points -> points.stream().map(Character::toString).collect(Collectors.joining()));
    return Arbitraries.oneOf(awkward, characters);
  }
}
