package io.ganglion.picture.ink;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RulingsTest {
  private static final int THICKEST = 5;

  private static Plane line(int slope, int thickness) {
    Plane plane = new Plane(120, 150);
    for (int column = 0; column < 150; column++) {
      int top = 50 + slope * column / 150;
      Drawn.fill(plane, top, column, thickness, 1, 0.7f);
    }
    return plane;
  }

  @Property(tries = 60)
  void aLineIsErasedAtAnySmallAngle(
      @ForAll @IntRange(min = -20, max = 20) int slope,
      @ForAll @IntRange(min = 1, max = 4) int thickness) {
    Plane across = line(slope, thickness);
    Rulings.Erased erased = Rulings.erase(across, 0.5f, THICKEST);
    assertThat(erased.lines()).isOne();
    assertThat(erased.ink().values()).containsOnly(0);
    assertThat(Rulings.erase(across.transposed(), 0.5f, THICKEST).ink().values()).containsOnly(0);
  }

  @Test
  void aStrokeThatCrossesALineStays() {
    Plane plane = line(0, 2);
    Drawn.fill(plane, 20, 70, 70, 10, 1);
    Plane ink = Rulings.erase(plane, 0.5f, THICKEST).ink();
    assertThat(ink.at(51, 75)).isOne();
    assertThat(ink.at(80, 75)).isOne();
    assertThat(ink.at(51, 30)).isZero();
    assertThat(ink.at(51, 120)).isZero();
  }

  @Test
  void strokesThatEndInThePictureAreNoLines() {
    Plane plane = Drawn.page(120, 150, 0, 1, 20, 60, 80, 4);
    Rulings.Erased erased = Rulings.erase(plane, 0.5f, THICKEST);
    assertThat(erased.lines()).isZero();
    assertThat(erased.ink().values()).isEqualTo(plane.values());
  }
}
