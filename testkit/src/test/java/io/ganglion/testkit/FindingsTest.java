package io.ganglion.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ganglion.testkit.Findings.Finding;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private final Findings findings = new Findings();

  private void add(String found, String advice) {
    findings.add(new Finding(found, advice, null));
  }

  @Test
  void nothingFoundIsNoFailure() {
    assertThatCode(findings::report).doesNotThrowAnyException();
  }

  @Test
  void oneFindingIsReportedInOneLine() {
    add("copy: [1, 7]: element [0, 6] is 0.0", "the last column.");

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(findings::report)
        .withMessage("copy: [1, 7]: element [0, 6] is 0.0. If this fails, check the last column.");
  }

  @Test
  void everyFindingIsReportedAndEachAdviceIsGivenOnce() {
    add("copy of 1", "the first.");
    add("copy of 2", "the second.");
    add("copy of 3", "the first.");

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(findings::report)
        .withMessage(
            """
            3 cases fail:
            copy of 1
            copy of 3. If this fails, check the first.
            copy of 2. If this fails, check the second.""");
  }

  @Test
  void moreThanOneCanReadAreCounted() {
    for (int i = 1; i <= 100; i++) {
      add("copy of " + i, "it.");
    }

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(findings::report)
        .withMessage(
            """
            100 cases fail:
            copy of 1
            copy of 2
            copy of 3
            copy of 4
            copy of 5
            and 95 more. If this fails, check it.""");
  }
}
