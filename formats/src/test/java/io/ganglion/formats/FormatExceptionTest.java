package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatExceptionTest {

  @Test
  void theMessageIsTheSourceAndTheProblem() {
    assertThat(new FormatException("a.npy", "is empty")).hasMessage("a.npy: is empty");
  }

  @Test
  void textFromAFileNeitherBreaksTheLineNorControlsTheTerminal() {
    assertThat(new FormatException("a", "found b\nc\r\u001b[2J\u2028\u202e\u0085d ü"))
        .hasMessage("a: found b?c??[2J???d ü");
  }

  @Test
  void longTextFromAFileIsShortened() {
    assertThat(FormatException.quote("a".repeat(60))).isEqualTo("'" + "a".repeat(60) + "'");
    assertThat(FormatException.quote("a".repeat(61))).isEqualTo("'" + "a".repeat(60) + "…'");
  }
}
