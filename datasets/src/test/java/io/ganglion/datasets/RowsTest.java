package io.ganglion.datasets;

import static io.ganglion.datasets.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {
  @TempDir private Path folder;

  private Rows read(String text, int columns) throws IOException {
    return Rows.readCsv(Files.writeString(folder.resolve("rows.csv"), text), columns);
  }

  @Test
  void rowsHaveNoLabel() throws IOException {
    Rows rows = read("pixel0,pixel1,pixel2\n1,2,3\n4,5.5,6\n", 3);
    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.values(1)).containsExactly(4, 5.5, 6);
    assertThat(rows.notes()).isEmpty();
    assertThat(read("7;8;9\n", 3).values(0)).containsExactly(7, 8, 9);
  }

  @Test
  void aLabelAndNumbersOfRowsAreIgnoredAndThatIsSaid() throws IOException {
    Rows rows = read("Id,a,label,b\n1,7,cat,8\n2,9,dog,300\n", 2);
    assertThat(rows.values(0)).containsExactly(7, 8);
    assertThat(rows.values(1)).containsExactly(9, 300);
    assertThat(rows.notes())
        .containsExactly("column 1 numbers the rows: ignored", "column 3, the label, is ignored");
  }

  @Test
  void aColumnNamedIdIsReadIfAllColumnsAreNeeded() throws IOException {
    assertThat(read("id,a\n1,7\n", 2).values(0)).containsExactly(1, 7);
  }

  @Test
  void moreOrFewerColumnsAreRefused() {
    assertRefused(() -> read("a,b\n1,2\n", 3)).contains("2 columns", "expected 3");
    assertRefused(() -> read("a,b,c\n1,2,x\n", 3)).contains("line 2, field 3 is 'x'");
  }
}
