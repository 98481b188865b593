package io.ganglion.datasets.digits;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One way in which people write a digit: strokes of an upright hand, about 100 units high.
 *
 * <p>Two glyphs of a digit with the same structure, that is as many strokes with as many points and
 * the same corners, must also pass through corresponding places in the same order: something
 * between them is written too.
 *
 * @param digit what it is read as, 0 to 9
 * @param share how many of a hundred writers of this digit write it so
 * @param strokes the pen's movements, x to the right and y downwards
 */
record Glyph(int digit, int share, List<Stroke> strokes) {

  /** Every way known here; drawn by hand for this table, measured from no data set. */
  private static final List<Glyph> ALL =
      List.of(
          // Closed; broad; with the end crossing inwards; with both ends crossing.
          glyph(0, 26, "38,0 12,14 0,50 12,86 36,100 60,86 74,50 60,14 36,0"),
          glyph(0, 20, "46,0 16,10 0,46 8,82 40,100 76,88 92,54 80,14 44,2"),
          glyph(0, 18, "52,4 36,0 10,18 0,54 12,90 40,100 66,84 76,48 64,12 42,2 28,14"),
          glyph(0, 18, "28,6 6,28 2,66 18,96 44,98 68,76 74,38 56,8 36,0 20,10 14,24"),
          // Narrow.
          glyph(0, 18, "26,0 8,16 0,52 6,88 22,100 38,84 46,48 42,14 26,0"),

          // A bare stroke; with a serif; with serif and foot.
          glyph(1, 86, "0,0 0,50 0,100"),
          glyph(1, 7, "-18,20 0,0! 0,50 0,100"),
          glyph(1, 7, "-18,18 2,0! 2,50 2,100", "-26,100 0,99 30,99"),

          // Flat foot; like a Z; with a wave for a foot; with a long foot.
          glyph(2, 16, "4,20 14,6 34,0 54,8 62,26 54,50 30,78 2,98! 34,98 66,98"),
          glyph(2, 8, "0,12 12,6 32,2 50,2 60,12 46,44 22,74 0,98! 34,96 68,94"),
          glyph(2, 14, "2,20 14,4 32,0 50,6 60,24 52,50 28,78 4,96! 36,90 74,92"),
          glyph(2, 14, "10,18 20,6 36,0 52,6 58,24 48,50 26,76 0,98! 44,88 104,80"),
          // Loop at the foot; loop and falling tail; loop and long tail; big round loop.
          glyph(2, 16, "6,24 18,6 38,0 58,12 60,40 42,74 18,96 0,88 14,74 48,86 80,90"),
          glyph(2, 14, "6,26 18,6 38,0 56,12 58,42 42,74 16,96 0,82 18,66 50,82 76,100"),
          glyph(2, 8, "14,18 22,4 36,0 52,10 52,36 38,68 14,94 0,84 18,68 56,76 106,68"),
          glyph(2, 10, "6,16 20,2 40,0 60,14 64,46 50,82 22,100 0,84 16,62 46,74 74,92"),

          // Two bows; flat top; a small loop between the bows; a small upper bow.
          glyph(3, 34, "4,12 26,0 52,8 54,28 40,44 20,48! 46,54 60,72 48,94 22,100 0,88"),
          glyph(3, 16, "4,4 30,4 58,2! 40,22 24,42! 50,50 60,72 44,96 18,100 0,88"),
          glyph(3, 20, "4,14 26,0 52,8 52,30 32,46 18,48 26,42 48,52 60,74 46,96 20,100 0,88"),
          glyph(3, 16, "8,10 26,0 46,6 48,22 36,36 18,42! 50,44 68,66 54,92 24,100 0,92"),
          // With a long tail.
          glyph(3, 14, "6,10 28,0 54,6 54,24 40,38 24,44! 46,50 54,66 36,86 10,96 -14,98"),

          // Open with an angle; with a high bar; with a bowl.
          glyph(4, 38, "12,8 4,30 0,56! 30,60 72,55", "64,2 58,50 48,100"),
          glyph(4, 22, "18,8 8,26 0,48! 38,50 86,40", "68,0 60,50 46,100"),
          glyph(4, 20, "6,4 0,34 12,58 38,58 66,46", "68,0 60,46 50,100"),
          // Closed with two strokes; closed with one; with one, as a bowl.
          glyph(4, 7, "44,0 20,34 0,66! 32,66 72,62", "48,2 48,50 44,100"),
          glyph(4, 3, "42,100 48,50 52,2! 24,32 0,62! 36,62 74,58"),
          glyph(4, 10, "6,6 0,32 6,54 32,58 60,44 68,4! 62,48 56,100"),

          // Top stroke apart; the same with a small bowl; with a big one.
          glyph(5, 16, "16,6 12,26 8,46! 28,38 54,48 62,70 52,92 28,100 2,90", "16,6 40,4 76,0"),
          glyph(5, 14, "26,10 20,28 16,44! 32,42 50,52 56,72 44,90 24,98 2,92", "26,10 52,6 88,0"),
          glyph(5, 12, "12,4 8,22 6,40! 36,34 62,46 70,70 56,94 28,98 6,84", "12,4 36,4 64,2"),
          // All in one from the top; with a small bowl; like an S; small bowl and long top.
          glyph(5, 16, "68,0 42,4 18,8! 12,26 8,42! 34,38 58,50 64,72 50,94 28,100 2,88"),
          glyph(5, 14, "88,0 60,4 32,12! 24,28 18,42! 38,42 56,54 58,74 44,92 22,98 2,92"),
          glyph(5, 16, "66,2 44,0 22,6 10,20 18,36 38,46 58,58 64,76 50,94 28,100 2,92"),
          glyph(5, 12, "82,4 58,6 32,8! 26,24 18,38! 44,42 66,56 66,78 50,94 24,100 4,86"),

          // Straight stem; curved stem; with a small low loop; with a broad low loop.
          glyph(6, 24, "40,0 20,22 6,50 2,76 18,98 44,98 60,80 48,60 28,62 10,82"),
          glyph(6, 20, "48,6 32,0 12,22 2,56 12,90 40,100 62,84 58,62 36,54 16,68"),
          glyph(6, 16, "28,0 16,26 6,52 2,78 12,96 36,100 54,86 48,70 30,68 12,84"),
          glyph(6, 24, "32,0 14,18 4,44 2,72 18,96 52,100 80,84 76,62 48,56 20,78"),
          // Narrow, with a long stem.
          glyph(6, 16, "32,0 18,26 6,52 2,78 8,96 22,100 36,88 34,72 22,68 8,84"),

          // Straight; bowed; with a hook at the left.
          glyph(7, 28, "0,10 14,7 30,5 62,0! 46,44 28,100"),
          glyph(7, 20, "0,16 14,8 32,5 56,6! 44,48 26,100"),
          glyph(7, 16, "0,28 4,10! 30,8 64,2! 46,44 24,100"),
          glyph(7, 7, "0,10 14,7 30,5 62,0! 46,44 28,100", "16,54 38,50 62,50"),
          glyph(7, 7, "0,18 14,4 36,2 54,12 46,46 30,100"),
          // Steep; steep with a hook.
          glyph(7, 14, "0,9 14,6 30,4 58,2! 52,48 42,100"),
          glyph(7, 8, "0,24 2,6! 28,5 56,3! 50,46 40,100"),

          // In one from the right, closed; narrow below; with a stroke flying out; with a tail.
          glyph(
              8,
              22,
              "46,14 28,0 8,12 10,30 30,46 50,66 50,90 32,100 16,90 14,70 26,48 46,30 46,12"),
          glyph(
              8,
              18,
              "54,16 36,0 12,10 10,28 28,44 46,64 44,90 32,100 22,88 20,66 30,46 52,30 56,14"),
          glyph(8, 14, "68,8 36,0 12,8 8,26 28,44 50,66 50,90 32,100 16,92 14,72 28,50 48,28 62,8"),
          glyph(
              8,
              9,
              "50,12 28,0 10,10 10,28 30,46 48,66 48,90 32,100 16,90 14,70 26,52 48,36 82,26"),
          // Two rings from the middle; broad below.
          glyph(
              8,
              13,
              "28,46 16,42 8,34 4,14 24,0 46,14 46,36 28,46 16,66 14,88 36,100 54,88 48,64 28,46"),
          glyph(
              8,
              6,
              "52,12 32,0 14,12 16,30 38,46 62,66 60,92 36,100 12,90 10,70 26,50 48,32 52,12"),
          // Broad above, from far right; the same, closed.
          glyph(8, 10, "76,4 34,2 4,14 2,28 26,44 42,62 42,88 28,100 16,88 22,64 38,46 60,28 74,2"),
          glyph(
              8, 8, "58,18 32,0 4,12 0,28 24,44 40,62 40,90 28,100 18,90 22,66 38,46 56,32 60,14"),

          // Straight tail; short flat ring; bent tail; tail with a hook; ring and tail in one bow.
          glyph(9, 26, "48,10 28,0 6,12 0,34 14,44 36,34 50,10! 48,54 42,100"),
          glyph(9, 26, "58,8 34,0 10,14 0,34 14,42 40,30 58,8! 50,50 36,100"),
          glyph(9, 22, "52,10 34,0 10,10 0,34 12,44 36,36 54,12 48,54 28,100"),
          glyph(9, 10, "50,12 30,0 8,10 0,32 14,44 38,34 52,12! 52,56 44,86 26,100 4,92"),
          glyph(9, 16, "44,8 26,0 6,14 2,36 20,44 40,32 48,10 46,52 44,100"));

