package io.ganglion.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ganglion.formats.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The files of a report: {@code report.json}, {@code report.md}, {@code report.html}. */
public final class ReportFiles {

  private static final String JSON = "report.json";
  private static final String MARKDOWN = "report.md";
  private static final String HTML = "report.html";

  private ReportFiles() {}

  /**
   * Refuses a folder that {@link #write} could not write to, before anything is measured. Creates it
   * if it does not exist.
   *
   * @param folder the folder of the report
   * @throws IOException if a file cannot be written; the message names it, and the reason
   */
  public static void check(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(e.getMessage() + ": is a file, expected a folder", e);
    } catch (IOException e) {
      throw new IOException(folder + ": the folder cannot be made: " + e, e);
    }
    for (String name : new String[] {JSON, MARKDOWN, HTML}) {
      AtomicFile.check(folder.resolve(name));
    }
  }

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
    write(folder.resolve(JSON), json(results, json));
    write(folder.resolve(MARKDOWN), Markdown.of(results));
    write(folder.resolve(HTML), Html.of(results));
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
