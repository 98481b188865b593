package io.ganglion.model;

import io.ganglion.formats.FormatException;
import io.ganglion.formats.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A {@link ModelDescription} as texts in a file of weights: one JSON object, and the user's own.
 *
 * <p>Fields that this version does not know are ignored, so that later versions may add some; a
 * change that must not be ignored raises the version.
 */
final class DescriptionText {

  /** The name of the text. */
  private static final String NAME = "ganglion.model";

  /** The version of the fields. */
  private static final long VERSION = 1;

  /** A header of safetensors, which also has the network and its arrays, may take 16 MB. */
  private static final int LONGEST = 12 << 20;

  private static final String PICTURE = "picture";
  private static final String ROW = "row";

  private final Object file;

  private DescriptionText(Object file) {
    this.file = file;
  }

  static Map<String, String> write(ModelDescription description) {
    return write(
        description.input(),
        description.classes(),
        description.unit(),
        description.calibration(),
        description.provenance(),
        description.metadata());
  }

  /**
   * Writes the parts of a description.
   *
   * @throws IllegalArgumentException if they are too long to be saved
   */
  static Map<String, String> write(
      ModelInput input,
      List<String> classes,
      Optional<String> unit,
      Calibration calibration,
      Optional<Provenance> provenance,
      Map<String, String> metadata) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", VERSION);
    fields.put("input", input(input));
    fields.put("classes", classes);
    unit.ifPresent(text -> fields.put("unit", text));
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("temperature", calibration.temperature());
    numbers.put("threshold", calibration.threshold());
    fields.put("calibration", numbers);
    provenance.ifPresent(origin -> fields.put("provenance", provenance(origin)));
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(NAME, Json.write(fields));
    // One order, so that the same description gives the same bytes.
    new TreeMap<>(metadata).forEach(texts::put);
    int bytes = Json.write(texts).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST) {
      throw new IllegalArgumentException(
          "the names and texts of the model take "
              + bytes
              + " bytes as JSON, expected at most "
              + LONGEST
              + ": shorten the names of classes and columns, or store long metadata elsewhere");
    }
    return texts;
  }

  private static Map<String, Object> input(ModelInput input) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (input instanceof PictureInput picture) {
      fields.put("kind", PICTURE);
      fields.put("height", (long) picture.height());
      fields.put("width", (long) picture.width());
      fields.put("preparation", picture.preparation().word());
      fields.put("transposed", picture.transposition().word());
      fields.put("shades", scaling(picture.shades()));
    } else if (input instanceof RowInput row) {
      fields.put("kind", ROW);
      fields.put("columns", row.columns());
    }
    fields.put("scaling", scaling(input.scaling()));
    return fields;
  }

  private static Map<String, Object> scaling(Scaling scaling) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("offset", scaling.offset());
    fields.put("divisor", scaling.divisor());
    return fields;
  }

  private static Map<String, Object> provenance(Provenance origin) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("data", origin.data());
    fields.put("samples", origin.samples());
    fields.put("checksum", origin.checksum());
    fields.put("training", origin.training());
    fields.put("ganglion", origin.version());
    return fields;
  }

  /**
   * Reads the description from the texts of a file.
   *
   * @param texts the texts by name
   * @param file the file that errors name
   * @return the description, or empty if the file has none
   * @throws FormatException if it is damaged, or from a later version
   */
  static Optional<ModelDescription> read(Map<String, String> texts, Object file)
      throws FormatException {
    String text = texts.get(NAME);
    if (text == null) {
      return Optional.empty();
    }
    DescriptionText reader = new DescriptionText(file);
    try {
      return Optional.of(reader.description(text, texts));
    } catch (FormatException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw reader.damaged(e.getMessage(), e);
    }
  }

  private ModelDescription description(String text, Map<String, String> texts) throws IOException {
    Map<?, ?> fields = object(Json.read(text), "the text");
    long version = number(fields, "version").longValue();
    if (version != VERSION) {
      throw new FormatException(
          file,
          "describes its inputs in version "
              + version
              + ", expected "
              + VERSION
              + ": use a later version of Ganglion");
    }
    Map<String, String> own = new HashMap<>(texts);
    own.keySet().removeIf(name -> name.startsWith(ModelDescription.RESERVED));
    return new ModelDescription(
        input(object(fields, "input")),
        strings(fields, "classes"),
        fields.containsKey("unit") ? Optional.of(string(fields, "unit")) : Optional.empty(),
        calibration(object(fields, "calibration")),
        fields.containsKey("provenance")
            ? Optional.of(provenance(object(fields, "provenance")))
            : Optional.empty(),
        own);
  }

  private ModelInput input(Map<?, ?> fields) throws FormatException {
    Scaling scaling = scaling(object(fields, "scaling"));
    String kind = string(fields, "kind");
    return switch (kind) {
      case PICTURE ->
          new PictureInput(
              side(fields, "height"),
              side(fields, "width"),
              Preparation.of(string(fields, "preparation")),
              fields.containsKey("transposed")
                  ? Transposition.of(string(fields, "transposed"))
                  : Transposition.NONE,
              scaling(object(fields, "shades")),
              scaling);
      case ROW -> new RowInput(strings(fields, "columns"), scaling);
      default ->
          throw new FormatException(
              file,
              "takes inputs of the kind '"
                  + kind
                  + "', expected picture or row: use a later version of Ganglion");
    };
  }

  private Scaling scaling(Map<?, ?> fields) throws FormatException {
    return new Scaling(
        number(fields, "offset").doubleValue(), number(fields, "divisor").doubleValue());
  }

  private int side(Map<?, ?> fields, String name) throws FormatException {
    return (int)
        Math.max(Integer.MIN_VALUE, Math.min(number(fields, name).longValue(), Integer.MAX_VALUE));
  }

  private Calibration calibration(Map<?, ?> fields) throws FormatException {
    return new Calibration(
        number(fields, "temperature").doubleValue(), number(fields, "threshold").doubleValue());
  }

  private Provenance provenance(Map<?, ?> fields) throws FormatException {
    return new Provenance(
        string(fields, "data"),
        number(fields, "samples").longValue(),
        string(fields, "checksum"),
        string(fields, "training"),
        string(fields, "ganglion"));
  }

  private Map<?, ?> object(Map<?, ?> fields, String name) throws FormatException {
    return object(fields.get(name), "'" + name + "'");
  }

  private Map<?, ?> object(Object value, String what) throws FormatException {
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    throw damaged(what + " is " + value + ", expected an object", null);
  }

  private Number number(Map<?, ?> fields, String name) throws FormatException {
    if (fields.get(name) instanceof Number number) {
      return number;
    }
    throw damaged("'" + name + "' is " + fields.get(name) + ", expected a number", null);
  }

  private String string(Map<?, ?> fields, String name) throws FormatException {
    if (fields.get(name) instanceof String string) {
      return string;
    }
    throw damaged("'" + name + "' is " + fields.get(name) + ", expected a text", null);
  }

  private List<String> strings(Map<?, ?> fields, String name) throws FormatException {
    if (fields.get(name) instanceof List<?> list
        && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw damaged("'" + name + "' is not a list of texts, as was expected", null);
  }

  private FormatException damaged(String reason, Exception cause) {
    String line = String.valueOf(reason).lines().findFirst().orElse("");
    String shown = line.length() > 200 ? line.substring(0, 200) + "…" : line;
    return new FormatException(
        file,
        "has a damaged description of its inputs, the text '"
            + NAME
            + "': "
            + shown
            + "; use another copy of the file",
        cause);
  }
}
