package io.ganglion.picture.ink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SheetTest {
  private static Plane paper() {
    return Drawn.page(200, 200, 0.9f, 0.9f, 0, 0, 1, 1);
  }

  @Test
  void aThinStrokeThatIsAllThereIsIsNoLine() {
    Plane page = paper();
    Drawn.fill(page, 0, 90, 190, 3, 0.1f);
    assertThat(Sheet.of(page, 66).parts())
        .singleElement()
        .extracting(Component::width)
        .isEqualTo(3);
  }

  @Test
  void linesAloneAreBlank() {
    Plane page = paper();
    for (int row = 20; row < 200; row += 40) {
      Drawn.fill(page, row, 0, 2, 200, 0.4f);
    }
    assertThat(Sheet.of(page, 66).isBlank()).isTrue();
  }

  @Test
  void anUprightStrokeOnRuledPaperIsNoPieceOfALine() {
    Plane thick = paper();
    Plane dark = paper();
    for (int row = 20; row < 200; row += 40) {
      Drawn.fill(thick, row, 0, 2, 200, 0.3f);
      Drawn.fill(dark, row, 0, 2, 200, 0.6f);
    }
    Drawn.fill(thick, 45, 90, 100, 8, 0.3f);
    Drawn.fill(dark, 45, 90, 100, 3, 0.1f);
    assertThat(Sheet.of(thick, 66).parts())
        .singleElement()
        .extracting(Component::width)
        .isEqualTo(8);
    assertThat(Sheet.of(dark, 66).parts())
        .singleElement()
        .extracting(Component::width)
        .isEqualTo(3);
  }

  @Test
  void pencilIsAsStrongAsInk() {
    Plane page = paper();
    Drawn.fill(page, 40, 40, 100, 12, 0.75f);
    Drawn.fill(page, 40, 140, 100, 12, 0.6f);
    Sheet sheet = Sheet.of(page, 66);
    assertThat(sheet.ink().at(80, 45)).isOne();
    assertThat(sheet.ink().at(80, 145)).isOne();
  }

  @Test
  void whatIsMuchFainterThanTheMainStrokeIsLeftOut() {
    Plane page = paper();
    Drawn.fill(page, 40, 40, 100, 12, 0.1f);
    Drawn.fill(page, 40, 140, 100, 12, 0.7f);
    assertThat(Sheet.of(page, 66).parts())
        .singleElement()
        .extracting(Component::left)
        .isEqualTo(40);
  }
}