  private static Glyph glyph(int digit, int share, String... strokes) {
    return new Glyph(digit, share, Arrays.stream(strokes).map(Stroke::parse).toList());
  }

  /** Every way of writing {@code digit}; their shares add up to 100. */
  static List<Glyph> of(int digit) {
    return ALL.stream().filter(glyph -> glyph.digit == digit).toList();
  }

  /**
   * A way of writing {@code digit}: one picked at random by the shares and, if a second pick has
   * the same structure, moved up to halfway towards that one.
   */
  static Glyph random(int digit, SplitMix64 random) {
    Glyph first = pick(digit, random);
    Glyph second = pick(digit, random);
    double part = random.between(0.0, 0.5);
    return first.matches(second) ? first.towards(second, part) : first;
  }

  private static Glyph pick(int digit, SplitMix64 random) {
    int rest = random.below(100);
    for (Glyph glyph : ALL) {
      if (glyph.digit == digit) {
        rest -= glyph.share;
        if (rest < 0) {
          return glyph;
        }
      }
    }
    throw new AssertionError("the shares of digit " + digit + " do not add up to 100");
  }

  /** Whether {@code other} has the same structure, so that the two can be mixed. */
  boolean matches(Glyph other) {
    return strokes.size() == other.strokes.size()
        && IntStream.range(0, strokes.size())
            .allMatch(i -> strokes.get(i).matches(other.strokes.get(i)));
  }

  private Glyph towards(Glyph other, double part) {
    return new Glyph(
        digit,
        share,
        IntStream.range(0, strokes.size())
            .mapToObj(i -> strokes.get(i).towards(other.strokes.get(i), part))
            .toList());
  }
}
