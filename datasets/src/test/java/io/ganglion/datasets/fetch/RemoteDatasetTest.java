package io.ganglion.datasets.fetch;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ganglion.datasets.fetch.RemoteFile.Checked;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteDatasetTest {
  private static final String SHA_256 = "0".repeat(64);

  @Test
  void aFileNameThatLeadsElsewhereIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RemoteFile("../x", Checked.FILE, 1, SHA_256))
        .withMessage("file name '../x'; expected letters, digits, dots and hyphens");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "..; http://x/; dataset name '..'",
        "x; http://x/y; x: mirror http://x/y",
        "x; ftp://x/; x: mirror ftp://x/",
        "x; file:///x/; x: mirror file:///x/",
        "x; x/; x: mirror x/",
        "x; //x/; x: mirror //x/",
        "x; http:/x/; x: mirror http:/x/",
        "x; jar:http://x/; x: mirror jar:http://x/",
      })
  void aDatasetWhoseFilesWouldLieElsewhereIsRefused(String name, String mirror, String message) {
    RemoteFile file = new RemoteFile("x", Checked.FILE, 1, SHA_256);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new RemoteDataset(name, List.of(), List.of(URI.create(mirror)), List.of(file)))
        .withMessageStartingWith(message + "; expected ");
  }
}
