package io.ganglion.formats;

import io.ganglion.formats.json.Json;
import io.ganglion.layer.ParameterSpec;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file of weights that is open for reading, for programs that need the network that it describes
 * before they load its weights. Its formats are those of {@link Weights}.
 *
 * <p>The file is opened once. If another program replaces it meanwhile, network and weights are
 * both those of the file as it was when it was opened. Not thread-safe.
 */
public final class SavedWeights implements Closeable {

  private static final int LONGEST_QUOTED_DESCRIPTION = 200;
  private static final int LONGEST_REASON = 600;

  private final Path file;
  private final Content content;

  private SavedWeights(Path file, Content content) {
    this.file = file;
    this.content = content;
  }

  /** What the formats have in common. */
  private interface Content extends Closeable {

    /** The text that describes the network. */
    Optional<String> description() throws IOException;

    /** The other texts, by name. */
    Map<String, String> texts() throws IOException;

    /** The values of parameters of these shapes, by name. */
    Map<String, double[]> read(Map<String, Shape> shapes) throws IOException;
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the open file
   * @throws IllegalArgumentException if the file's name has none of the three extensions
   * @throws FormatException if it is damaged so that it cannot be opened
   * @throws IOException if the file cannot be read
   */
  public static SavedWeights open(Path file) throws IOException {
    return new SavedWeights(
        file,
        switch (Weights.Format.of(file)) {
          case JSON -> new Lists(file, InputFile.open(file));
          case NPZ -> new Arrays(file, NpzFile.open(file));
          case SAFETENSORS -> new Arrays(file, SafetensorsFile.open(file));
        });
  }

