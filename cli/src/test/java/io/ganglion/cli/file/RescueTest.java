package io.ganglion.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.backend.Backends;
import io.ganglion.cli.failure.CommandException;
import io.ganglion.formats.Weights;
import io.ganglion.model.ModelDescription;
import io.ganglion.model.RowInput;
import io.ganglion.model.Scaling;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RescueTest {

  @TempDir private Path folder;

  private static Network network() {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(1),
        Architecture.parse("input 3, linear 2, softmax"));
  }

  @Test
  void theNextFolderIsUsedIfOneIsGone() throws IOException {
    Set<Path> folders = new LinkedHashSet<>(List.of(folder.resolve("gone"), folder));
    try (Network network = network()) {
      Path rescued =
          new Rescue(folders, ".npz").save(file -> Weights.save(file, network)).orElseThrow();
      assertThat(rescued).hasParent(folder);
      assertThat(Weights.architecture(rescued)).contains(network.architecture());
    }
  }

  @Test
  void weightsWhoseDescriptionCannotBeStoredAreRescuedAlone() throws IOException {
    ModelDescription halved =
        ModelDescription.of(
            new RowInput(List.of("a", "b", "c"), Scaling.NONE), List.of("no", "half \ud800"));
    try (Network network = network()) {
      WeightsFile file = new WeightsFile(folder.resolve("weights.npz"));
      assertThatThrownBy(() -> file.save(network, halved))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("half of a surrogate pair")
          .hasMessageContaining("; the weights alone are saved in " + folder);
      assertThat(file.exists()).isFalse();
      Path rescued = folder.resolve(folder.toFile().list()[0]);
      assertThat(Weights.architecture(rescued)).contains(network.architecture());
    }
  }

  @Test
  void onlyTheUserMayReadRescuedWeights() throws IOException {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "the file system has no POSIX permissions");
    try (Network network = network()) {
      Path file =
          Rescue.of(folder.resolve("weights.npz"))
              .save(written -> Weights.save(written, network))
              .orElseThrow();
      assertThat(file).hasParent(folder);
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void aFolderThatDoesNotTakeTheWeightsKeepsNoEmptyFile() throws IOException {
    try (Network network = network()) {
      Map<String, double[]> values = network.values();
      values.values().forEach(parameter -> Arrays.fill(parameter, Double.NaN));
      network.set(values);
      assertThat(new Rescue(Set.of(folder), ".npz").save(written -> Weights.save(written, network)))
          .isEmpty();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void nothingIsSavedIfNoFolderIsLeft() {
    try (Network network = network()) {
      assertThat(
              new Rescue(Set.of(folder.resolve("gone")), ".npz")
                  .save(file -> Weights.save(file, network)))
          .isEmpty();
    }
  }

  @Test
  void theFoldersBeginWithThatOfTheFileAndEndWithThatForTemporaryFiles() {
    Rescue rescue = Rescue.of(folder.resolve("some.weights.SafeTensors"));
    assertThat(rescue.folders()).startsWith(folder.toAbsolutePath());
    assertThat(rescue.folders())
        .contains(Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home")));
    assertThat(rescue.ending()).isEqualTo(".SafeTensors");
  }

  @Test
  void aUserWhomTheSystemDoesNotKnowHasNoHomeToRescueWeightsIn() {
    String home = System.getProperty("user.home");
    System.setProperty("user.home", "?");
    try {
      assertThat(Rescue.of(folder.resolve("w.npz")).folders())
          .allSatisfy(each -> assertThat(each.getFileName()).isNotEqualTo(Path.of("?")));
    } finally {
      System.setProperty("user.home", home);
    }
  }
}
