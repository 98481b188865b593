package io.ganglion.formats;

import io.ganglion.layer.Parameter;
import io.ganglion.layer.ParameterSpec;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Saves a network's parameters in a file, and loads them. The file's extension chooses the format:
 *
 * <ul>
 *   <li>{@code .json}: the original program's format, a list with one nested list per parameter, in
 *       the order of {@link Network#parameters}. The bytes are those that Python's {@code
 *       json.dump} writes. A float32 value is written as the {@code double} equal to it, as NumPy's
 *       {@code tolist} returns it.
 *   <li>{@code .npz}: NumPy's archive, with one array per parameter, under the parameter's name, in
 *       the network's precision. Arrays named {@code arr_0}, {@code arr_1} …, as {@code
 *       numpy.savez} names unnamed arrays, are read in that order.
 *   <li>{@code .safetensors}: one array per parameter, under the parameter's name, in the network's
 *       precision.
 * </ul>
 *
 * <p>The last two also store a description of the network, the text of its {@link Architecture},
 * under the name {@code ganglion.network}. In NPZ it is an array of bytes, which NumPy reads with
 * {@code bytes(f['ganglion.network']).decode()}; in safetensors it is in the metadata. {@link
 * #open} makes the network from it. Files without a description can be {@linkplain #load loaded}
 * too: the shapes alone decide whether weights fit.
 *
 * <p>Weights of one precision can be loaded into a network of another; they are rounded to the
 * network's precision.
 */
public final class Weights {

  private static final String DESCRIPTION = "ganglion.network";
  private static final int LONGEST_QUOTED_DESCRIPTION = 200;
  private static final int LONGEST_REASON = 600;

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
              + " these extensions");
    }
  }

  /**
   * Checks that a file's name chooses a format, so that a program can refuse it before it trains.
   *
   * @param file the file; need not exist
   * @throws IllegalArgumentException if the name has none of the three extensions
   */
  public static void requireSupported(Path file) {
    Format.of(file);
  }

  /**
   * Saves all parameters atomically.
   *
   * @param file the file, replaced if it exists
   * @param network not modified
   * @throws IllegalArgumentException if the file's name has none of the three extensions
   * @throws FormatException if a parameter has a value that is not finite; nothing is then written
   * @throws IllegalStateException if the network is closed, or another thread is training it
   * @throws IOException if the file cannot be written; an existing file is then unchanged
   */
  public static void save(Path file, Network network) throws IOException {
    Format format = Format.of(file);
    boolean single = format != Format.JSON && network.backend().precision() == Precision.FLOAT32;
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    Map<String, double[]> saved = network.values();
    for (Parameter parameter : network.parameters()) {
      double[] values = saved.get(parameter.name());
      requireFinite(
          file + ": not written: parameter " + parameter.name(), parameter.shape(), values);
      arrays.put(
          parameter.name(),
          single
              ? NumericArray.rounded(parameter.shape(), values)
              : NumericArray.of(parameter.shape(), values));
    }
    Map<String, String> texts = Map.of(DESCRIPTION, network.architecture().toString());
    switch (format) {
      case JSON -> JsonWeights.write(file, arrays.values());
      case NPZ -> NpzFile.write(file, arrays, texts);
      case SAFETENSORS -> SafetensorsFile.write(file, arrays, texts);
    }
  }

  /**
   * Reads which network a file's weights belong to, without reading the weights.
   *
   * @param file the file
   * @return the network's architecture, or empty if the file does not describe its network: a
   *     {@code .json} never does, and neither do files from other programs
   * @throws IllegalArgumentException if the file's name has none of the three extensions
   * @throws FormatException if the file or its description is damaged, or if the network has a
   *     layer of the user's own and the {@link io.ganglion.vocabulary.Vocabulary} that reads it is
   *     missing
   * @throws IOException if the file cannot be read
   */
  public static Optional<Architecture> architecture(Path file) throws IOException {
    Optional<String> text = description(file);
    try {
      return text.map(Architecture::parse);
    } catch (IllegalArgumentException e) {
      throw new FormatException(
          file,
          "describes its network in a way that cannot be read: "
              + FormatException.shorten(e.getMessage(), LONGEST_REASON)
              + "; the file is damaged, from a later version, or needs a vocabulary that is"
              + " missing",
          e);
    }
  }

  private static Optional<String> description(Path file) throws IOException {
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
   * Makes the network that a file describes, with the parameters from the file, ready to predict.
   * The whole file is read and checked before the network is made.
   *
   * @param file an {@code .npz} or {@code .safetensors} that describes its network, as {@link
   *     #save} writes it
   * @param backend the backend that stores the parameters and computes
   * @return a new network
   * @throws IllegalArgumentException if the file's name has none of the three extensions
   * @throws FormatException if the file does not describe its network, is damaged, does not have
   *     that network's parameters and shapes, or has values that are not finite in the backend's
   *     precision
   * @throws IOException if the file cannot be read
   */
  public static Network open(Path file, Backend<?> backend) throws IOException {
    Architecture architecture = architecture(file).orElseThrow(() -> undescribed(file));
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (int i = 0; i < architecture.layers().size(); i++) {
      for (ParameterSpec spec : architecture.parameters(i)) {
        shapes.put(i + "." + spec.name(), spec.shape());
      }
    }
    Map<String, double[]> loaded = read(file, shapes, backend.precision());
    Network network = Network.of(backend, new SplitMix64(0), architecture);
    network.set(loaded);
    return network;
  }

  private static FormatException undescribed(Path file) {
    return new FormatException(
        file,
        "does not describe its network"
            + (Format.of(file) == Format.JSON ? " (a .json file never does)" : "")
            + "; make the network and load the weights into it");
  }

  /**
   * Loads all parameters. The whole file is read and checked before any parameter changes. Other
   * threads may be predicting with the network: each prediction is made with the parameters from
   * before or with those of the file.
   *
   * @param file the file
   * @param network its parameters are replaced; on an error they are unchanged
   * @throws IllegalArgumentException if the file's name has none of the three extensions
   * @throws FormatException if the file is damaged, does not have the network's parameters and
   *     shapes, or has values that are not finite in the network's precision
   * @throws IllegalStateException if the network is closed, or another thread is training it
   * @throws IOException if the file cannot be read
   */
  public static void load(Path file, Network network) throws IOException {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    network.parameters().forEach(parameter -> shapes.put(parameter.name(), parameter.shape()));
    network.set(read(file, shapes, network.backend().precision()));
  }

  /** Reads the values of parameters of these shapes, by name, rounded to a precision. */
  private static Map<String, double[]> read(
      Path file, Map<String, Shape> shapes, Precision precision) throws IOException {
    Map<String, double[]> loaded =
        switch (Format.of(file)) {
          case JSON -> JsonWeights.read(file, shapes);
          case NPZ -> read(NpzFile.open(file), file, shapes);
          case SAFETENSORS -> read(SafetensorsFile.open(file), file, shapes);
        };
    for (Map.Entry<String, Shape> parameter : shapes.entrySet()) {
      double[] values = loaded.get(parameter.getKey());
      if (precision == Precision.FLOAT32) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) values[i];
        }
      }
      requireFinite(file + ": parameter " + parameter.getKey(), parameter.getValue(), values);
    }
    return loaded;
  }

  private static Map<String, double[]> read(
      ArrayFile opened, Path file, Map<String, Shape> expected) throws IOException {
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
      boolean positional = isPositional(found, expected.size());
      if (!positional && !found.equals(expected.keySet())) {
        throw new FormatException(
            file,
            "holds the arrays "
                + ArrayNames.list(found)
                + ", expected the network's parameters "
                + expected
                + (network.isEmpty() ? "" : ": the weights belong to another network" + network));
      }
      Map<String, String> names = new LinkedHashMap<>();
      for (Map.Entry<String, Shape> parameter : expected.entrySet()) {
        String name = positional ? "arr_" + names.size() : parameter.getKey();
        names.put(parameter.getKey(), name);
        if (!opened.shape(name).equals(parameter.getValue())) {
          throw new FormatException(
              file,
              "parameter "
                  + parameter.getKey()
                  + " has the shape "
                  + opened.shape(name)
                  + ", expected "
                  + parameter.getValue()
                  + ": the weights belong to another network"
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

  private static void requireFinite(String subject, Shape shape, double[] values)
      throws FormatException {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        int columns = shape.columns();
        throw new FormatException(
            subject,
            "found "
                + values[i]
                + " at row "
                + i / columns
                + ", column "
                + i % columns
                + " of "
                + shape
                + ", expected finite numbers");
      }
    }
  }
}