  /**
   * Reads which network the weights belong to, without reading the weights.
   *
   * @return the network's architecture, or empty if the file does not describe its network: a
   *     {@code .json} never does, and neither do files from other programs
   * @throws FormatException if the description is damaged, or if the network has a layer of the
   *     user's own and the {@link io.ganglion.vocabulary.Vocabulary} that reads it is missing
   * @throws IOException if the file cannot be read
   */
  public Optional<Architecture> architecture() throws IOException {
    Optional<String> text = content.description();
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

  /**
   * Reads the texts that the file stores beside its weights, other than the description of the
   * network: those that {@link Weights#save(Path, Network, Map)} was given, and in a safetensors
   * file those of other programs.
   *
   * @return the texts by name, in the file's order; unmodifiable, empty for a {@code .json}
   * @throws FormatException if the texts are damaged
   * @throws IOException if the file cannot be read
   */
  public Map<String, String> texts() throws IOException {
    return Collections.unmodifiableMap(content.texts());
  }

  /**
   * Makes the network that the file describes, with the parameters from the file, ready to predict.
   * The whole file is read and checked before the network is made.
   *
   * @param backend the backend that stores the parameters and computes
   * @return a new network
   * @throws FormatException if the file does not describe its network, is damaged, does not have
   *     that network's parameters and shapes, or has values that are not finite in the backend's
   *     precision
   * @throws IOException if the file cannot be read
   */
  public Network network(Backend<?> backend) throws IOException {
    return network(backend, architecture().orElseThrow(this::undescribed));
  }

  /**
   * Makes a network with the parameters from the file, ready to predict, for files that do not
   * describe their network. The whole file is read and checked before the network is made.
   *
   * @param backend the backend that stores the parameters and computes
   * @param architecture the network that the weights belong to
   * @return a new network
   * @throws FormatException if the file is damaged, does not have that network's parameters and
   *     shapes, or has values that are not finite in the backend's precision
   * @throws IOException if the file cannot be read
   */
  public Network network(Backend<?> backend, Architecture architecture) throws IOException {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (int i = 0; i < architecture.layers().size(); i++) {
      for (ParameterSpec spec : architecture.parameters(i)) {
        shapes.put(i + "." + spec.name(), spec.shape());
      }
    }
    Map<String, double[]> loaded = read(shapes, backend.precision());
    Network network = Network.of(backend, new SplitMix64(0), architecture);
    try {
      network.set(loaded);
      return network;
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private FormatException undescribed() {
    return new FormatException(
        file,
        "does not describe its network"
            + (content instanceof Lists ? " (a .json file never does)" : "")
            + "; make the network and load the weights into it");
  }

  /**
   * Loads all parameters. The whole file is read and checked before any parameter changes. Other
   * threads may be predicting with the network: each prediction is made with the parameters from
   * before or with those of the file.
   *
   * @param network its parameters are replaced; on an error they are unchanged
   * @throws FormatException if the file is damaged, does not have the network's parameters and
   *     shapes, or has values that are not finite in the network's precision
   * @throws IllegalStateException if the network is closed, or another thread is training it
   * @throws IOException if the file cannot be read
   */
  public void load(Network network) throws IOException {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    network.parameters().forEach(parameter -> shapes.put(parameter.name(), parameter.shape()));
    network.set(read(shapes, network.backend().precision()));
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  /** Reads the values of parameters of these shapes, by name, rounded to a precision. */
  private Map<String, double[]> read(Map<String, Shape> shapes, Precision precision)
      throws IOException {
    Map<String, double[]> loaded = content.read(shapes);
    for (Map.Entry<String, Shape> parameter : shapes.entrySet()) {
      double[] values = loaded.get(parameter.getKey());
      if (precision == Precision.FLOAT32) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) values[i];
        }
      }
      Weights.requireFinite(
          file + ": parameter " + parameter.getKey(), parameter.getValue(), values);
    }
    return loaded;
  }

  private record Lists(Path file, InputFile opened) implements Content {

    @Override
    public Optional<String> description() {
      return Optional.empty();
    }

    @Override
    public Map<String, String> texts() {
      return Map.of();
    }

    @Override
    public Map<String, double[]> read(Map<String, Shape> shapes) throws IOException {
      return JsonWeights.read(opened, file, shapes);
    }

    @Override
    public void close() throws IOException {
      opened.close();
    }
  }

  private record Arrays(Path file, ArrayFile opened) implements Content {

    @Override
    public Optional<String> description() throws IOException {
      return opened.text(Weights.DESCRIPTION);
    }

    @Override
    public Map<String, String> texts() throws IOException {
      if (opened instanceof SafetensorsFile safetensors) {
        Map<String, String> texts = new LinkedHashMap<>(safetensors.metadata());
        texts.remove(Weights.DESCRIPTION);
        return texts;
      }
      Optional<String> json = opened.text(Weights.TEXTS);
      return json.isPresent() ? texts(json.get()) : Map.of();
    }

    /** Reads a JSON object of texts, and nothing else. */
    private Map<String, String> texts(String json) throws IOException {
      String source = ArrayNames.source(file, Weights.TEXTS);
      Object value;
      try {
        value = Json.read(json);
      } catch (IOException e) {
        throw new FormatException(source, "is damaged: " + e.getMessage(), e);
      }
      if (!(value instanceof Map<?, ?> object)
          || !object.values().stream().allMatch(String.class::isInstance)) {
        throw new FormatException(source, "is not a JSON object of texts, as was expected");
      }
      Map<String, String> texts = new LinkedHashMap<>();
      object.forEach((name, text) -> texts.put((String) name, (String) text));
      return texts;
    }

    @Override
    public Map<String, double[]> read(Map<String, Shape> expected) throws IOException {
      Optional<String> description = description();
      Set<String> found = new LinkedHashSet<>(opened.names());
      if (description.isPresent()) {
        found.removeAll(Set.of(Weights.DESCRIPTION, Weights.TEXTS));
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
      requireRoom(expected);
      Map<String, double[]> loaded = new LinkedHashMap<>();
      for (Map.Entry<String, String> name : names.entrySet()) {
        loaded.put(name.getKey(), opened.read(name.getValue()).toDoubles());
      }
      return loaded;
    }

    /** Checks that all parameters fit in memory together; each may, where their sum does not. */
    private void requireRoom(Map<String, Shape> shapes) throws FormatException {
      long numbers = shapes.values().stream().mapToLong(Shape::size).sum();
      long limit = Elements.defaultMemoryLimit();
      if (numbers > limit / Double.BYTES) {
        throw new FormatException(
            file,
            String.format(
                Locale.ROOT,
                "has %d parameters, which take %d MB, expected at most %d MB, half of the heap; give the JVM more (-Xmx)",
                numbers,
                numbers * Double.BYTES / (1 << 20) + 1,
                limit >> 20));
      }
    }

    private static boolean isPositional(Set<String> names, int count) {
      Set<String> positional = new LinkedHashSet<>();
      for (int i = 0; i < count; i++) {
        positional.add("arr_" + i);
      }
      return names.equals(positional);
    }

    @Override
    public void close() throws IOException {
      opened.close();
    }
  }
}
