package io.ganglion.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ganglion.layer.Dropout;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Pass;
import io.ganglion.layer.PassContext;
import io.ganglion.loss.Huber;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Phrase;
import io.ganglion.text.PhraseException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Discovery with vocabularies of every kind on the class path: good, missing, broken, ambiguous.
 */
class VocabulariesTest {

  private static final Shape INPUT = Shape.of(3);

  @TempDir private Path folder;

  private ClassLoader before;

  @BeforeEach
  void rememberTheClassLoader() {
    before = Thread.currentThread().getContextClassLoader();
  }

  @AfterEach
  void restoreTheClassLoader() {
    Thread.currentThread().setContextClassLoader(before);
  }

  /** Makes a service file of the given lines visible to discovery. */
  private void provide(String... lines) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(Vocabulary.class.getName()), List.of(lines));
    Thread.currentThread().setContextClassLoader(loaderOf(folder));
  }

  private ClassLoader loaderOf(Path path) throws MalformedURLException {
    return new URLClassLoader(new URL[] {path.toUri().toURL()}, before);
  }

  private static Layer layer(String text) {
    return Vocabularies.find().layer(Phrase.of(text), INPUT);
  }

  @Test
  void ganglionsOwnWordsAreAvailableToAThreadWithoutClassLoader() {
    Thread.currentThread().setContextClassLoader(null);

    assertThat(layer("dropout 0.5")).isEqualTo(new Dropout(0.5));
  }

  @Test
  void wordsOfYourOwnAreReadAlongsideThem() throws IOException {
    provide(Own.class.getName());

    String text = "chain (dropout 0.5, chain (identity))";

    assertThat(layer(text))
        .isEqualTo(new Chain(List.of(new Dropout(0.5), new Chain(List.of(new Identity())))));
    assertThat(layer(text).text()).isEqualTo(text);
    assertThat(Vocabularies.find().loss(Phrase.of("wide-huber"))).isEqualTo(new Huber(9));
  }

  @Test
  void withoutTheirVocabularyTheErrorSaysWhereWordsAreDefined() {
    refused(
        "chain (identity)",
        "in 'chain (identity)': there is no such layer; expected linear, relu, tanh, sigmoid,"
            + " leaky-relu, identity, dropout, flatten, softmax, or a word of your own, defined by an"
            + " io.ganglion.vocabulary.Vocabulary on the class path");
  }

  @Test
  void anErrorNamesTheInnermostPhrase() throws IOException {
    provide(Own.class.getName());

    refused(
        "chain (dropout 0.5, dropout 1)",
        "in 'dropout 1': the dropout rate must be at least 0 and less than 1, got 1.0");
  }

  @Test
  void brokenVocabulariesAreNamedIfAWordIsUnknownAndHideNoOthers() throws IOException {
    provide("not.There", Throwing.class.getName(), Misspelt.class.getName(), Own.class.getName());

    assertThat(layer("chain (identity)")).isEqualTo(new Chain(List.of(new Identity())));
    assertThatExceptionOfType(PhraseException.class)
        .isThrownBy(() -> layer("swish"))
        .withMessageContaining("softmax, chain, or a word of your own")
        .withMessageEndingWith(
            "; not loaded: a vocabulary (java.util.ServiceConfigurationError:"
                + " io.ganglion.vocabulary.Vocabulary: Provider not.There not found), "
                + Throwing.class.getName()
                + " (java.lang.NoClassDefFoundError: org/library/Missing), "
                + Misspelt.class.getName()
                + " (io.ganglion.text.PhraseException: in 'Swish': a word's name must begin"
                + " with a lower-case letter and have only lower-case letters, digits and hyphens)");
  }

  @Test
  void aWordOfTwoVocabulariesIsRefusedAndOtherWordsAreNot() throws IOException {
    provide(Own.class.getName(), Namesake.class.getName());

    assertThat(layer("dropout 0.5")).isEqualTo(new Dropout(0.5));
    refused(
        "chain (identity)",
        "in 'chain (identity)': the layer 'chain' is defined by "
            + Own.class.getName()
            + " and by "
            + Namesake.class.getName()
            + "; rename it in one of them, or remove one from the class path");
    refused(
        "softmax",
        "in 'softmax': the layer 'softmax' is defined by"
            + " io.ganglion.vocabulary.StandardVocabulary and by "
            + Namesake.class.getName()
            + "; rename it in one of them, or remove one from the class path");
  }

  @Test
  void theVocabularyOfAReaderThatFailsIsNamed() throws IOException {
    provide(Namesake.class.getName());

    assertThatIllegalStateException()
        .isThrownBy(() -> layer("failing"))
        .withMessageStartingWith(Namesake.class.getName() + " failed on 'failing': ")
        .withCauseInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalStateException()
        .isThrownBy(() -> layer("nothing"))
        .withMessage(Namesake.class.getName() + " returned null for 'nothing', expected a layer");
  }

  private static void refused(String text, String message) {
    assertThatExceptionOfType(PhraseException.class)
        .isThrownBy(() -> layer(text))
        .withMessage(message);
  }

  /** A sequence of layers; only read here. */
  record Chain(List<Layer> layers) implements Layer {

    @Override
    public String name() {
      return "chain";
    }

    @Override
    public String text() {
      return layers.stream().map(Layer::text).collect(Collectors.joining(", ", "chain (", ")"));
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public Pass pass(PassContext context) {
      throw new UnsupportedOperationException();
    }
  }

  /** A vocabulary that works. */
  public static class Own implements Vocabulary {

    @Override
    public List<Word<LayerReader>> layers() {
      return List.of(new Word<>("chain (LAYER, ...)", Own::chain));
    }

    private static Layer chain(Phrase phrase, Shape input, Words words) {
      List<Layer> layers = new ArrayList<>();
      Shape shape = input;
      for (Phrase nested : phrase.nested()) {
        Layer layer = words.layer(nested, shape);
        layers.add(layer);
        shape = layer.outputShape(shape);
      }
      return new Chain(layers);
    }

    @Override
    public List<Word<LossReader>> losses() {
      return List.of(new Word<>("wide-huber", (phrase, words) -> new Huber(9)));
    }
  }

  /** A vocabulary with a word of another one, a word of Ganglion's, and readers that fail. */
  public static final class Namesake extends Own {

    @Override
    public List<Word<LayerReader>> layers() {
      List<Word<LayerReader>> layers = new ArrayList<>(super.layers());
      layers.add(new Word<>("softmax", (phrase, input, words) -> new Identity()));
      layers.add(new Word<>("nothing", (phrase, input, words) -> null));
      layers.add(
          new Word<>(
              "failing", (phrase, input, words) -> words.layer(phrase.nested().get(0), input)));
      return layers;
    }
  }

  /** A vocabulary that lacks a library. */
  public static final class Throwing implements Vocabulary {

    @Override
    public List<Word<LossReader>> losses() {
      throw new NoClassDefFoundError("org/library/Missing");
    }
  }

  /** A vocabulary with a word that no text can contain. */
  public static final class Misspelt implements Vocabulary {

    @Override
    public List<Word<LayerReader>> layers() {
      return List.of(new Word<>("Swish", (phrase, input, words) -> new Identity()));
    }
  }
}
