package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.model.Calibration;
import io.ganglion.model.ModelDescription;
import io.ganglion.model.Provenance;
import io.ganglion.model.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that continues a model, or resumes, and what the model says then. */
class ContinuedModelTest extends SmallModels {

  @ParameterizedTest
  @ValueSource(
      strings = {"--invert", "--normalize 0.1307,0.3081", "--input-scale 100", "--classes x,y"})
  void theSameCommandContinuesWithTheSameInputs(String options) throws IOException {
    Path data = pictures("a", "b");
    train(data, "w.npz", (Object[]) options.split(" "));
    ModelDescription first = description("w.npz");
    train(data, "w.npz", (Object[]) options.split(" "));
    assertThat(description("w.npz").input()).isEqualTo(first.input());
    assertThat(description("w.npz").classes()).isEqualTo(first.classes());
  }

  @Test
  void trainingThatContinuesKeepsTheModelsInputs() throws IOException {
    Path data = pictures("a", "b");
    train(data, "w.npz", "--input-scale", 100);
    Run again = train(data, "w.npz");
    assertThat(description("w.npz").input().scaling()).isEqualTo(new Scaling(0, 100));
    assertThat(again.err())
        .contains("inputs    pictures of 28×28, plain, values divided by 100")
        .doesNotContain("divided by 255");

    Run other = Run.of("train", "--data", data, "--weights", folder.resolve("w.npz"), "--invert");
    assertThat(other.complaints())
        .singleElement()
        .asString()
        .contains("has learnt pictures of 28×28, plain, values divided by 100, not ");
  }

  @Test
  void trainingThatContinuesPreparesPicturesAsTheModelTakesThem() throws IOException {
    Path data = folder.resolve("seven");
    for (String name : new String[] {"7", "seven"}) {
      Path of = Files.createDirectories(data.resolve("train").resolve(name));
      Files.copy(Path.of("../docs/seven.png"), of.resolve("1.png"));
    }
    train(data, "w.npz", "--prepare", "digit");
    String learnt = description("w.npz").provenance().orElseThrow().checksum();
    train(data, "w.npz");
    assertThat(description("w.npz").provenance().orElseThrow().checksum()).isEqualTo(learnt);
    train(data, "v.npz");
    assertThat(description("v.npz").provenance().orElseThrow().checksum()).isNotEqualTo(learnt);
  }

  @Test
  void theChecksumIsThatOfTheDataAsTheyWereRead() throws IOException {
    Path all = folder.resolve("all_train.csv");
    Files.writeString(all, "p,q,label\n3,9,a\n200,9,b\n4,80,c\n");
    Path some = folder.resolve("some_train.csv");
    Files.writeString(some, "q,p,label\n9,200,b\n80,4,c\n7,190,b\n78,5,c\n");
    train(some, "fresh.npz");
    train(all, "w.npz");
    train(some, "w.npz", "--validate", "0.5");
    Provenance provenance = description("w.npz").provenance().orElseThrow();
    assertThat(provenance.checksum())
        .isEqualTo(description("fresh.npz").provenance().orElseThrow().checksum());
    assertThat(provenance.samples()).isEqualTo(2);
    assertThat(description("w.npz").classes()).containsExactly("a", "b", "c");
  }

  @Test
  void aCalibrationThatIsDroppedIsNamed() throws IOException {
    Path data = pictures("a", "b");
    String said = "training without --validate drops it";
    assertThat(train(data, "w.npz", "--validate", "0.5").err()).doesNotContain(said);
    assertThat(description("w.npz").calibration()).isNotEqualTo(Calibration.NONE);
    assertThat(train(data, "w.npz", "--validate", "0.5").err()).doesNotContain(said);
    assertThat(train(data, "w.npz").err()).containsOnlyOnce(said);
    assertThat(description("w.npz").calibration()).isEqualTo(Calibration.NONE);
    assertThat(train(data, "w.npz").err()).doesNotContain(said);
  }

  @Test
  void namesOfClassesMustBeAsManyAsTheClasses() throws IOException {
    Path weights = folder.resolve("w.npz");
    Run run =
        Run.of("train", "--data", pictures("a", "b"), "--weights", weights, "--classes", "x,y,z");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.complaints())
        .singleElement()
        .asString()
        .contains("--classes has 3 names, but the data has 2 classes");
    assertThat(weights).doesNotExist();
  }

  @Test
  void aResumedTrainingDoesNotTakeTheInputsOfTheWeightsThatItReplaces() throws IOException {
    Path data = pictures("a", "b");
    Object[] fresh = {"--fresh", "--checkpoint", folder.resolve("run.ckpt")};
    train(data, "w.npz", "--input-scale", 100, "--classes", "x,y");
    StopSignal stop = new StopSignal();
    stop.request();
    Object[] training = {
      "train", "--data", data, "--weights", folder.resolve("w.npz"), "--epochs", 2
    };
    Object[] network = {"--network", "linear classes, softmax"};
    byte[] old = Files.readAllBytes(folder.resolve("w.npz"));
    Run stopped = Run.with(stop, folder, false, concat(training, network, fresh));
    assertThat(stopped.status()).as(stopped.err()).isEqualTo(130);
    // As if the training had been killed before it saved its weights.
    Files.write(folder.resolve("w.npz"), old);
    Object[] resume = {"--resume", "--checkpoint", folder.resolve("run.ckpt")};
    Run resumed = Run.of(concat(training, network, resume));
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(description("w.npz").input().scaling()).isEqualTo(Scaling.BYTES);
    assertThat(description("w.npz").classes()).containsExactly("a", "b");
  }

  private static Object[] concat(Object[]... parts) {
    return Stream.of(parts).flatMap(Stream::of).toArray();
  }
}
