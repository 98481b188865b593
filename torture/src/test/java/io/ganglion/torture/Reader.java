package io.ganglion.torture;

import io.ganglion.backend.Backends;
import io.ganglion.cli.option.SplitConverter;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.Split;
import io.ganglion.formats.ArrayFile;
import io.ganglion.formats.CheckpointFile;
import io.ganglion.formats.HistoryFile;
import io.ganglion.formats.NpyFile;
import io.ganglion.formats.NpzFile;
import io.ganglion.formats.SafetensorsFile;
import io.ganglion.formats.TrainingStates;
import io.ganglion.formats.Weights;
import io.ganglion.layer.Linear;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.picture.DigitImage;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Phrase;
import io.ganglion.vocabulary.Vocabularies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.TypeConversionException;

/**
 * Everything that reads what somebody else may have written. Whatever it is given, a reader returns
 * or throws one of its documented exceptions, and takes little memory.
 */
// The two fields are methods: they have no state.
@SuppressWarnings("ImmutableEnumChecker")
enum Reader {
  NPY(".npy", file -> NpyFile.read(file).toDoubles()),
  NPZ(".npz", file -> readAll(NpzFile.open(file))),
  SAFETENSORS(".safetensors", file -> readAll(SafetensorsFile.open(file))),
  WEIGHTS_JSON(".json", Reader::load),
  WEIGHTS_NPZ(".npz", Reader::open),
  WEIGHTS_SAFETENSORS(".safetensors", Reader::open),
  CHECKPOINT(
      ".checkpoint",
      file -> {
        CheckpointFile.isReplaceable(file);
        TrainingStates.read(file);
      }),
  HISTORY_CSV(".csv", Reader::append),
  HISTORY_JSONL(".jsonl", Reader::append),
  DATA_CSV("_train.csv", Reader::train),
  DATA_NPZ(".npz", Reader::train),
  IDX_IMAGES(".gz", file -> Datasets.readIdx(file, companion("labels"))),
  IDX_LABELS(".gz", file -> Datasets.readIdx(companion("images"), file)),
  PICTURE(".png", DigitImage::read),
  NETWORK(Reader::network),
  LAYER(text -> Vocabularies.find().layer(Phrase.of(text), Shape.of(4, 4))),
  LOSS(text -> Vocabularies.find().loss(Phrase.of(text))),
  OPTIMIZER(text -> Vocabularies.find().optimizer(Phrase.of(text), 0.1)),
  SCHEDULE(text -> Vocabularies.find().schedule(Phrase.of(text))),
  SPLIT(text -> new SplitConverter().convert(text));

  private interface FileReader {
    void read(Path file) throws IOException;
  }

  private interface TextReader {
    void read(String text);
  }

  private final String ending;
  private final FileReader file;
  private final TextReader text;

  Reader(String ending, FileReader file) {
    this.ending = ending;
    this.file = file;
    this.text = null;
  }

  Reader(TextReader text) {
    this.ending = ".txt";
    this.file = null;
    this.text = text;
  }

  static Reader named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The name in commands and folders: {@code data-csv}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean readsText() {
    return text != null;
  }

  /** Reads what somebody else may have written; throws only what is a finding. */
  void read(byte[] content) throws IOException {
    if (readsText()) {
      try {
        text.read(new String(content, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        requireMessage(e);
      } catch (TypeConversionException e) {
        // The command makes what it prints harmless in one place.
        Objects.requireNonNull(e.getMessage());
      }
      return;
    }
    Path path = scratch("in" + ending);
    Files.write(path, content);
    try {
      file.read(path);
    } catch (IOException e) {
      requireMessage(e);
    }
  }

  private static void requireMessage(Exception refusal) {
    String message = refusal.getMessage();
    if (message == null || message.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("a refusal without one printable line: " + message, refusal);
    }
  }

  /** A file of this thread and program, in memory where the system has such a folder. */
  private static Path scratch(String name) throws IOException {
    Path memory = Path.of("/dev/shm");
    Path parent = Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    Path folder = parent.resolve("ganglion-torture-" + ProcessHandle.current().pid());
    if (Files.notExists(folder)) {
      Files.createDirectory(folder);
      folder.toFile().deleteOnExit();
    }
    Path file = folder.resolve(Thread.currentThread().getId() + name);
    file.toFile().deleteOnExit();
    return file;
  }

  private static Path companion(String kind) throws IOException {
    Path file = scratch(kind);
    Files.write(file, kind.equals("labels") ? Seeds.idxLabels() : Seeds.idxImages());
    return file;
  }

  private static void readAll(ArrayFile opened) throws IOException {
    try (opened) {
      for (String name : opened.names()) {
        opened.text(name);
        opened.shape(name);
        opened.read(name).toDoubles();
      }
    }
  }

  private static void load(Path file) throws IOException {
    try (Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(3),
            new Linear(3, 4),
            new Linear(4, 2))) {
      Weights.load(file, network);
    }
  }

  private static void open(Path file) throws IOException {
    Weights.architecture(file);
    Weights.open(file, Backends.create("java", Precision.FLOAT32)).close();
  }

  private static void append(Path file) throws IOException {
    HistoryFile.check(file);
    HistoryFile.open(file, true);
  }

  private static void train(Path file) throws IOException {
    Dataset data = Datasets.ofThisMachine().open(file, Split.TRAIN);
    data.samples(data.scaling().value()).readInput(0, new double[data.layout().shape().size()], 0);
  }

  /** What a network's text is read back as must be the same network. */
  private static void network(String text) {
    String written = Architecture.parse(text).toString();
    if (!Architecture.parse(written).toString().equals(written)) {
      throw new AssertionError("read back as another network: " + written);
    }
  }
}
