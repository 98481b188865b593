package io.ganglion.datasets.digits;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One way in which people write a digit: the strokes of upright handwriting, about 100 units high.
 *
 * <p>Two glyphs of a digit have the same structure if they have equally many strokes, with equally
 * many points and the same corners. They must then pass through corresponding places in the same
 * order, because shapes between the two are drawn as well.
 *
 * @param digit the digit that it stands for, 0 to 9
 * @param share how many of a hundred people write the digit this way
 * @param strokes the pen's movements, x to the right and y downwards
 */
record Glyph(int digit, int share, List<Stroke> strokes) {

  /** Every glyph, designed by hand: digit, share, and strokes separated by slashes. */
  private static final String TABLE =
      """
      # Closed; broad; with the end crossing inwards; with both ends crossing.
      0 26  38,0 12,14 0,50 12,86 36,100 60,86 74,50 60,14 36,0
      0 20  46,0 16,10 0,46 8,82 40,100 76,88 92,54 80,14 44,2
      0 18  52,4 36,0 10,18 0,54 12,90 40,100 66,84 76,48 64,12 42,2 28,14
      0 18  28,6 6,28 2,66 18,96 44,98 68,76 74,38 56,8 36,0 20,10 14,24
      # Narrow.
      0 18  26,0 8,16 0,52 6,88 22,100 38,84 46,48 42,14 26,0

      # A bare stroke; with a serif; with serif and foot.
      1 86  4,0 0,50 -4,100
      1  7  -16,20 4,0! 0,50 -4,100
      1  7  -16,18 6,0! 2,50 -2,100 / -30,100 -4,99 26,99

      # Flat foot; like a Z; with a wave for a foot; with a long foot.
      2 16  4,20 14,6 34,0 54,8 62,26 54,50 30,78 2,98! 34,98 66,98
      2  8  0,12 12,6 32,2 50,2 60,12 46,44 22,74 0,98! 34,96 68,94
      2 14  2,20 14,4 32,0 50,6 60,24 52,50 28,78 4,96! 36,90 74,92
      2 14  10,18 20,6 36,0 52,6 58,24 48,50 26,76 0,98! 44,88 104,80
      # Loop at the foot; loop and falling tail; loop and long tail; big round loop.
      2 16  6,24 18,6 38,0 58,12 60,40 42,74 18,96 0,88 14,74 48,86 80,90
      2 14  6,26 18,6 38,0 56,12 58,42 42,74 16,96 0,82 18,66 50,82 76,100
      2  8  14,18 22,4 36,0 52,10 52,36 38,68 14,94 0,84 18,68 56,76 106,68
      2 10  6,16 20,2 40,0 60,14 64,46 50,82 22,100 0,84 16,62 46,74 74,92

      # Two bows; flat top; a small loop between the bows; a small upper bow.
      3 34  0,12 22,0 48,8 52,28 40,44 20,48! 46,54 62,72 52,94 26,100 4,88
      3 16  0,4 26,4 54,2! 38,22 24,42! 50,50 62,72 48,96 22,100 4,88
      3 20  2,14 22,0 48,8 50,30 32,46 18,48 26,42 48,52 62,74 50,96 24,100 4,88
      3 16  4,10 22,0 42,6 46,22 34,36 18,42! 50,44 70,66 58,92 28,100 4,92
      # With a long tail.
      3 14  2,10 24,0 50,6 52,24 40,38 24,44! 46,50 56,66 38,86 14,96 -10,98

      # Open with an angle; with a high bar; with a bowl.
      4 38  12,8 4,30 0,56! 30,60 72,55 / 64,2 58,50 48,100
      4 22  18,8 8,26 0,48! 38,50 86,40 / 68,0 60,50 46,100
      4 20  6,4 0,34 12,58 38,58 66,46 / 68,0 60,46 50,100
      # Closed with two strokes; closed with one; with one, as a bowl.
      4  7  44,0 20,34 0,66! 32,66 72,62 / 48,2 48,50 44,100
      4  3  42,100 48,50 52,2! 24,32 0,62! 36,62 74,58
      4 10  6,6 0,32 6,54 32,58 60,44 68,4! 62,48 56,100

      # Top stroke apart; the same with a small bowl; with a big one.
      5 13  12,6 10,26 8,46! 26,38 54,48 64,70 56,92 32,100 6,90 / 12,6 36,4 72,0
      5 11  22,10 18,28 16,44! 32,42 50,52 58,72 48,90 28,98 6,92 / 22,10 48,6 84,0
      5 10  8,4 6,22 4,40! 34,34 62,46 72,70 60,94 32,98 10,84 / 8,4 32,4 60,2
      # All in one from the top; with a small bowl; like an S; small bowl and long top.
      5 14  64,0 38,4 14,8! 10,26 8,42! 32,38 58,50 66,72 54,94 32,100 6,88
      5 10  84,0 56,4 28,12! 22,28 18,42! 38,42 56,54 60,74 48,92 26,98 6,92
      5 13  62,2 40,0 18,6 8,20 16,36 38,46 58,58 66,76 54,94 32,100 6,92
      5  8  78,4 54,6 28,8! 24,24 16,38! 44,42 66,56 68,78 54,94 28,100 8,86
      # With a short top stroke; with a short neck; with a long one.
      5  9  10,4 8,22 6,42! 28,36 46,46 52,68 44,90 24,100 4,90 / 10,4 28,5 48,2
      5  6  12,6 8,18 6,32! 34,28 62,42 70,66 54,92 28,100 4,86 / 12,6 40,4 74,0
      5  6  22,6 14,30 10,54! 28,48 48,54 56,74 46,92 26,100 6,94 / 22,6 46,4 78,0

      # Straight stem; curved stem; with a small low loop; with a broad low loop.
      6 24  40,0 20,22 6,50 2,76 18,98 44,98 60,80 48,60 28,62 10,82
      6 20  48,6 32,0 12,22 2,56 12,90 40,100 62,84 58,62 36,54 16,68
      6 16  28,0 16,26 6,52 2,78 12,96 36,100 54,86 48,70 30,68 12,84
      6 24  32,0 14,18 4,44 2,72 18,96 52,100 80,84 76,62 48,56 20,78
      # Narrow, with a long stem.
      6 16  32,0 18,26 6,52 2,78 8,96 22,100 36,88 34,72 22,68 8,84

      # Straight; bowed; with a hook at the left; with a bar across; in one bend.
      7 18  0,10 14,7 30,5 62,0! 46,44 28,100
      7 12  0,16 14,8 32,5 56,6! 44,48 26,100
      7 11  0,28 4,10! 30,8 64,2! 46,44 24,100
      7  6  0,10 14,7 30,5 62,0! 46,44 28,100 / 16,54 38,50 62,50
      7  7  0,18 14,4 36,2 54,12 46,46 30,100
      # Steep; steep with a hook.
      7 15  0,10 18,7 38,5 70,2! 62,48 50,100
      7  9  0,26 2,7! 30,6 62,3! 56,46 46,100
      # With a rising bar; with a broad one; broad with a hook.
      7 10  0,28 16,18 34,9 60,0! 42,44 20,100
      7  8  0,9 24,7 50,5 78,4! 70,50 60,100
      7  4  0,36 2,8! 38,6 76,4! 68,48 58,100

      # In one from the right, closed; narrow below; with a stroke flying out; with a tail.
      8 20  46,14 28,0 8,12 10,30 30,46 50,66 50,90 32,100 16,90 14,70 26,48 46,30 46,12
      8 16  54,16 36,0 12,10 10,28 28,44 46,64 44,90 32,100 22,88 20,66 30,46 52,30 56,14
      8 13  70,8 38,0 14,8 10,26 28,44 50,66 48,90 30,100 14,92 12,72 28,50 50,28 64,8
      8  8  50,12 28,0 10,10 10,28 30,46 48,66 48,90 32,100 16,90 14,70 26,52 48,36 76,28
      # Two rings from the middle; broad below.
      8 12  28,46 16,42 8,34 4,14 24,0 46,14 46,36 28,46 16,66 14,88 36,100 54,88 48,64 28,46
      8  5  52,12 32,0 14,12 16,30 38,46 62,66 60,92 36,100 12,90 10,70 26,50 48,32 52,12
      # Broad above, from far right; the same, closed.
      8  9  78,4 36,2 6,14 4,28 26,44 42,62 40,88 26,100 14,88 22,64 38,46 62,28 76,2
      8  7  60,18 34,0 6,12 2,28 24,44 40,62 38,90 26,100 16,90 22,66 38,46 56,32 62,14
      # Narrow.
      8 10  30,14 20,0 6,12 6,30 18,46 30,66 30,88 18,100 6,90 6,70 18,48 32,30 30,12

      # Straight tail; short flat ring; bent tail; tail with a hook; ring and tail in one bow.
      9 30  48,10 28,0 6,12 0,34 14,44 36,34 50,10! 48,54 42,100
      9 18  58,8 34,0 10,14 0,34 14,42 40,30 58,8! 50,50 36,100
      9 24  52,10 34,0 10,10 0,34 12,44 36,36 54,12 48,54 28,100
      9 10  50,12 30,0 8,10 0,32 14,44 38,34 52,12! 52,56 44,86 26,100 4,92
      9 18  44,8 26,0 6,14 2,36 20,44 40,32 48,10 46,52 44,100
      """;

  private static final List<Glyph> ALL =
      TABLE
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(Glyph::parse)
          .toList();

  private static Glyph parse(String line) {
    String[] columns = line.split(" +", 3);
    return new Glyph(
        Integer.parseInt(columns[0]),
        Integer.parseInt(columns[1]),
        Arrays.stream(columns[2].split(" / ", -1)).map(Stroke::parse).toList());
  }

  /** Every way of writing {@code digit}; their shares add up to 100. */
  static List<Glyph> of(int digit) {
    return ALL.stream().filter(glyph -> glyph.digit == digit).toList();
  }

  /**
   * A random way of writing {@code digit}. A glyph is picked according to the shares and, if a
   * second pick has the same structure, moved up to halfway towards that one.
   */
  static Glyph random(int digit, RandomGenerator random) {
    Glyph first = pick(digit, random);
    Glyph second = pick(digit, random);
    double part = 0.5 * random.nextDouble();
    return first.matches(second) ? first.towards(second, part) : first;
  }

  private static Glyph pick(int digit, RandomGenerator random) {
    int rest = random.nextInt(100);
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
