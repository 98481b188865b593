package io.ganglion.formats;

import io.ganglion.layer.Parameter;
import io.ganglion.network.Network;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network's parameters in a file. The file's ending chooses the format:
 *
 * <ul>
 *   <li>{@code .json}: the original program's list of nested lists, one a parameter, in the order of
 *       {@link Network#parameters}; the bytes that Python's {@code json.dump} writes. A float32
 *       value is written as the {@code double} that equals it, as NumPy's {@code tolist} gives it.
 *   <li>{@code .npz}: NumPy's archive, one array a parameter, under its name, in the network's
 *       precision. Arrays named {@code arr_0}, {@code arr_1} … , as {@code numpy.savez} names them if
 *       given none, are read in that order.
 *   <li>{@code .safetensors}: one array a parameter, under its name, in the network's precision.
 * </ul>
 *
 * <p>The latter two also hold which network it is, in words, under the name {@code ganglion.network}:
 * in NPZ as an array of bytes, which NumPy reads with {@code bytes(f['ganglion.network']).decode()},
 * in safetensors in the metadata. Files without it load as well, and the shapes alone decide whether
 * weights fit.
 *
 * <p>Weights of one precision load into a network of another; they are rounded to it.
 */
public final class Weights {

  private static final String DESCRIPTION = "ganglion.network";
  private static final int LONGEST_QUOTED_DESCRIPTION = 200;

  private Weights() {}

  private enum Format {
    JSON(".json"),
    NPZ(".npz"),
    SAFETENSORS(".safetensors");

    private final String ending;

    Format(String ending) {
      this.ending = ending;
    }

    static Format of(Path file) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      for (Format format : values()) {
        if (name.endsWith(format.ending)) {
          return format;
        }
      }
      throw new IllegalArgumentException(
          file
              + ": weights are stored as .json, .npz or .safetensors; expected a name with one of"
              + " these endings");
    }
  }

  /**
   * Checks that a file's name chooses a format, so that a program can refuse it before it trains.
   *
   * @param file the file; need not exist
   * @throws IllegalArgumentException if the name ends in none of the three endings
   */
  public static void requireSupported(Path file) {
    Format.of(file);
  }

  /**
   * Saves all parameters, atomically.
   *
   * @param file the file, replaced if it exists
   * @param network not modified
   * @throws IllegalArgumentException if the file's name ends in none of the three endings
   * @throws FormatException if a parameter is not finite: nothing is written then
   * @throws IOException if the file could not be written; one that existed before is as it was
   */
  public static void save(Path file, Network network) throws IOException {
    save(file, network, Map.of());
  }

  static void save(Path file, Network network, String description) throws IOException {
    save(file, network, Map.of(DESCRIPTION, description));
  }

  private static void save(Path file, Network network, Map<String, String> texts)
      throws IOException {
    Format format = Format.of(file);
    boolean single = format != Format.JSON && network.backend().precision() == Precision.FLOAT32;
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters()) {
      double[] values = parameter.values();
      requireFinite(file + ": not written: parameter " + parameter.name(), parameter, values);
      arrays.put(
          parameter.name(),
          single
              ? NumericArray.of(parameter.shape(), toFloats(values))
              : NumericArray.of(parameter.shape(), values));
    }
    switch (format) {
      case JSON -> JsonWeights.write(file, arrays.values());
      case NPZ -> NpzFile.write(file, arrays, texts);
      case SAFETENSORS -> SafetensorsFile.write(file, arrays, texts);
    }
  }

  /**
   * Says which network a file's weights are of, without reading the weights.
   *
   * @param file the file
   * @return the network in words, or nothing if the file does not say: a {@code .json} never does,
   *     and neither does what other programs wrote
   * @throws IllegalArgumentException if the file's name ends in none of the three endings
   * @throws FormatException if the file is damaged, or its description is
   * @throws IOException if the file cannot be read
   */
  public static Optional<String> description(Path file) throws IOException {
    return switch (Format.of(file)) {
      case JSON -> {
        IoReason.requireReadableFile(file);
        yield Optional.empty();
      }
      case NPZ -> description(NpzFile.open(file));
      case SAFETENSORS -> description(SafetensorsFile.open(file));
    };
  }

  private static Optional<String> description(ArrayFile opened) throws IOException {
    try (opened) {
      return opened.text(DESCRIPTION);
    }
  }

  /**
   * Loads all parameters. The whole file is read and checked before the first of them changes.
   *
   * @param file the file
   * @param network its parameters are replaced; on an error, they are as they were
   * @throws IllegalArgumentException if the file's name ends in none of the three endings
   * @throws FormatException if the content is damaged, does not have the network's parameters and
   *     shapes, or has values that are not finite in the network's precision
   * @throws IOException if the file cannot be read
   */
  public static void load(Path file, Network network) throws IOException {
    List<Parameter> parameters = network.parameters();
    Map<String, double[]> loaded =
        switch (Format.of(file)) {
          case JSON -> JsonWeights.read(file, shapes(parameters));
          case NPZ -> read(NpzFile.open(file), file, parameters);
          case SAFETENSORS -> read(SafetensorsFile.open(file), file, parameters);
        };
    for (Parameter parameter : parameters) {
      double[] values = loaded.get(parameter.name());
      if (network.backend().precision() == Precision.FLOAT32) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) values[i];
        }
      }
      requireFinite(file + ": parameter " + parameter.name(), parameter, values);
    }
    for (Parameter parameter : parameters) {
      parameter.set(loaded.get(parameter.name()));
    }
  }

  private static Map<String, Shape> shapes(Collection<Parameter> parameters) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    parameters.forEach(parameter -> shapes.put(parameter.name(), parameter.shape()));
    return shapes;
  }

  private static Map<String, double[]> read(ArrayFile opened, Path file, List<Parameter> parameters)
      throws IOException {
    try (opened) {
      Optional<String> description = opened.text(DESCRIPTION);
      Set<String> found = new LinkedHashSet<>(opened.names());
      if (description.isPresent()) {
        found.remove(DESCRIPTION);
      }
      String network =
          description
              .map(text -> ", " + FormatException.quote(text, LONGEST_QUOTED_DESCRIPTION))
              .orElse("");
      boolean positional = isPositional(found, parameters.size());
      Map<String, Shape> expected = shapes(parameters);
      if (!positional && !found.equals(expected.keySet())) {
        throw new FormatException(
            file,
            "holds the arrays "
                + ArrayNames.list(found)
                + ", expected the network's parameters "
                + expected
                + (network.isEmpty() ? "" : ": the weights are of another network" + network));
      }
      Map<String, String> names = new LinkedHashMap<>();
      for (Parameter parameter : parameters) {
        String name = positional ? "arr_" + names.size() : parameter.name();
        names.put(parameter.name(), name);
        if (!opened.shape(name).equals(parameter.shape())) {
          throw new FormatException(
              file,
              "parameter "
                  + parameter.name()
                  + " has the shape "
                  + opened.shape(name)
                  + ", expected "
                  + parameter.shape()
                  + ": the weights are of another network"
                  + network);
        }
      }
      Map<String, double[]> loaded = new LinkedHashMap<>();
      for (Map.Entry<String, String> name : names.entrySet()) {
        loaded.put(name.getKey(), opened.read(name.getValue()).toDoubles());
      }
      return loaded;
    }
  }

  private static boolean isPositional(Set<String> names, int count) {
    Set<String> positional = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      positional.add("arr_" + i);
    }
    return names.equals(positional);
  }

  private static void requireFinite(String subject, Parameter parameter, double[] values)
      throws FormatException {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        int columns = parameter.shape().columns();
        throw new FormatException(
            subject,
            "found "
                + values[i]
                + " at row "
                + i / columns
                + ", column "
                + i % columns
                + " of "
                + parameter.shape()
                + ", expected finite numbers");
      }
    }
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
