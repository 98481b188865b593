package io.ganglion.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  @Test
  void learnsExclusiveOr() {
    List<String> lines = printedBy(() -> Xor.main(new String[0]));

    assertThat(lines).hasSize(4);
    assertThat(last(lines.get(0))).isLessThan(0.1);
    assertThat(last(lines.get(1))).isGreaterThan(0.9);
    assertThat(last(lines.get(2))).isGreaterThan(0.9);
    assertThat(last(lines.get(3))).isLessThan(0.1);
  }

  private static double last(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }

  @Test
  void learnsFriedmansFunctionAlmostDownToTheNoise() {
    List<String> lines = printedBy(() -> Friedman.main(new String[0]));

    Matcher error =
        Pattern.compile("R² (\\S+), .*, root mean square error (\\S+) .*")
            .matcher(lines.get(lines.size() - 1));
    assertThat(error.matches()).isTrue();
    assertThat(Double.parseDouble(error.group(1))).isGreaterThan(0.93);
    assertThat(Double.parseDouble(error.group(2))).isBetween(0.9, 1.3);
  }

  private static List<String> printedBy(Runnable program) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
