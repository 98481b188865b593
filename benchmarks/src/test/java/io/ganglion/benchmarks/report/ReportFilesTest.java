package io.ganglion.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

  private static final String SETTING = "PerSampleSgd.step: float64, mnist, original";

  @TempDir private Path folder;

  private String jmh;

  @BeforeEach
  void readJmhsResults() throws IOException {
    try (InputStream file = ReportFilesTest.class.getResourceAsStream("jmh.json")) {
      jmh = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Results results() throws IOException {
    return Results.of(Map.of("processor", "a | b"), Map.of("vector", "no <module>"), jmh);
  }

  @Test
  void measurementsAreGroupedBySettingFastestFirst() throws IOException {
    assertThat(results().settings()).containsOnlyKeys(SETTING);
    assertThat(results().settings().get(SETTING))
        .extracting(Measurement::subject)
        .containsExactly("ejml by hand", "java", "ejml", "sparse by hand", "nd4j", "loops by hand");
  }

  @Test
  void aFolderThatTakesNoReportIsFoundBeforeAnythingIsMeasured() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> ReportFiles.check(file))
        .hasMessage(file + ": is a file, expected a folder");
    Path taken = Files.createDirectories(folder.resolve("taken/report.html"));
    assertThatThrownBy(() -> ReportFiles.check(taken.getParent()))
        .hasMessage(taken + ": cannot be written: it is a folder, expected a file");
    Path fresh = folder.resolve("a/b");
    ReportFiles.check(fresh);
    assertThat(fresh).isEmptyDirectory();
  }

  @Test
  void withFewForksTheIterationsAreTheRuns() throws IOException {
    Measurement ejml = results().settings().get(SETTING).get(2);

    assertThat(ejml.runs()).hasSize(5);
    assertThat(ejml.median()).isEqualTo(13.828984);
    assertThat(ejml.lowest()).isEqualTo(12.608250366666667);
    assertThat(ejml.highest()).isEqualTo(24.8056697);
    assertThat(Math.round(ejml.allocated().orElseThrow())).isEqualTo(70);
  }

  @Test
  void withThreeForksOrMoreTheForksAreTheRuns() throws IOException {
    String forks =
        """
        [{"benchmark": "a.Forward.predict", "params": {"backend": "java"}, "primaryMetric": {
          "score": 3, "scoreError": "NaN", "scoreUnit": "us/op", "rawData": [[9, 11], [1, 3], [4, 6]]},
          "secondaryMetrics": {}}]
        """;

    Measurement forward = JmhResults.read(forks).get(0);

    assertThat(forward.runs()).containsExactly(2.0, 5.0, 10.0);
    assertThat(forward.setting()).isEqualTo("Forward.predict");
    assertThat(forward.allocated()).isEmpty();
  }

  @Test
  void theReportSaysWhatGanglionCostsAndWhichBackendsAreSlowerThanPlainLoops() throws IOException {
    assertThat(Results.remarks(results().settings().get(SETTING)))
        .containsExactly(
            "ejml takes 1.69 times as long as its library used by hand (13.8 against 8.17).",
            "Slower than plain loops that skip zeros: nd4j.");
  }

  @Test
  void allThreeFilesContainTheFactsAndTheNumbers() throws IOException {
    ReportFiles.write(
        folder.resolve("new"), Map.of("processor", "a | b"), Map.of("vector", "no <module>"), jmh);

    assertThat(folder.resolve("new/report.json"))
        .content()
        .contains("\"processor\" : \"a | b\"", "\"vector\" : \"no <module>\"", jmh.strip());
    assertThat(folder.resolve("new/report.md"))
        .content()
        .contains(
            "| processor | a \\| b |",
            "| vector | no &lt;module> |",
            "| java | 10.2 | 9.29 – 28.4 | 70 | 5.53× |");
    assertThat(folder.resolve("new/report.html"))
        .content()
        .contains("<th>processor</th><td>a | b</td>", "no &lt;module&gt;", "10.2 µs</text>")
        .doesNotContain("http:", "https:", "<script", "src=");
  }

  @Test
  void aChartIsWellFormedAndFitsOneBarForEachProgram() throws Exception {
    List<Measurement> measurements = results().settings().get(SETTING);
    String svg = BarChart.of("a < \"b\"", measurements);

    var chart =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();

    assertThat(chart.getAttribute("aria-label")).isEqualTo("a < \"b\"");
    var bars = chart.getElementsByTagName("rect");
    assertThat(bars.getLength()).isEqualTo(measurements.size());
    for (int i = 0; i < bars.getLength(); i++) {
      String width = bars.item(i).getAttributes().getNamedItem("width").getNodeValue();
      assertThat(Double.parseDouble(width)).isBetween(1.0, 700.0);
    }
  }

  @Test
  void otherJsonThanJmhsIsRefusedBeforeAnyFileIsWritten() throws IOException {
    assertThatThrownBy(() -> ReportFiles.write(folder, Map.of(), Map.of(), "{}"))
        .hasMessage("JMH's results: expected a JSON array, got START_OBJECT");
    assertThatThrownBy(() -> ReportFiles.write(folder, Map.of(), Map.of(), "[{}]"))
        .hasMessage("JMH's results: a result without benchmark; expected what JMH 1.37 writes");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
