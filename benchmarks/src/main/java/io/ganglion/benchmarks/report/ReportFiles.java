package io.ganglion.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ganglion.formats.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The files of a report: {@code report.json}, {@code report.md}, {@code report.html}. */
public final class ReportFiles {

  private ReportFiles() {}

  /**
   * Writes the three files, each completely or not at all.
   *
   * @param folder the folder of the report; created if it does not exist
   * @param facts the facts that the numbers depend on, by name
   * @param skipped what was not measured, each with the reason
   * @param json JMH's results, a JSON array
   * @throws IOException if the results are not JMH's JSON, or the files cannot be written
   */
  public static void write(
      Path folder, Map<String, String> facts, Map<String, String> skipped, String json)
      throws IOException {
    Results results = Results.of(facts, skipped, json);
    Files.createDirectories(folder);
    write(folder.resolve("report.json"), json(results, json));
    write(folder.resolve("report.md"), Markdown.of(results));
    write(folder.resolve("report.html"), Html.of(results));
  }

  /** JMH's own results, unchanged, together with the facts and what was not measured. */
  private static String json(Results results, String measured) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      pairs(json, "facts", results.facts());
      pairs(json, "skipped", results.skipped());
      json.writeFieldName("results");
      json.writeRawValue(measured.strip());
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  private static void pairs(JsonGenerator json, String name, Map<String, String> pairs)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      json.writeStringField(pair.getKey(), pair.getValue());
    }
    json.writeEndObject();
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
