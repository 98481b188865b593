package io.ganglion.cli.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.terminal.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

  @ParameterizedTest
  @CsvSource({
    "UTF-8, ''",
    "ANSI_X3.4-1968, '; file names are in ANSI_X3.4-1968 here: set LC_ALL to a locale of UTF-8'"
  })
  void aPathThatTheLocaleCannotNameIsRefusedWithTheWayOut(String encoding, String hint) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String usual = System.getProperty("sun.jnu.encoding");
    System.setProperty("sun.jnu.encoding", encoding);
    try {
      Failures failures = new Failures(new PrintStream(err, true, UTF_8));
      assertThat(failures.report(new InvalidPathException("d\u00e4", "Malformed input")))
          .isEqualTo(ExitStatus.FAILED);
    } finally {
      System.setProperty("sun.jnu.encoding", usual);
    }

    assertThat(err.toString(UTF_8))
        .isEqualTo("ganglion: d\u00e4: is not a path (Malformed input)" + hint + "\n");
  }
}
