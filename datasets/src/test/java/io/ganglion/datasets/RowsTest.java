package io.ganglion.datasets;

import static io.ganglion.datasets.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.model.ModelInput;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Preparation;
import io.ganglion.model.RowInput;
import io.ganglion.model.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {
  @TempDir private Path folder;

  private Rows read(String text, ModelInput input) throws IOException {
    return Rows.readCsv(Files.writeString(folder.resolve("rows.csv"), text), input);
  }

  private Rows read(String text, int columns) throws IOException {
    return read(text, new RowInput(Columns.numbered(columns).names(), Scaling.NONE));
  }

  private Rows read(String text, List<String> columns) throws IOException {
    return read(text, new RowInput(columns, Scaling.NONE));
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

  @Test
  void columnsAreFoundByTheirNames() throws IOException {
    assertThat(read("c,label,a,b\n3,0,1.5,2\n6,0,4,5\n", List.of("a", "b", "c")).values(0))
        .containsExactly(1.5, 2, 3);
    assertThat(read("id,b,a\n0,2,1\n", List.of("a", "b")).values(0)).containsExactly(1, 2);
    assertThat(read("id,b,a\n0,2,1\n", List.of("a", "b", "id")).values(0)).containsExactly(1, 2, 0);
  }

  @Test
  void columnsWithoutNamesAreTakenInTheirOrder() throws IOException {
    assertThat(read("3,1.5\n", List.of("a", "b")).values(0)).containsExactly(3, 1.5);
    PictureInput picture = PictureInput.ofBytes(1, 2, Preparation.PLAIN);
    assertThat(read("pixel1,pixel0\n3,4\n", picture).values(0)).containsExactly(3, 4);
    assertThat(read("0,1,2,3\n1,2,3,4\n", List.of("a", "b", "c", "d")).values(0))
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void missingAndOtherColumnsAreRefusedByName() {
    assertRefused(() -> read("a,x\n1,2\n", List.of("a", "b")))
        .endsWith(
            "rows.csv: lacks the column b, which the model takes, and has the column x, which the"
                + " model does not take; expected a, b, in any order: rename or remove columns");
    assertRefused(() -> read("b,a,x\n1,2,3\n", List.of("a", "b")))
        .contains("csv: has the column x, which the model does not take;");
    assertRefused(() -> read("b,id,a\n1,2,3\n", List.of("id", "a", "b", "c")))
        .contains("csv: lacks the column c, which the model takes;");
    assertRefused(() -> read("id,a,x\n1,2,3\n", List.of("id", "a")))
        .contains("csv: has the column x, which");
    assertRefused(() -> read("a,a\n1,2\n", List.of("a", "b")))
        .contains("names several columns 'a'");
    assertRefused(() -> read("a,b\n1,2\n", List.of("a", "a"))).contains("has the column b");
  }

  @Test
  void aColumnThatTheModelTakesIsNotALabel() throws IOException {
    assertThat(read("x,y\n1,2\n", List.of("y", "x")).values(0)).containsExactly(2, 1);
  }
}
