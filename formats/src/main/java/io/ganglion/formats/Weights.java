package io.ganglion.formats;

import io.ganglion.formats.json.Json;
import io.ganglion.layer.Parameter;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
 * <p>The last two also store texts: a description of the network, the text of its {@link
 * Architecture}, under the name {@code ganglion.network}, and any texts of the caller's. In
 * safetensors they are the metadata. In NPZ, {@code ganglion.network} is an array of bytes, which
 * NumPy reads with {@code bytes(f['ganglion.network']).decode()}; the others are together one JSON
 * object, in the array {@code ganglion.texts}. {@link #open} makes the network from its
 * description. Files without one can be {@linkplain #load loaded} too: the shapes alone decide
 * whether weights fit.
 *
 * <p>{@link SavedWeights} keeps a file open, for programs that need the network before its weights.
 *
 * <p>Weights of one precision can be loaded into a network of another; they are rounded to the
 * network's precision.
 */
public final class Weights {

  /** The name of the text that describes the network. */
  static final String DESCRIPTION = "ganglion.network";

  /** The name of an NPZ file's other texts. */
  static final String TEXTS = "ganglion.texts";

  private static final int LONGEST_START = 512;

  private Weights() {}

  /** The formats of weights. */
  enum Format {
    /** A list of lists. */
    JSON(".json", "\\s*\\[\\s*\\[[\\s\\[]*([-0-9.NI]|\\z)"),

    /** A ZIP file (APPNOTE.TXT, 4.3.7) whose first entry is a parameter or the description. */
    NPZ(".npz", "(?s)PK\3\4.{26}(\\d+\\.[A-Za-z]\\w*|ganglion\\.network)\\.npy"),

    /** The header's length, and the description as the first of the texts. */
    SAFETENSORS(".safetensors", "(?s).{8}\\{\"__metadata__\":\\{\"ganglion\\.network\":");

    private static final Map<Pattern, String> OTHERS =
        Map.of(
            Pattern.compile("\\.(h5|hdf5|keras)$"), "Keras",
            Pattern.compile("\\.(pt|pth)$"), "PyTorch",
            Pattern.compile("\\.onnx$"), "ONNX");

    private final String ending;
    private final Pattern start;

    Format(String ending, String start) {
      this.ending = ending;
      this.start = Pattern.compile(start);
    }

    static Format of(Path file) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      for (Format format : values()) {
        if (name.endsWith(format.ending)) {
          return format;
        }
      }
      for (Map.Entry<Pattern, String> other : OTHERS.entrySet()) {
        if (other.getKey().matcher(name).find()) {
          throw new IllegalArgumentException(
              file
                  + ": is named like weights of "
                  + other.getValue()
                  + ", which cannot be read; save the arrays in the network's order with numpy.savez"
                  + " as .npz, matrices as [inputs, outputs]");
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
   * Whether the format that a file's name chooses can keep texts beside the weights.
   *
   * @param file the file; need not exist
   * @return false for a {@code .json}
   * @throws IllegalArgumentException if the name has none of the three extensions
   */
  public static boolean keepsTexts(Path file) {
    return Format.of(file) != Format.JSON;
  }

  /**
   * Whether the name chooses a file that weights may replace: a mistyped name must not destroy some
   * other file. {@link #save} does not ask; a program that saves to a name that its user has typed
   * should.
   *
   * @param file the file; it exists
   * @return whether it is empty, or begins like weights that {@link #save} has written in the
   *     format that its name chooses, whatever follows
   * @throws IllegalArgumentException if the name has none of the three extensions
   * @throws IOException if it is not an ordinary file, or cannot be read
   */
  public static boolean isReplaceable(Path file) throws IOException {
    Format format = Format.of(file);
    byte[] start = InputFile.start(file, LONGEST_START);
    return start.length == 0
        || format.start.matcher(new String(start, StandardCharsets.ISO_8859_1)).lookingAt();
  }

  /**
   * Saves all parameters atomically: see {@link AtomicFile} about links, permissions and other
   * writers.
   *
   * @param file the file, replaced if it exists, whatever it holds: see {@link #isReplaceable}
   * @param network not modified
   * @throws IllegalArgumentException if the file's name has none of the three extensions
   * @throws FormatException if a parameter has a value that is not finite; nothing is then written
   * @throws IllegalStateException if the network is closed, or another thread is training it
   * @throws IOException if the file cannot be written; an existing file is then unchanged
   */
  public static void save(Path file, Network network) throws IOException {
    save(file, network, Map.of());
  }

  /**
   * Saves all parameters atomically, and texts beside them.
   *
   * @param file the file, replaced if it exists, whatever it holds: see {@link #isReplaceable}
   * @param network not modified
   * @param texts the texts by name, written in the map's order; not modified; empty for a {@code
   *     .json}, which cannot store them
   * @throws IllegalArgumentException if the file's name has none of the three extensions, or is a
   *     {@code .json} and there are texts, or if a text has the name {@code ganglion.network}, is
   *     not Unicode, or is too long
   * @throws FormatException if a parameter has a value that is not finite; nothing is then written
   * @throws IllegalStateException if the network is closed, or another thread is training it
   * @throws IOException if the file cannot be written; an existing file is then unchanged
   */
  public static void save(Path file, Network network, Map<String, String> texts)
      throws IOException {
    Format format = Format.of(file);
    if (format == Format.JSON && !texts.isEmpty()) {
      throw new IllegalArgumentException(
          file
              + ": a .json file holds numbers only, but there are the texts "
              + ArrayNames.list(texts.keySet())
              + "; save as .safetensors or .npz");
    }
    if (texts.containsKey(DESCRIPTION)) {
      throw new IllegalArgumentException(
          "a text is named " + DESCRIPTION + ", the name of the network's description; rename it");
    }
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
    // The description comes first: Format recognises its own files by it.
    Map<String, String> all = new LinkedHashMap<>();
    all.put(DESCRIPTION, network.architecture().toString());
    switch (format) {
      case JSON -> JsonWeights.write(file, arrays.values());
      case NPZ -> {
        if (!texts.isEmpty()) {
          all.put(TEXTS, Json.write(texts));
        }
        NpzFile.write(file, arrays, all);
      }
      case SAFETENSORS -> {
        all.putAll(texts);
        SafetensorsFile.write(file, arrays, all);
      }
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
    try (SavedWeights saved = SavedWeights.open(file)) {
      return saved.architecture();
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
    try (SavedWeights saved = SavedWeights.open(file)) {
      return saved.network(backend);
    }
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
    try (SavedWeights saved = SavedWeights.open(file)) {
      saved.load(network);
    }
  }

  static void requireFinite(String subject, Shape shape, double[] values) throws FormatException {
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
