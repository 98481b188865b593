package io.ganglion.cli.option;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * A named set of options: {@code --preset mlp} stands for all options of the preset. Options that
 * are also typed override them.
 */
public enum Preset {
  /** The original program's network and training: the command's own defaults. */
  ORIGINAL("original", Map.of()),

  /** One hidden layer, without dropout or deformation. */
  MLP(
      "mlp",
      Map.ofEntries(
          Map.entry("--network", "linear 800 he, relu, linear classes, softmax"),
          Map.entry("--optimizer", "adamw 0.05"),
          Map.entry("--learning-rate", "0.001"),
          Map.entry("--schedule", "cosine"),
          Map.entry("--loss", "softmax-cross-entropy 0.1"),
          Map.entry("--batch-size", "128"),
          Map.entry("--epochs", "20"),
          Map.entry("--shuffle", "epoch"),
          Map.entry("--precision", "float32"))),

  /** One wide hidden layer with dropout of one half. */
  MLP_DROPOUT(
      "mlp-dropout",
      Map.ofEntries(
          Map.entry("--network", "linear 2048 he, relu, dropout 0.5, linear classes, softmax"),
          Map.entry("--optimizer", "adamw 0.2"),
          Map.entry("--learning-rate", "0.0015"),
          Map.entry("--schedule", "cosine"),
          Map.entry("--loss", "softmax-cross-entropy 0.1"),
          Map.entry("--batch-size", "256"),
          Map.entry("--epochs", "80"),
          Map.entry("--shuffle", "epoch"),
          Map.entry("--precision", "float32"))),

  /** One hidden layer of 800, trained on images that are deformed differently in every epoch. */
  MLP_ELASTIC(
      "mlp-elastic",
      Map.ofEntries(
          Map.entry("--network", "linear 800 he, relu, linear classes, softmax"),
          Map.entry("--optimizer", "adam"),
          Map.entry("--learning-rate", "0.001"),
          Map.entry("--schedule", "cosine"),
          Map.entry("--loss", "softmax-cross-entropy"),
          Map.entry("--batch-size", "128"),
          Map.entry("--epochs", "150"),
          Map.entry("--shuffle", "epoch"),
          Map.entry("--augment", "elastic"),
          Map.entry("--precision", "float32")));

  private static final String OPTION = "--preset";

  private final String label;

  // Map.of and Map.ofEntries make immutable maps.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<String, String> options;

  Preset(String label, Map<String, String> options) {
    this.label = label;
    this.options = options;
  }

  /** The name that users type. */
  public String label() {
    return label;
  }

  /** The preset's value of an option, if it has one. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** All names, for messages. */
  static String labels() {
    return Arrays.stream(values()).map(Preset::label).collect(Collectors.joining(", "));
  }

  /** Finds a preset by its name. */
  static Optional<Preset> named(String label) {
    return Arrays.stream(values()).filter(preset -> preset.label.equals(label)).findFirst();
  }

  /** Adds the option to a command, with the defaults of the preset among the arguments, if any. */
  public static void applyTo(CommandLine command, String... args) {
    command.addMixin(OPTION, new PresetOption());
    List<String> words = List.of(args);
    int at = words.lastIndexOf(OPTION);
    Optional<String> separate =
        at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
    words.stream()
        .filter(word -> word.startsWith(OPTION + "="))
        .map(word -> word.substring(OPTION.length() + 1))
        .findFirst()
        .or(() -> separate)
        .flatMap(Preset::named)
        .ifPresent(preset -> command.setDefaultValueProvider(preset::defaultOf));
  }

  private String defaultOf(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option(option.longestName()).orElse(null) : null;
  }

  /** The option that names a preset. */
  private static final class PresetOption {

    @Option(
        names = OPTION,
        order = -2, // Before the others, which have -1.
        paramLabel = "NAME",
        converter = Converter.class,
        description =
            "A set of values for the other options: original (their usual defaults), mlp,"
                + " mlp-dropout or mlp-elastic. Options that you give as well override it. Add"
                + " --help to see its values as defaults.")
    // applyTo has set the values before options are read: here the name is only checked.
    @SuppressWarnings("UnusedVariable")
    private Preset preset;
  }

  /** Reads a preset by its name. */
  private static final class Converter implements CommandLine.ITypeConverter<Preset> {

    @Override
    public Preset convert(String label) {
      return named(label)
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "no preset is called '" + label + "', expected one of " + labels()));
    }
  }
}
