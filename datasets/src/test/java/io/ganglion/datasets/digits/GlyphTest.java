package io.ganglion.datasets.digits;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.random.SplitMix64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of glyphs. */
class GlyphTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void every_digit_is_written_in_several_ways_whose_shares_add_up_to_100(int digit) {
    assertThat(Glyph.of(digit)).hasSizeGreaterThanOrEqualTo(3);
    assertThat(Glyph.of(digit).stream().mapToInt(Glyph::share).sum()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void every_way_of_writing_a_digit_is_picked_sooner_or_later(int digit) {
    SplitMix64 random = new SplitMix64(1);
    for (Glyph glyph : Glyph.of(digit)) {
      int structure = points(glyph);
      boolean found = false;
      for (int i = 0; i < 1000 && !found; i++) {
        Glyph picked = Glyph.random(digit, random);
        found = picked.share() == glyph.share() && points(picked) == structure;
      }
      assertThat(found).as(glyph.toString()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void glyphs_of_one_structure_have_corresponding_points_close_together(int digit) {
    for (Glyph one : Glyph.of(digit)) {
      for (Glyph other : Glyph.of(digit)) {
        if (one.matches(other)) {
          for (int i = 0; i < one.strokes().size(); i++) {
            Stroke stroke = one.strokes().get(i);
            Stroke counterpart = other.strokes().get(i);
            for (int j = 0; j < stroke.points().size(); j++) {
              assertThat(distance(stroke.points().get(j), counterpart.points().get(j)))
                  .as("point %d of stroke %d in %s and %s", j, i, one, other)
                  .isLessThan(50.0);
            }
          }
        }
      }
    }
  }

  private static int points(Glyph glyph) {
    return glyph.strokes().stream().mapToInt(stroke -> stroke.points().size()).sum();
  }

  private static double distance(Point one, Point other) {
    return Math.hypot(one.x() - other.x(), one.y() - other.y());
  }
}
